import { kroner } from '../../format/money.ts';
import { dateIn, day, moment } from '../../format/time.ts';
import { textArea, textField } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { doneNotice, facts, heading, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { type Forms, stepForm } from '../evaluation/forms.ts';
import { decisionFields } from './decision.ts';
import { openForm, phaseField, withRefusal } from './forms.ts';
import { guidance } from './guidance.ts';
import { limitText } from './measure.ts';
import { purchaseSection } from './purchase.ts';
import { deliveredText, measuredText } from './sideBySide.ts';
import { type Stage, stageOf, stageText } from './stage.ts';
import {
  type Contract,
  leftOfBudgetOre,
  type Partner,
  type Partnership,
  type Phase,
  partnerTags,
  type Run,
  runTags,
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
${nextForm(forms, shown, isOfficer ? stage : undefined)}
</section>
${partner.runs.map((run) => runSection(partnership.terms, run))}
${isOfficer && partnership.status === 'running' && paymentForm(forms, shown)}
${purchaseSection(forms, shown, isOfficer)}`,
)}`,
  };
}

/** The form of what comes next, with what the step is; the purchase has a section of its own. */
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
    case 'open':
    case 'opened':
      return html`<p><a class="button" href="#kjop">Gå til kjøpsopsjonen</a></p>`;
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

/** What has become of one phase of a partner: for the buyer, and for the partner itself. */
export function runSection(terms: StatedTerms, run: Run): Html {
  const phase = terms.phases[run.phase - 1];
  if (!phase) return html``;
  const { decision: made, delivery, instalments, test } = run;
  return html`<section><h2>Fase ${run.phase}: ${phase.title}</h2>
${facts([
  ['Status', statusTag(runTags[run.status])],
  ['Leveringsfrist', day(phase.deadline)],
  ['Levert', deliveredText(run)],
  ['Budsjett', kroner(phase.budgetOre)],
  ['Igjen av budsjettet', kroner(leftOfBudgetOre(phase, run))],
  ...(made
    ? ([
        ...(made.rank === null ? [] : [['Plass', made.rank] as const]),
        ['Avgjort', `${moment(made.at)}: ${made.outcome === 'continue' ? 'går videre' : 'går ut'}`],
        ['Begrunnelse', html`<span class="lines">${made.reason}</span>`],
      ] as const)
    : []),
])}
${delivery && deliveryTable(phase, delivery)}
${test && testTable([...phase.subGoals, ...terms.goals], test)}
${
  instalments.length > 0 &&
  table(instalments, {
    caption: 'Betalt',
    columns: [
      { head: 'Betalt for', cell: ({ reason }) => reason },
      { head: 'Beløp', cell: ({ amountOre }) => kroner(amountOre), kind: 'number' },
      { head: 'Bekreftet', cell: ({ at }) => moment(at), kind: 'short' },
    ],
    empty: '',
  })
}
</section>`;
}

const deliveryTable = ({ deliverables }: Phase, { items, note }: NonNullable<Run['delivery']>): Html =>
  html`${table(items, {
    caption: 'Leveransen',
    columns: [
      {
        head: 'Leveranse',
        cell: ({ deliverableId }) =>
          deliverables.find((one) => one.deliverableId === deliverableId)?.title ?? deliverableId,
      },
      { head: 'Beskrivelse', cell: ({ description }) => html`<span class="lines">${description}</span>` },
      { head: 'Finnes', cell: ({ reference }) => reference },
    ],
    empty: '',
  })}
${note && html`<p class="lines">${note}</p>`}`;

const testTable = (
  goals: StatedTerms['goals'],
  { at, measurements, note }: NonNullable<Run['test']>,
): Html => html`<h3>Kommunens test ${moment(at)}</h3>
${table(measurements, {
  caption: 'Kommunens test',
  columns: [
    { head: 'Mål', cell: ({ goalId }) => goals.find((goal) => goal.goalId === goalId)?.name ?? goalId },
    {
      head: 'Skal være',
      cell: ({ goalId }) => {
        const goal = goals.find((one) => one.goalId === goalId);
        return goal && limitText(goal);
      },
    },
    { head: 'Målt', cell: measuredText },
  ],
  empty: `Fasen har ingen egne mål, og ingenting ble målt.`,
})}
<p class="lines">${note}</p>`;
