import type { Goal, Terms } from '../../partnership/terms.ts';
import { type Block, entry } from '../document.ts';
import { type ProtocolFacts, personName, type RowsOf, rowsOf, supplierName } from '../facts.ts';
import { decimal, kroner, moment } from '../words.ts';

const phaseTypes = ['PhaseStarted', 'PhaseDelivered', 'PhaseTested', 'PhaseDecided'] as const;
const purchaseTypes = ['PurchaseOptionOpened', 'PurchaseOptionExercised'] as const;
type PhaseStep = RowsOf<(typeof phaseTypes)[number]>;
type PurchaseStep = RowsOf<(typeof purchaseTypes)[number]>;

/** What happened in a partnership after its contracts were signed, in the order in which it did. */
export const steps = (facts: ProtocolFacts, terms: Terms): readonly Block[] =>
  rowsOf(
    facts,
    ...phaseTypes,
    ...purchaseTypes,
    'PartnershipStarted',
    'InstalmentApproved',
    'PartnershipEnded',
  ).map((row) => {
    const { type, data } = row;
    switch (type) {
      case 'PartnershipStarted':
        return entry(
          `Samarbeidet begynte ${moment(data.at)}`,
          `Partnere: ${data.partners.map(({ name }) => name).join(', ')}.`,
        );
      case 'InstalmentApproved':
        return entry(
          `Delbetaling til ${supplierName(facts, data.supplierId)} i fase ${data.phase}, ${moment(data.at)}: ${kroner(data.amountOre)}`,
          data.reason,
          `Foreslått og bekreftet av ${persons(facts, data.proposedBy, data.confirmedBy)}.`,
        );
      case 'PurchaseOptionOpened':
      case 'PurchaseOptionExercised':
        return purchaseStep(facts, row);
      case 'PartnershipEnded':
        return entry(
          `Samarbeidet avsluttet ${moment(data.at)}`,
          data.reason === 'last_partner_left' ? 'Den siste partneren gikk ut.' : data.reason,
        );
      default:
        return phaseStep(facts, row, terms);
    }
  });

function phaseStep(facts: ProtocolFacts, row: PhaseStep, terms: Terms): Block {
  const { type, data } = row;
  const on = moment(data.at);
  switch (type) {
    case 'PhaseStarted':
      return entry(`Fase ${data.phase} begynte ${on}`, supplierName(facts, data.supplierId));
    case 'PhaseDelivered':
      return entry(
        `Fase ${data.phase} levert av ${supplierName(facts, data.supplierId)} ${on}`,
        data.isLate && 'Leveransen kom etter fristen.',
        ...data.delivery.items.map(({ deliverableId, description }) => `${deliverableId}: ${description}`),
        data.delivery.note,
      );
    case 'PhaseTested':
      return tested(facts, row, terms);
    case 'PhaseDecided':
      return entry(
        `Fase ${data.phase} avgjort ${on}`,
        ...data.decisions.map(
          ({ supplierId, outcome, rank, reason, instalmentOre }) =>
            `${supplierName(facts, supplierId)} ${outcome === 'continue' ? 'går videre' : 'går ut'}${
              rank === null ? '' : `, rangert som nr. ${rank}`
            }, og får ${kroner(instalmentOre)}: ${reason}`,
        ),
        `Avgjort av ${persons(facts, data.decidedBy, data.confirmedBy)}.`,
      );
  }
}

function tested(facts: ProtocolFacts, { data }: RowsOf<'PhaseTested'>, terms: Terms): Block {
  const goals = [...terms.goals, ...terms.phases.flatMap(({ subGoals }) => subGoals)];
  return entry(
    `Fase ${data.phase} hos ${supplierName(facts, data.supplierId)} prøvd av kommunen ${moment(data.at)}`,
    ...data.measurements.map(({ goalId, value, isMet }) => {
      const goal = goals.find((one) => one.goalId === goalId);
      return `${goal ? goalText(goal) : goalId}. Målt: ${decimal(value)}, ${isMet ? 'nådd' : 'ikke nådd'}.`;
    }),
    data.note,
    `Prøvd av ${persons(facts, data.by)}.`,
  );
}

function purchaseStep(facts: ProtocolFacts, { type, data }: PurchaseStep): Block {
  const what = `Leverandør: ${supplierName(facts, data.supplierId)}. Pris: ${kroner(data.priceOre)} uten merverdiavgift.`;
  if (type === 'PurchaseOptionOpened')
    return entry(
      `Kjøpsopsjonen åpnet ${moment(data.at)}: ${data.what}`,
      `${what} Alle målene er nådd.`,
      `Åpnet av ${persons(facts, data.by)}.`,
    );
  return entry(
    `Kjøpsopsjonen brukt ${moment(data.at)}: ${data.what}`,
    what,
    data.reason,
    `Besluttet av ${persons(facts, data.openedBy, data.exercisedBy)}.`,
  );
}

const comparisonWords = { at_least: 'minst', at_most: 'høyst' } as const;

/** A goal and its limit: `M1 Oppdagede fuktskader: minst 90 prosent`. */
export const goalText = ({ goalId, name, comparison, value, unit }: Goal): string =>
  `${goalId} ${name}: ${comparisonWords[comparison]} ${decimal(value)} ${unit}`;

const persons = (facts: ProtocolFacts, ...subjects: readonly (string | null)[]): string =>
  subjects.flatMap((one) => (one === null ? [] : [personName(facts, one)])).join(' og ');
