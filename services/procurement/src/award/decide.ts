import { Rejection } from '@tiltak/decider';
import type { Award, AwardEvent, PlannedContract, ProposedAward, Standstill, Terms } from './award.ts';
import { type Basis, chosenLots, type WantedLot } from './choice.ts';
import type { Letter } from './letter.ts';

export type AwardCommand =
  | {
      readonly type: 'propose';
      readonly procurementId: string;
      readonly lots: readonly WantedLot[];
      readonly terms: Terms;
      readonly basis: Basis;
      readonly evaluationVersion: number;
      readonly by: string;
      readonly at: string;
    }
  | {
      readonly type: 'approve';
      readonly title: string;
      readonly measureId: string;
      /** Null: the procedure has none here. */
      readonly standstill: Standstill | null;
      readonly contracts: readonly PlannedContract[];
      readonly letters: readonly Letter[];
      /** As the evaluation is now. */
      readonly evaluationVersion: number;
      readonly by: string;
      readonly at: string;
    }
  | {
      readonly type: 'annul';
      readonly title: string;
      readonly reason: string;
      readonly by: string;
      readonly at: string;
    };

/**
 * What a command on the award leads to. Throws `award_approved`, `award_missing`, `award_outdated`, `same_person`,
 * `ends_before_start`, and what {@link chosenLots} throws.
 */
export function decide(command: AwardCommand, state: Award): readonly AwardEvent[] {
  switch (command.type) {
    case 'propose': {
      const { procurementId, terms, evaluationVersion, by, at } = command;
      if (state.status === 'approved') throw approvedAlready();
      checkTerms(terms);
      const lots = chosenLots(command.lots, command.basis);
      const number = (state.status === 'none' ? 0 : state.number) + 1;
      return [
        { type: 'AwardProposed', data: { procurementId, number, lots, ...terms, evaluationVersion, by, at } },
      ];
    }
    case 'approve':
      return approve(command, state);
    case 'annul': {
      const { procurementId, number, informedSupplierIds } = theAward(state, 'approved');
      const { type: _, ...why } = command;
      return [
        { type: 'AwardAnnulled', data: { procurementId, number, supplierIds: informedSupplierIds, ...why } },
      ];
    }
  }
}

function approve(command: Extract<AwardCommand, { type: 'approve' }>, state: Award): readonly AwardEvent[] {
  const { title, measureId, standstill, contracts, letters, by, at } = command;
  if (state.status === 'approved') throw approvedAlready();
  const { procurementId, number, lots, by: proposedBy, evaluationVersion } = theAward(state, 'proposed');
  if (by === proposedBy)
    throw new Rejection(
      'same_person',
      'Whoever proposes an award can not approve it too: a second person does that.',
    );
  if (command.evaluationVersion !== evaluationVersion)
    throw new Rejection(
      'award_outdated',
      'The evaluation was changed after the award was proposed: propose it anew (award).',
    );
  const won = lots.map(({ lotId, winners }) => ({ lotId, winners }));
  return [
    {
      type: 'AwardApproved',
      data: { procurementId, number, title, measureId, lots: won, standstill, contracts, by, at },
    },
    ...letters.map(
      (letter): AwardEvent => ({
        type: 'BidderInformed',
        data: { ...letter, procurementId, procurementTitle: title },
      }),
    ),
  ];
}

function checkTerms({ startsOn, endsOn }: Terms): void {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn)
    throw new Rejection('ends_before_start', `\`endsOn\` (${endsOn}) is before \`startsOn\` (${startsOn}).`);
}

/** The award, if it stands at `status`; throws `award_missing`. */
export function theAward(state: Award, status: ProposedAward['status']): ProposedAward {
  if (state.status === 'none' || state.status !== status)
    throw new Rejection('award_missing', `There is no award that is ${status}.`);
  return state;
}

const approvedAlready = () =>
  new Rejection(
    'award_approved',
    'The award is approved; what is wrong with it is put right by annulling it.',
  );
