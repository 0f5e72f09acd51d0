import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { moment } from '../../format/time.ts';
import { textArea, textField } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { facts, notice } from '../../html/parts.ts';
import { changeTexts } from '../award/words.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import type { PersonName } from '../person.ts';
import { openForm } from './forms.ts';
import { guidance } from './guidance.ts';
import { limitText } from './measure.ts';
import { measuredText, newestOf } from './sideBySide.ts';
import type { Contract, Partner, Partnership } from './words.ts';

type Shown = {
  readonly partnership: Partnership;
  readonly partner: Partner;
  /** The partner's contract; undefined where nothing was bought. */
  readonly contract: Contract | undefined;
  readonly personOf: PersonName;
};

/** The option to buy what was developed: closed, and by which goals; or open; or what it has become. */
export function purchaseOption(forms: Forms, shown: Shown, isOfficer: boolean): Html {
  const { partner, partnership } = shown;
  const mayAct = isOfficer && partnership.status === 'running' && partner.status === 'developed';
  return html`${guidance(partnership.kind, 'purchase')}
${partnership.kind === 'innovation_partnership' && option(forms, shown, mayAct)}`;
}

function option(forms: Forms, shown: Shown, mayAct: boolean): Content {
  const { partner, partnership } = shown;
  const { purchase, unmetGoalIds } = partner;
  const missing = partnership.terms.goals.filter(({ goalId }) => unmetGoalIds.includes(goalId));
  if (purchase) return opened(forms, { ...shown, purchase }, mayAct);
  if (missing.length > 0 || partner.status !== 'developed')
    return html`<p><strong>Opsjonen er stengt.</strong> ${partner.status === 'developing' && 'Partneren er ikke kommet gjennom alle fasene.'}${partner.status === 'left' && 'Partneren har gått ut.'} ${missing.length > 0 && 'Disse målene er ikke nådd i testene:'}</p>
<ul>${missing.map((goal) => html`<li>${goal.name}: ${limitText(goal)}. Målt: ${measuredText(newestOf(partner.runs, goal))}</li>`)}</ul>`;
  return html`<p><strong>Alle målene er nådd.</strong></p>
${mayAct && openForm(forms, { step: 'apne', content: openingFields(partnership, partner), button: 'Åpne kjøpsopsjonen' })}`;
}

function opened(
  forms: Forms,
  {
    contract,
    partner,
    partnership,
    personOf,
    purchase,
  }: Shown & { readonly purchase: NonNullable<Partner['purchase']> },
  mayAct: boolean,
): Html {
  const change = contract?.changes.find(({ changeId }) => changeId === purchase.changeId);
  const mayExercise = purchase.status === 'opened' || change?.status === 'refused';
  const isOwn = purchase.openedBy === forms.visit.person.subject;
  const contractPath = `/anskaffelser/${encodeURIComponent(partnership.procurementId)}/kontrakter/${encodeURIComponent(partner.contractId)}`;
  const percent = partner.purchasePercentOfDevelopment;
  return html`${facts([
    ['Hva som kjøpes', purchase.what],
    ['Pris', kroner(purchase.priceOre)],
    ...(percent === null
      ? []
      : [['Kjøpet i forhold til utviklingen', `${quantity(percent)} prosent`] as const]),
    ['Åpnet', `${moment(purchase.openedAt)} av ${personOf(purchase.openedBy)}`],
    ...(purchase.exercisedAt === null
      ? []
      : [['Utløst', `${moment(purchase.exercisedAt)} av ${personOf(purchase.exercisedBy ?? '')}`] as const]),
    ...(purchase.reason === null ? [] : [['Begrunnelse', purchase.reason] as const]),
    ...(change ? [['Endring av kontrakten', changeTexts[change.status]] as const] : []),
  ])}
${change?.status === 'refused' && notice('warn', html`<p>Rammen har ikke penger til kjøpet.${change.availableOre !== null && ` Det gjenstår ${kroner(change.availableOre)}.`} Opsjonen kan utløses på nytt når rammen har penger.</p>`)}
<p><a href="${contractPath}">Gå til kontrakten</a></p>
${mayAct && mayExercise && isOwn && notice('info', html`<p>Du åpnet opsjonen. En annen person må utløse kjøpet.</p>`)}
${
  mayAct &&
  mayExercise &&
  !isOwn &&
  openForm(forms, {
    step: 'kjop',
    content: (filled) => textArea({ filled, name: 'reason', label: 'Begrunnelse for kjøpet' }),
    button: 'Utløs kjøpet',
  })
}
${
  mayAct &&
  purchase.status === 'opened' &&
  stepForm(forms, {
    step: 'apne',
    title: 'Åpne opsjonen på nytt med annet innhold eller en annen pris',
    content: openingFields(partnership, partner),
    button: 'Åpne på nytt',
  })
}`;
}

/** All options that are open or taken share the maximum cost. */
function openingFields({ partners, terms }: Partnership, partner: Partner) {
  const boundOre = partners
    .filter(({ supplierId }) => supplierId !== partner.supplierId)
    .reduce((sum, { purchase }) => sum + (purchase?.priceOre ?? 0), 0);
  const leftOre = (terms.maximumCostOre ?? 0) - boundOre;
  return (filled: Parameters<Parameters<typeof openForm>[1]['content']>[0]) => html`
${textArea({ filled, name: 'what', label: 'Hva som kjøpes', value: partner.purchase?.what ?? '' })}
${textField({ filled, name: 'priceOre', label: 'Pris', hint: `Uten merverdiavgift, høyst ${kroner(leftOre)}.`, inputMode: 'decimal', suffix: 'kr' })}`;
}
