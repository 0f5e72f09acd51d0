import type { Aggregate } from '@tiltak/store';
import { type BidCommand, decide } from './decide.ts';

export type EnvelopeKind = 'quality' | 'price';

/** A sealed envelope of a bid: what is known of it before its opening. */
export type SealedEnvelope = {
  readonly envelope: EnvelopeKind;
  readonly envelopeId: string;
  /** Of the sealed bytes. */
  readonly sha256: string;
  readonly bytes: number;
};

/** A bidder's words on a requirement or criterion. */
export type Answer = { readonly id: string; readonly lotId?: string | undefined; readonly text: string };
export type OpenedFile = { readonly name: string; readonly bytes: number };

/** What was not as it should be in an envelope that did open; people judge what follows from it. */
export type EnvelopeFinding =
  /** A price in the quality envelope is not shown to anyone who scores. */
  | 'price_in_quality_envelope'
  | 'price_missing'
  | 'lot_unknown'
  /** It opens, and its content is not what the format says; the file is kept as it is. */
  | 'content_malformed';

/** An envelope that was opened. */
export type EnvelopeContent = {
  readonly plaintextSha256: string;
  /** Where the whole content is kept. */
  readonly fileId: string;
  readonly files: readonly OpenedFile[];
  readonly answers: readonly Answer[];
  readonly prices: readonly { readonly lotId: string; readonly priceOre: number }[];
  readonly findings: readonly EnvelopeFinding[];
};

/** How the opening of an envelope ended, for each that has come to its end. */
export type EnvelopeOutcome =
  | (Pick<EnvelopeContent, 'plaintextSha256' | 'fileId' | 'files' | 'findings'> & {
      readonly result: 'opened';
      readonly at: string;
    })
  | { readonly result: 'failed'; readonly code: string; readonly detail: string; readonly at: string };

/** What a bid is submitted with, each time. */
export type Submission = {
  readonly procurementId: string;
  /** How many times bids had been asked for in the case, this time included. */
  readonly round: number;
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly envelopes: readonly SealedEnvelope[];
  /** Requirements that the bidder confirms openly. */
  readonly confirmedRequirementIds: readonly string[];
  /** The version of the competition's documents that the bid is for. */
  readonly competitionVersion: number;
  /** When the server had received the whole submission: what was compared with the deadline. */
  readonly receivedAt: string;
};

/** What becomes of a bid after its opening. */
export const conclusions = ['qualified', 'rejected', 'evaluated', 'won', 'lost'] as const;
export type Conclusion = (typeof conclusions)[number];

export type BidEvent =
  | { readonly type: 'BidSubmitted'; readonly data: Submission }
  | { readonly type: 'BidReplaced'; readonly data: Submission }
  | { readonly type: 'BidWithdrawn'; readonly data: { readonly receivedAt: string } }
  | {
      readonly type: 'BidReconfirmed';
      readonly data: { readonly competitionVersion: number; readonly receivedAt: string };
    }
  | {
      readonly type: 'EnvelopeOpened';
      readonly data: EnvelopeContent & Opening;
    }
  | {
      readonly type: 'EnvelopeNotOpened';
      readonly data: Opening & { readonly code: string; readonly detail: string };
    }
  | {
      readonly type: 'BidConcluded';
      readonly data: { readonly status: Conclusion; readonly at: string };
    };

/** Which envelope of whose bid, with what was received: the facts that a protocol of hashes holds. */
export type Opening = SealedEnvelope &
  Pick<Submission, 'procurementId' | 'supplierId' | 'organisationNumber' | 'receivedAt'> & {
    readonly at: string;
  };

export type BidStatus = 'submitted' | 'replaced' | 'withdrawn' | 'opened' | Conclusion;
export type Bid = Submission & {
  /** `replaced`: submitted anew; the newest submission is the bid. */
  readonly status: BidStatus;
  /** How many times it was submitted. */
  readonly version: number;
  readonly withdrawnAt: string | null;
  /** How each envelope's opening ended. */
  readonly outcomes: Readonly<Partial<Record<EnvelopeKind, EnvelopeOutcome>>>;
  /** What the opened envelopes hold for programs; where there is one envelope, its answers are the quality. */
  readonly opened: {
    readonly quality?: { readonly answers: readonly Answer[] };
    /** Øre without VAT, by lot. */
    readonly price?: Readonly<Record<string, number>>;
  };
};
export type BidState = { readonly status: 'none' } | Bid;

function evolve(state: BidState, event: BidEvent): BidState {
  if (event.type === 'BidSubmitted' || event.type === 'BidReplaced') {
    const status = event.type === 'BidSubmitted' ? 'submitted' : 'replaced';
    const version = (state.status === 'none' ? 0 : state.version) + 1;
    return { ...event.data, status, version, withdrawnAt: null, outcomes: {}, opened: {} };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'BidWithdrawn':
      return { ...state, status: 'withdrawn', envelopes: [], withdrawnAt: event.data.receivedAt };
    case 'BidReconfirmed':
      return { ...state, competitionVersion: event.data.competitionVersion };
    case 'EnvelopeOpened':
      return opened(state, event.data);
    case 'EnvelopeNotOpened': {
      const { envelope, code, detail, at } = event.data;
      return concluded(state, { [envelope]: { result: 'failed', code, detail, at } });
    }
    case 'BidConcluded':
      return { ...state, status: event.data.status };
  }
}

function opened(state: Bid, data: Extract<BidEvent, { type: 'EnvelopeOpened' }>['data']): Bid {
  const { envelope, plaintextSha256, fileId, files, findings, answers, prices, at } = data;
  const outcome = { result: 'opened', plaintextSha256, fileId, files, findings, at } as const;
  const isOnly = state.envelopes.length === 1;
  const quality = (envelope === 'quality' || isOnly) && { quality: { answers } };
  const price = envelope === 'price' && {
    price: Object.fromEntries(prices.map(({ lotId, priceOre }) => [lotId, priceOre])),
  };
  const next = concluded(state, { [envelope]: outcome });
  return { ...next, opened: { ...next.opened, ...quality, ...price } };
}

/** The first envelope makes the bid an opened one; at the second, what became of the bid meanwhile stays. */
function concluded(state: Bid, outcome: Bid['outcomes']): Bid {
  const isSealed = state.status === 'submitted' || state.status === 'replaced';
  return {
    ...state,
    status: isSealed ? 'opened' : state.status,
    outcomes: { ...state.outcomes, ...outcome },
  };
}

/**
 * A bid (tilbud): one for each supplier and round of a procurement, and a stream of its own, so that bidders never wait
 * for each other. Nothing of it is published before its opening.
 */
export const bids: Aggregate<BidCommand, BidEvent, BidState> = {
  kind: 'bids',
  indexes: [{ 'state.procurementId': 1, 'state.round': 1, _id: 1 }],
  initial: { status: 'none' },
  decide,
  evolve,
};

/** The bid of a supplier in a round of a procurement: by its id there can't be two. */
export const bidIdOf = (of: Pick<Submission, 'procurementId' | 'round' | 'supplierId'>): string =>
  `${of.procurementId}.${of.round}.${of.supplierId}`;
