import { Rejection } from '@tiltak/decider';
import type {
  Bid,
  BidEvent,
  BidState,
  BidStatus,
  Conclusion,
  EnvelopeContent,
  EnvelopeKind,
  Opening,
  SealedEnvelope,
  Submission,
} from './bid.ts';
import { checkReception, type Reception } from './reception.ts';

export type BidCommand =
  | {
      readonly type: 'submit';
      readonly submission: Omit<Submission, 'envelopes' | 'receivedAt'>;
      /** What the bidder names, and what is there by that id; undefined: nothing of theirs. */
      readonly envelopes: readonly {
        readonly envelope: EnvelopeKind;
        readonly envelopeId: string;
        readonly found: Pick<SealedEnvelope, 'sha256' | 'bytes'> | undefined;
      }[];
      /** The envelopes that the competition asks for. */
      readonly asked: readonly EnvelopeKind[];
      readonly reception: Reception;
    }
  | { readonly type: 'withdraw'; readonly reception: Reception }
  | { readonly type: 'reconfirm'; readonly competitionVersion: number; readonly reception: Reception }
  | {
      readonly type: 'openEnvelope';
      readonly envelope: EnvelopeKind;
      readonly outcome: EnvelopeContent | { readonly code: string; readonly detail: string };
      readonly at: string;
    }
  | { readonly type: 'conclude'; readonly status: Conclusion; readonly at: string };

/** From which status a bid comes to which. A rejection may be taken back as long as nothing is decided. */
const ways: Readonly<Record<Conclusion, readonly BidStatus[]>> = {
  qualified: ['opened', 'rejected'],
  rejected: ['opened', 'qualified', 'evaluated'],
  evaluated: ['qualified', 'opened'],
  won: ['evaluated', 'lost'],
  lost: ['evaluated', 'won', 'rejected'],
};

/**
 * Throws `bid_late`, `bids_not_asked`, `too_busy`, `envelope_missing`, `envelope_not_asked`, `envelope_not_found`,
 * `bid_not_found`, `envelope_not_sealed`, `wrong_bid_status`.
 */
export function decide(command: BidCommand, state: BidState): readonly BidEvent[] {
  switch (command.type) {
    case 'submit':
      return submit(command, state);
    case 'withdraw':
      checkReception(command.reception);
      if (theBid(state).status === 'withdrawn') return [];
      return [{ type: 'BidWithdrawn', data: { receivedAt: command.reception.receivedAt } }];
    case 'reconfirm': {
      const { competitionVersion, reception } = command;
      checkReception(reception);
      const bid = theBid(state);
      if (bid.status === 'withdrawn') throw noBid();
      if (bid.competitionVersion === competitionVersion) return [];
      return [{ type: 'BidReconfirmed', data: { competitionVersion, receivedAt: reception.receivedAt } }];
    }
    case 'openEnvelope':
      return openEnvelope(command, state);
    case 'conclude': {
      const { status, at } = command;
      const { status: before } = theBid(state);
      if (before === status) return [];
      if (!ways[status].includes(before))
        throw new Rejection('wrong_bid_status', `A bid that is ${before} can't become ${status}.`);
      return [{ type: 'BidConcluded', data: { status, at } }];
    }
  }
}

function submit(command: Extract<BidCommand, { type: 'submit' }>, state: BidState): readonly BidEvent[] {
  const { submission, envelopes, asked, reception } = command;
  checkReception(reception);
  const missing = asked.find((kind) => !envelopes.some(({ envelope }) => envelope === kind));
  if (missing) throw new Rejection('envelope_missing', `envelopes: the ${missing} envelope is not there.`);
  const needless = envelopes.find(
    ({ envelope }, at) =>
      !asked.includes(envelope) || envelopes.findIndex((other) => other.envelope === envelope) < at,
  );
  if (needless)
    throw new Rejection(
      'envelope_not_asked',
      `envelopes: ${needless.envelope} is there too often; asked for is one each of ${asked.join(', ')}.`,
    );
  const sealed = envelopes.map(({ envelope, envelopeId, found }) => {
    if (!found)
      throw new Rejection(
        'envelope_not_found',
        `envelopes: there is no envelope ${envelopeId} of yours for this procurement; upload it first.`,
      );
    return { envelope, envelopeId, sha256: found.sha256, bytes: found.bytes };
  });
  const data = { ...submission, envelopes: sealed, receivedAt: reception.receivedAt };
  const isNew = state.status === 'none' || state.status === 'withdrawn';
  return [{ type: isNew ? 'BidSubmitted' : 'BidReplaced', data }];
}

function openEnvelope(
  { envelope, outcome, at }: Extract<BidCommand, { type: 'openEnvelope' }>,
  state: BidState,
): readonly BidEvent[] {
  const bid = theBid(state);
  // Done already, before a crash or by another instance.
  if (bid.outcomes[envelope]) return [];
  const sealed = bid.envelopes.find((one) => one.envelope === envelope);
  if (!sealed) throw new Rejection('envelope_not_sealed', `The bid has no sealed ${envelope} envelope.`);
  const { procurementId, supplierId, organisationNumber, receivedAt } = bid;
  const opening: Opening = { ...sealed, procurementId, supplierId, organisationNumber, receivedAt, at };
  return 'code' in outcome
    ? [{ type: 'EnvelopeNotOpened', data: { ...opening, code: outcome.code, detail: outcome.detail } }]
    : [{ type: 'EnvelopeOpened', data: { ...opening, ...outcome } }];
}

const noBid = () => new Rejection('bid_not_found', 'There is no bid of yours here.');

function theBid(state: BidState): Bid {
  if (state.status === 'none') throw noBid();
  return state;
}
