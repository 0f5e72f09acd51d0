import { Rejection } from '@tiltak/decider';
import type {
  EnvelopeKind,
  FinishedOpening,
  HeldShare,
  SealingEvent,
  SealingFacts,
  SealingState,
} from './sealing.ts';

/** So many different persons approve an opening. Directive 2014/24, annex IV, asks for authorised persons; two is our choice. */
export const approvalsNeeded = 2;
/** One share alone would put the key into one hand. */
const thresholdMin = 2;

/** What the case says about an opening. */
export type OpeningMoment = {
  readonly envelope: EnvelopeKind;
  /** The envelopes that the competition asks for, in the order of their opening. */
  readonly asked: readonly EnvelopeKind[];
  readonly deadline: string | null;
  /** Whether the case has closed for bids in this round and is not cancelled or decided. */
  readonly isClosed: boolean;
  /** When the quality of the bids was settled; null: not yet. */
  readonly qualitySettledAt: string | null;
  readonly by: string;
  readonly at: string;
};

export type SealingCommand =
  | {
      readonly type: 'set';
      readonly facts: Omit<SealingFacts, 'setAt' | 'shares'>;
      /** `isAuditor`: undefined where the holder has no registered key. */
      readonly shares: readonly (Omit<HeldShare, 'isAuditor'> & {
        readonly isAuditor: boolean | undefined;
      })[];
      /** Whether bids of this round are being asked for, or have been. */
      readonly hasBegun: boolean;
      readonly at: string;
    }
  | ({ readonly type: 'approve' } & OpeningMoment)
  | ({ readonly type: 'start'; readonly holders: readonly string[] } & OpeningMoment)
  | ({ readonly type: 'finish' } & Omit<FinishedOpening, 'procurementId' | 'round'>);

/**
 * Throws `sealing_fixed`, `sealing_missing`, `threshold_wrong`, `holder_twice`, `holder_unknown`, `auditor_missing`,
 * `opening_too_early`, `opening_finished`, `envelope_not_asked`, `quality_not_settled`, `same_person`,
 * `approvals_missing`.
 */
export function decide(command: SealingCommand, state: SealingState): readonly SealingEvent[] {
  switch (command.type) {
    case 'set':
      return set(command, state);
    case 'approve': {
      const { envelope, by, at } = command;
      const { approvals } = checkMoment(command, state);
      if (approvals.some((one) => one.by === by))
        throw new Rejection(
          'same_person',
          'You have approved this opening already; the other person must be another one.',
        );
      if (approvals.length >= approvalsNeeded) return [];
      return [{ type: 'OpeningApproved', data: { envelope, by, at } }];
    }
    case 'start': {
      const { envelope, by, holders, at } = command;
      const { approvals } = checkMoment(command, state);
      if (approvals.length < approvalsNeeded)
        throw new Rejection(
          'approvals_missing',
          `${approvalsNeeded} persons must approve the opening (approveOpening); ${approvals.length} have.`,
          { approvals: approvals.length },
        );
      return [{ type: 'OpeningStarted', data: { envelope, by, holders, at } }];
    }
    case 'finish': {
      const { type: _, ...finished } = command;
      const { procurementId, round } = theSealing(state);
      const { startedAt, finished: before } = opening(state, command.envelope);
      if (startedAt === null)
        throw new Rejection('opening_too_early', 'An opening that has not started has no end.');
      if (before) return [];
      return [{ type: 'OpeningFinished', data: { procurementId, round, ...finished } }];
    }
  }
}

function set(
  command: Extract<SealingCommand, { type: 'set' }>,
  state: SealingState,
): readonly SealingEvent[] {
  const { facts, shares, hasBegun, at } = command;
  if (state.status === 'set' && hasBegun)
    throw new Rejection(
      'sealing_fixed',
      'Bids are asked for with these keys; they can’t be changed any more.',
    );
  // One may be lost, and the bids can still be opened.
  if (facts.threshold < thresholdMin || facts.threshold >= shares.length)
    throw new Rejection(
      'threshold_wrong',
      `threshold: at least ${thresholdMin}, and fewer than the ${shares.length} shares, so that one may be lost.`,
    );
  const twice = shares.find(({ holder }, index) => shares.findIndex((one) => one.holder === holder) < index);
  if (twice) throw new Rejection('holder_twice', `shares: ${twice.holder} has more than one share.`);
  const held = shares.map(({ isAuditor, ...share }) => {
    if (isAuditor === undefined)
      throw new Rejection(
        'holder_unknown',
        `shares: ${share.holder} has registered no key (registerOfficerKey).`,
      );
    return { ...share, isAuditor };
  });
  if (!held.some(({ isAuditor }) => isAuditor))
    throw new Rejection(
      'auditor_missing',
      'shares: one share goes to an auditor, who is none of the openers.',
    );
  return [{ type: 'SealingSet', data: { ...facts, shares: held, setAt: at } }];
}

/** Whether the envelope may be opened now, by whoever it is; throws why not. */
function checkMoment(moment: OpeningMoment, state: SealingState) {
  const { envelope, asked, deadline, isClosed, qualitySettledAt, at } = moment;
  theSealing(state);
  if (!asked.includes(envelope))
    throw new Rejection(
      'envelope_not_asked',
      `envelope: this competition asks for ${asked.join(' and ')} only.`,
    );
  if (deadline === null || Date.parse(at) < Date.parse(deadline))
    throw new Rejection(
      'opening_too_early',
      `Bids are taken until ${deadline ?? 'a deadline that is not set'}; nothing is opened before.`,
      {
        deadline,
      },
    );
  const current = opening(state, envelope);
  if (current.finished)
    throw new Rejection(
      'opening_finished',
      `The ${envelope} envelopes were opened at ${current.finished.at}.`,
    );
  if (!isClosed)
    throw new Rejection(
      'opening_too_early',
      'The procurement is not at its opening: it must have closed for bids.',
    );
  const first = asked[0];
  if (first !== undefined && first !== envelope) {
    const finished = opening(state, first).finished;
    if (!finished || qualitySettledAt === null || qualitySettledAt < finished.at)
      throw new Rejection(
        'quality_not_settled',
        `The ${envelope} envelopes are opened when the quality of the bids is settled.`,
      );
  }
  return current;
}

function opening(state: SealingState, envelope: EnvelopeKind) {
  const none = { approvals: [], startedAt: null, finished: null };
  return (state.status === 'none' ? undefined : state.openings[envelope]) ?? none;
}

function theSealing(state: SealingState) {
  if (state.status === 'none')
    throw new Rejection('sealing_missing', 'No keys are set for these bids (setSealing).');
  return state;
}
