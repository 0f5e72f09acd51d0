import { partnershipKindOf } from '../../partnership/kind.ts';
import type { Terms } from '../../partnership/terms.ts';
import { type Block, entry, gap, paragraph, table } from '../document.ts';
import { caseOf, type ProtocolFacts, rowsOf } from '../facts.ts';
import { date, kroner, moment } from '../words.ts';
import { goalText, steps } from './partnershipSteps.ts';

const holderWords = { supplier: 'leverandøren', buyer: 'kommunen', shared: 'partene sammen' } as const;

/** How something was developed together: what was agreed before the competition, and each step and krone of it since. */
export function partnership(facts: ProtocolFacts): readonly Block[] {
  const { procedure, publishedAt } = caseOf(facts);
  if (!partnershipKindOf(procedure))
    return [paragraph('Prosedyren ender ikke i et utviklingssamarbeid med partnere.')];
  const stated = rowsOf(facts, 'TermsStated').at(-1)?.data;
  if (!stated)
    return [
      publishedAt === null
        ? paragraph('Vilkårene for utviklingen er ikke satt.')
        : gap('Konkurransen er kunngjort uten vilkår for utviklingen.'),
    ];
  return [...agreed(stated.terms, stated.at), ...steps(facts, stated.terms), granted(facts, stated.terms)];
}

function agreed(terms: Terms, at: string): readonly Block[] {
  const { goals, phases, maximumDevelopmentOre, maximumCostOre, intellectualProperty } = terms;
  return [
    paragraph(
      `Vilkårene ble satt ${moment(at)}. Utviklingen koster høyst ${kroner(maximumDevelopmentOre)} for alle partnere, ${
        maximumCostOre === null
          ? 'og det er ingen kjøpsopsjon: det som er utviklet, kjøpes i en anskaffelse for seg.'
          : `og et kjøp av det som er utviklet, høyst ${kroner(maximumCostOre)}.`
      }`,
    ),
    entry('Mål som må nås', ...goals.map(goalText)),
    table(
      'Faser',
      ['Fase', 'Leveranser', 'Delmål', 'Frist', 'Høyst til hver partner', 'Høyst partnere'],
      phases.map(({ title, deliverables, subGoals, deadline, budgetOre, partnersMax }, index) => [
        `${index + 1}: ${title}`,
        deliverables.map((one) => one.title).join('; '),
        subGoals.map(goalText).join('; ') || '–',
        date(deadline),
        kroner(budgetOre),
        String(partnersMax),
      ]),
      'Ingen faser er avtalt.',
    ),
    entry(
      'Immaterielle rettigheter',
      `Rettighetene har ${holderWords[intellectualProperty.heldBy]}. Kommunen ${
        intellectualProperty.buyerMayUse ? 'kan' : 'kan ikke'
      } bruke det som er utviklet, uten å betale mer.`,
      intellectualProperty.terms,
    ),
  ];
}

/** What the development has cost, beside the most that it may. */
function granted(facts: ProtocolFacts, { maximumDevelopmentOre }: Terms): Block {
  const amounts = [
    ...rowsOf(facts, 'PhaseDecided').flatMap(({ data }) => data.decisions.map((one) => one.instalmentOre)),
    ...rowsOf(facts, 'InstalmentApproved').map(({ data }) => data.amountOre),
  ];
  const grantedOre = amounts.reduce((sum, one) => sum + one, 0);
  return paragraph(
    `Til nå er ${kroner(grantedOre)} av høyst ${kroner(maximumDevelopmentOre)} innvilget for utviklingen.`,
  );
}
