import type { bid } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import type { Bid, EnvelopeKind } from '../bid/bid.ts';

type Shown = z.output<typeof bid>;

/** The envelopes whose opening has come to its end: only of these anything is shown to those who judge. */
export type Finished = ReadonlySet<EnvelopeKind>;

/** A bid as its operations answer it; of its contents what `finished` allows. */
export function bidAnswer(
  bidId: string,
  state: Bid,
  { finished, reconfirmBidsSince }: { readonly finished: Finished; readonly reconfirmBidsSince: number },
): Shown {
  const { outcomes: _, opened, confirmedRequirementIds, competitionVersion, ...facts } = state;
  const hasQuality = finished.has('quality') || (state.envelopes.length === 1 && finished.has('price'));
  const prices = finished.has('price') ? Object.entries(opened.price ?? {}) : [];
  return {
    ...facts,
    bidId,
    envelopes: state.envelopes.map((one) => ({ ...one })),
    confirmedRequirementIds: [...confirmedRequirementIds],
    needsReconfirmation: state.status !== 'withdrawn' && competitionVersion < reconfirmBidsSince,
    outcomes: outcomesOf(state, finished),
    answers: hasQuality ? (opened.quality?.answers ?? []).map((one) => ({ ...one })) : [],
    prices: prices.map(([lotId, priceOre]) => ({ lotId, priceOre })),
  };
}

function outcomesOf({ outcomes }: Bid, finished: Finished): Shown['outcomes'] {
  return (['quality', 'price'] as const).flatMap((envelope): Shown['outcomes'] => {
    const outcome = outcomes[envelope];
    if (!outcome || !finished.has(envelope)) return [];
    const { result, at } = outcome;
    if (outcome.result === 'failed') {
      const failure = { code: outcome.code, detail: outcome.detail };
      return [{ envelope, result, at, plaintextSha256: null, failure, findings: [], files: [] }];
    }
    const { plaintextSha256, findings, files } = outcome;
    const copies = { findings: [...findings], files: files.map((file) => ({ ...file })) };
    return [{ envelope, result, at, plaintextSha256, failure: null, ...copies }];
  });
}
