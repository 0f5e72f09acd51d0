import { kroner } from '../../format/money.ts';
import { day, moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { facts, statusTag, table } from '../../html/parts.ts';
import type { PersonName } from '../person.ts';
import { limitText } from './measure.ts';
import { deliveredText, measuredText } from './sideBySide.ts';
import { leftOfBudgetOre, outcomeText, type Phase, type Run, runTags, type StatedTerms } from './words.ts';

/** What has become of one phase of a partner: for the buyer with who decided, and for the partner itself without. */
export function runSection(terms: StatedTerms, run: Run, personOf?: PersonName): Html {
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
        ['Avgjort', `${moment(made.at)}: ${outcomeText(made.outcome, run.phase, terms)}`],
        ...(personOf
          ? [
              [
                'Avgjort av',
                [made.decidedBy, made.confirmedBy ?? []].flat().map(personOf).join(' og '),
              ] as const,
            ]
          : []),
        ['Begrunnelse', html`<span class="lines">${made.reason}</span>`],
      ] as const)
    : []),
])}
${delivery && deliveryTable(phase, delivery)}
${test && testTable([...phase.subGoals, ...terms.goals], test)}
${
  instalments.length > 0 &&
  html`<h3>Betalinger</h3>
${table(instalments, {
  caption: 'Betalt',
  columns: [
    { head: 'Betalt for', cell: ({ reason }) => reason },
    { head: 'Beløp', cell: ({ amountOre }) => kroner(amountOre), kind: 'number' },
    { head: 'Bekreftet', cell: ({ at }) => moment(at), kind: 'short' },
  ],
  empty: '',
})}`
}
</section>`;
}

const deliveryTable = ({ deliverables }: Phase, { items, note }: NonNullable<Run['delivery']>): Html =>
  html`<h3>Leveransen</h3>
${table(items, {
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
