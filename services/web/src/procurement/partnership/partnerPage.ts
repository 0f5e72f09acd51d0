import { kroner } from '../../format/money.ts';
import { dateIn } from '../../format/time.ts';
import { textArea, textField } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { doneNotice, heading, statusTag } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { decisionFields } from './decision.ts';
import { openForm, phaseField, withRefusal } from './forms.ts';
import { guidance } from './guidance.ts';
import { limitText } from './measure.ts';
import { purchaseOption } from './purchase.ts';
import { runSection } from './runSection.ts';
import { type Stage, stageOf, stageText } from './stage.ts';
import {
  type Contract,
  leftOfBudgetOre,
  type Partner,
  type Partnership,
  partnerTags,
  type StatedTerms,
} from './words.ts';

const doneTexts = {
  begynn: 'Fasen er satt i gang. Partneren kan levere.',
  test: 'Testen er registrert.',
  avgjor: 'Avgjørelsen er registrert. Betales det noe, venter den på en annen person.',
  utbetal: 'Betalingen er foreslått. En annen person må bekrefte den.',
  apne: 'Kjøpsopsjonen er åpnet. En annen person kan utløse kjøpet.',
  kjop: 'Kjøpet er utløst og er blitt en endring av kontrakten.',
};

export type ShownPartner = {
  readonly partnership: Partnership;
  readonly partner: Partner;
  readonly title: string;
  /** Where all partners stand side by side. */
  readonly overview: string;
  /** The partner's contract; undefined where nothing was bought. */
  readonly contract: Contract | undefined;
  readonly personOf: PersonName;
};

/** One partner: what comes next, its phases with what was delivered, measured, decided and paid, and the option to buy. */
export function partnerPage(forms: Forms, shown: ShownPartner): Page {
  const { overview, partner, partnership, title } = shown;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const stage = stageOf(partnership, partner, dateIn(forms.visit.now));
  return {
    title: `${partner.name}: ${title}`,
    section: 'procurement',
    body: html`${heading(partner.name, { above: html`<a href="${overview}">Partnerskapet</a>`, actions: statusTag(partnerTags[partner.status]) })}
${forms.navigation}
${doneNotice(forms.visit.query, doneTexts)}
${withRefusal(
  forms,
  html`<section class="todo"><h2>Dette kommer nå</h2>
<p><strong>${stageText(stage, partner.name)}</strong></p>
${partner.status === 'developed' ? purchaseOption(forms, shown, isOfficer) : nextForm(forms, shown, isOfficer ? stage : undefined)}
</section>
${partner.runs.map((run) => runSection(partnership.terms, run, shown.personOf))}
${isOfficer && partnership.status === 'running' && paymentForm(forms, shown)}
${partner.status !== 'developed' && html`<section><h2>Kjøpsopsjon</h2>${purchaseOption(forms, shown, isOfficer)}</section>`}`,
)}`,
  };
}

/** The form of what comes next in a phase, with what the step is. */
function nextForm(forms: Forms, shown: ShownPartner, stage: Stage | undefined): Content {
  const { overview, partnership } = shown;
  const { kind, terms } = partnership;
  switch (stage?.is) {
    case 'begin':
      return html`${guidance(kind, 'phase')}
${openForm(forms, { step: 'begynn', content: () => phaseField(stage.phase), button: `Sett i gang fase ${stage.phase}` })}`;
    case 'deliver':
      return html`${guidance(kind, 'delivery')}${stage.isOverdue && decision(forms, shown, stage.phase)}`;
    case 'test':
      return html`${guidance(kind, 'test')}
${openForm(forms, { step: 'test', content: testFields(terms, stage.phase), button: 'Registrer testen' })}`;
    case 'decide':
      return html`${decision(forms, shown, stage.phase)}
${stepForm(forms, { step: 'test', title: 'Gjør testen om', content: testFields(terms, stage.phase), button: 'Registrer den nye testen' })}`;
    case 'confirm':
      return html`<p><a class="button" href="${overview}">Se forslaget</a></p>
${stepForm(forms, { step: 'test', title: 'Gjør testen om', content: testFields(terms, stage.phase), button: 'Registrer den nye testen' })}`;
    default:
      return undefined;
  }
}

/** Partner by partner; where all are compared, the decision stands where they are side by side. */
function decision(forms: Forms, { overview, partner, partnership }: ShownPartner, phase: number): Html {
  const { kind } = partnership;
  if (kind === 'pre_commercial_procurement')
    return html`${guidance(kind, 'decision')}<p><a class="button" href="${overview}">Sammenlign leverandørene</a></p>`;
  return html`${guidance(kind, 'decision')}
${openForm(forms, {
  step: 'avgjor',
  content: (filled) => html`${phaseField(phase)}${decisionFields(filled, partnership, { phase, partner })}`,
  button: 'Avgjør',
})}`;
}

/** A value for each goal of the phase; the goals of the whole are measured in the last phase, and may be before. */
function testFields({ goals, phases }: StatedTerms, phase: number) {
  const isLast = phase === phases.length;
  const asked = [
    ...(phases[phase - 1]?.subGoals ?? []).map((goal) => ({ goal, optional: false })),
    ...goals.map((goal) => ({ goal, optional: !isLast })),
  ];
  return (filled: Parameters<typeof decisionFields>[0]) => html`${phaseField(phase)}
${asked.map(({ goal, optional }) =>
  textField({
    filled,
    name: `value-${goal.goalId}`,
    label: `Målt: ${goal.name}`,
    hint: `Målet er ${limitText(goal)}.`,
    inputMode: 'decimal',
    suffix: goal.unit,
    optional,
  }),
)}
${textArea({ filled, name: 'note', label: 'Hvordan og hvor det ble testet' })}`;
}

/** During a phase, within its budget. */
function paymentForm(forms: Forms, { partner, partnership }: ShownPartner): Content {
  const run = partner.runs.at(-1);
  const phase = run && partnership.terms.phases[run.phase - 1];
  if (!run || !phase || run.status === 'continue' || run.status === 'exit') return undefined;
  return stepForm(forms, {
    step: 'utbetal',
    title: 'Betal underveis i fasen',
    content: (filled) => html`${guidance(partnership.kind, 'payment')}
${phaseField(run.phase)}
${textField({ filled, name: `amount-${partner.supplierId}`, label: 'Beløp', hint: `Det gjenstår ${kroner(leftOfBudgetOre(phase, run))} av fasebudsjettet.`, inputMode: 'decimal', suffix: 'kr' })}
${textArea({ filled, name: 'reason', label: 'Hva det betales for' })}`,
    button: 'Foreslå betalingen',
  });
}
