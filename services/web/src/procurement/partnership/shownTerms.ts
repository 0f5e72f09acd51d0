import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { day } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { facts, table } from '../../html/parts.ts';
import { limitText } from './measure.ts';
import { type Goal, type Phase, rightsWords, type StatedTerms } from './words.ts';

/** The goals of the whole, or of a phase. */
export const goalTable = (goals: readonly Goal[], caption: string): Html =>
  table(goals, {
    caption,
    columns: [
      { head: 'Mål', cell: ({ name }) => name },
      { head: 'Skal være', cell: limitText },
    ],
    empty: 'Fasen har ingen egne mål.',
  });

/** The terms as they were stated, for those who may not change them now. */
export function shownTerms(terms: StatedTerms, maximumPurchasePercent: number | null): Html {
  const { intellectualProperty: rights, maximumCostOre } = terms;
  return html`<h3>Mål for løsningen</h3>
${goalTable(terms.goals, 'Mål for løsningen')}
${facts([
  ['Utviklingen koster høyst', `${kroner(terms.maximumDevelopmentOre)} for alle partnerne`],
  ...(maximumCostOre === null ? [] : [['Kjøpet koster høyst', kroner(maximumCostOre)] as const]),
  ...(maximumPurchasePercent === null
    ? []
    : [['Kjøpet i forhold til utviklingen', `${quantity(maximumPurchasePercent)} prosent`] as const]),
  ['Rettighetene tilhører', rightsWords[rights.heldBy]],
  ['Kommunens bruk', rights.buyerMayUse ? 'kan bruke det som utvikles, uten å betale mer' : 'etter avtale'],
  ['Om rettighetene', html`<span class="lines">${rights.terms}</span>`],
])}
${terms.phases.map(shownPhase)}`;
}

const shownPhase = (phase: Phase, at: number): Html => html`<h3>Fase ${at + 1}: ${phase.title}</h3>
${facts([
  ['Leveringsfrist', day(phase.deadline)],
  ['Budsjett', `${kroner(phase.budgetOre)} til hver partner`],
  ['Partnere', `høyst ${quantity(phase.partnersMax)}`],
  ['Leveranser', phase.deliverables.map(({ title }) => title).join(', ')],
])}
${phase.subGoals.length > 0 && goalTable(phase.subGoals, `Delmål i fase ${at + 1}`)}`;
