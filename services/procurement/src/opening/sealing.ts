import { Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { decide, type SealingCommand } from './decide.ts';

export type EnvelopeKind = 'quality' | 'price';

/** A share of the tender's key, as it is published: its holder alone can read it. */
export type HeldShare = {
  readonly holder: string;
  readonly isAuditor: boolean;
  readonly wrappedShare: string;
  readonly commitment: string;
};

export type SealingFacts = {
  readonly procurementId: string;
  /** Each round of bids has keys of its own: those of the one before have been in use. */
  readonly round: number;
  /** The tender's public key: bidders encrypt the inner layer to it. */
  readonly recipient: string;
  /** The platform's public key for this tender and round: bidders encrypt the outer layer to it. */
  readonly platformRecipient: string;
  readonly threshold: number;
  readonly shares: readonly HeldShare[];
  readonly setBy: string;
  readonly setAt: string;
};

export type SealingEvent =
  | { readonly type: 'SealingSet'; readonly data: SealingFacts }
  | {
      readonly type: 'OpeningApproved';
      readonly data: { readonly envelope: EnvelopeKind; readonly by: string; readonly at: string };
    }
  | {
      readonly type: 'OpeningStarted';
      readonly data: {
        readonly envelope: EnvelopeKind;
        readonly by: string;
        /** Whose shares were given. */
        readonly holders: readonly string[];
        readonly at: string;
      };
    }
  | { readonly type: 'OpeningFinished'; readonly data: FinishedOpening };

export type FinishedOpening = {
  readonly procurementId: string;
  readonly round: number;
  readonly envelope: EnvelopeKind;
  readonly openedCount: number;
  readonly failedCount: number;
  /** SHA-256 over the lines of the protocol of hashes, in the order of their bids' ids. */
  readonly protocolSha256: string;
  readonly at: string;
};

export type EnvelopeOpening = {
  readonly approvals: readonly { readonly by: string; readonly at: string }[];
  readonly startedAt: string | null;
  readonly startedBy: string | null;
  readonly finished: FinishedOpening | null;
};
export type SealingState =
  | { readonly status: 'none' }
  | (SealingFacts & {
      readonly status: 'set';
      readonly openings: Readonly<Partial<Record<EnvelopeKind, EnvelopeOpening>>>;
    });

const untouched: EnvelopeOpening = { approvals: [], startedAt: null, startedBy: null, finished: null };

/** The opening of an envelope, as far as it has come. */
export const openingOf = (state: SealingState, envelope: EnvelopeKind): EnvelopeOpening =>
  (state.status === 'none' ? undefined : state.openings[envelope]) ?? untouched;

function evolve(state: SealingState, event: SealingEvent): SealingState {
  if (event.type === 'SealingSet') return { status: 'set', ...event.data, openings: {} };
  if (state.status === 'none') return state;
  const { envelope } = event.data;
  const before = openingOf(state, envelope);
  const change = (after: Partial<EnvelopeOpening>): SealingState => ({
    ...state,
    openings: { ...state.openings, [envelope]: { ...before, ...after } },
  });
  switch (event.type) {
    case 'OpeningApproved': {
      const { by, at } = event.data;
      return change({ approvals: [...before.approvals, { by, at }] });
    }
    case 'OpeningStarted':
      return change({ startedAt: before.startedAt ?? event.data.at, startedBy: event.data.by });
    case 'OpeningFinished':
      return change({ finished: event.data });
  }
}

/** How the bids of a procurement's round are sealed: the public keys, who holds the shares, and who has opened what. */
export const sealings: Aggregate<SealingCommand, SealingEvent, SealingState> = {
  kind: 'sealings',
  initial: { status: 'none' },
  decide,
  evolve,
};

/** Before bids are asked for, so that nobody meets a competition that can't take a bid. Throws `keys_missing`. */
export function expectKeys(state: SealingState): void {
  if (state.status === 'none')
    throw new Rejection(
      'keys_missing',
      'Bidders seal their bids to keys: register the holders’ (registerOfficerKey) and deal them out (setSealing) first.',
    );
}

/** The stream of a round's sealing. */
export const sealingOf = (procurementId: string, round: number): string =>
  `${procurementId}.sealing.${round}`;
