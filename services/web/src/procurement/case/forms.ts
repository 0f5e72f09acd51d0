import { dateIn } from '../../format/time.ts';
import { type Filled, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { type Forms, stepButton, stepForm } from '../evaluation/forms.ts';
import { invitationFields } from './invitation.ts';
import { asksForRequests, type Case, type Question, type Supplier, windowWords } from './words.ts';

const reasonField = (filled: Filled) => textArea({ filled, name: 'reason', label: 'Hvorfor?' });

/** A day and a time of day; noon is what suppliers are used to. */
export const deadlineFields = (filled: Filled, label: string): Html => html`<div class="grid">
${textField({ filled, name: 'day', label, type: 'date' })}
${textField({ filled, name: 'time', label: 'Klokken', value: '12.00' })}
</div>`;
/** The last day on which questions may be asked. */
export const questionsField = (filled: Filled): Html =>
  textField({
    filled,
    name: 'questionsUntil',
    label: 'Siste dag for spørsmål',
    hint: 'Uten en dag kan det spørres helt til fristen.',
    type: 'date',
    optional: true,
  });

/** Before the publication. */
export function preparationForms(forms: Forms, shown: Case, suppliers: readonly Supplier[]): readonly Html[] {
  const { next, plan, procedure } = shown;
  const hasRequests = asksForRequests.includes(procedure) || procedure === 'dynamic_purchasing_system';
  const asksFor = hasRequests ? 'requests' : 'bids';
  const isNamed = procedure === 'limited_tender';
  const mayPlan = ['draft', 'planned', 'market_dialogue'].includes(shown.status);
  return [
    mayPlan &&
      stepForm(forms, {
        step: 'planlegg',
        title: plan ? 'Endre planen' : 'Planlegg',
        content: (filled) => html`<div class="grid">
${textField({ filled, name: 'publishOn', label: 'Kunngjøres', type: 'date', value: plan?.publishOn ?? dateIn(forms.visit.now) })}
${textField({ filled, name: 'startOn', label: 'Oppstart', type: 'date', value: plan?.startOn ?? '', optional: true })}
</div>`,
        button: 'Lagre planen',
      }),
    next.includes('market_dialogue') &&
      stepForm(forms, {
        step: 'dialog',
        title: 'Åpne markedsdialog',
        content: (
          filled,
        ) => html`${textArea({ filled, name: 'notice', label: 'Hva vil vi vite av markedet?' })}
${textArea({ filled, name: 'needByFunction', label: 'Behovet', hint: 'Hva som skal oppnås, og ikke med hvilket produkt.', value: shown.need ?? '' })}`,
        button: 'Åpne dialogen',
      }),
    next.includes('published') &&
      shown.specification !== null &&
      stepForm(forms, {
        step: 'kunngjor',
        title: isNamed ? 'Inviter til konkurransen' : 'Kunngjør',
        content: (filled) => html`<input type="hidden" name="asksFor" value="${asksFor}">
${asksFor === 'bids' && html`<p>Først må <a href="${forms.path}/nokler">nøklene for tilbudene</a> være delt ut.</p>`}
${deadlineFields(filled, windowWords[asksFor])}
${questionsField(filled)}
${isNamed && html`<input type="hidden" name="isNamed" value="ja">${invitationFields(filled, suppliers)}`}`,
        button: isNamed ? 'Send invitasjonen' : 'Kunngjør konkurransen',
      }),
    isNamed && next.includes('published') && supplierForm(forms),
  ].filter((one) => one !== false);
}

/** So that a firm that is not known yet can be invited. */
const supplierForm = (forms: Forms): Html =>
  stepForm(forms, {
    step: 'leverandor',
    title: 'Registrer en leverandør',
    content: (
      filled,
    ) => html`${textField({ filled, name: 'organisationNumber', label: 'Organisasjonsnummer', inputMode: 'decimal' })}
${textField({ filled, name: 'name', label: 'Navn' })}
${textField({ filled, name: 'contactEmail', label: 'E-post', hint: 'Helst en felles postkasse.', optional: true })}`,
    button: 'Registrer leverandøren',
  });

/** While requests or bids are taken. */
export function deadlineForms(forms: Forms, { shorterDeadline }: Case): readonly Html[] {
  return [
    stepForm(forms, {
      step: 'forleng',
      title: 'Forleng fristen',
      content: (filled) =>
        html`${deadlineFields(filled, 'Ny frist')}${questionsField(filled)}${reasonField(filled)}`,
      button: 'Forleng',
    }),
    stepForm(forms, {
      step: 'forkort',
      title: 'Foreslå kortere frist',
      content: (filled) => html`${deadlineFields(filled, 'Ny frist')}${reasonField(filled)}`,
      button: 'Foreslå',
    }),
    ...(shorterDeadline ? [stepButton(forms, 'godkjenn', 'Godkjenn kortere frist')] : []),
  ];
}

/** Answers a question to all. */
export const answerForm = (forms: Forms, open: readonly Question[]): Html =>
  stepForm(forms, {
    step: 'svar',
    title: 'Svar på et spørsmål',
    content: (filled) => html`${selectField({
      filled,
      name: 'questionId',
      label: 'Spørsmål',
      choices: open.map(({ questionId, asked }) => ({
        value: questionId,
        text: (asked ?? '').slice(0, 100),
      })),
      empty: 'Velg spørsmål',
    })}
${textArea({ filled, name: 'question', label: 'Spørsmålet med andre ord', hint: 'Når ordlyden røper hvem som spør. Alle leser dette i stedet.', optional: true })}
${textArea({ filled, name: 'answer', label: 'Svar' })}`,
    button: 'Send svaret til alle',
  });

/** Ends of a case. */
export function endForms(forms: Forms, shown: Case): readonly Html[] {
  const mayCancel = !['contracted', 'completed', 'cancelled'].includes(shown.status);
  return [
    mayCancel &&
      stepForm(forms, {
        step: 'avlys',
        title: 'Avlys',
        content: reasonField,
        button: 'Avlys anskaffelsen',
        tone: 'danger',
      }),
    shown.next.includes('completed') && stepButton(forms, 'avslutt', 'Avslutt anskaffelsen'),
  ].filter((one) => one !== false);
}
