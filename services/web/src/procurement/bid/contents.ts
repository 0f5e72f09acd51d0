import type { BidContent, BidFile, EnvelopeKind } from '@tiltak/sealing';
import { oreFrom } from '../../format/money.ts';

/** What a bidder has entered, as it stands in the fields. It exists in the bidder's browser alone. */
export type EnteredBid = {
  readonly prices: readonly { readonly lotId: string; readonly text: string }[];
  /** To requirements and criteria, by their ids. */
  readonly answers: readonly { readonly id: string; readonly text: string }[];
  readonly files: Readonly<Record<EnvelopeKind, readonly BidFile[]>>;
};
export type EnvelopeContent = BidContent & { readonly envelope: EnvelopeKind };

/**
 * What goes into each envelope: prices into the price envelope and answers into the quality envelope, or everything
 * into the one that there is. A field that is left empty is no answer, and no price for its lot.
 *
 * Answers with what is wrong, in Norwegian and by field, where an amount can't be read or there is no price at all.
 */
export function contentsOf(
  { prices, answers, files }: EnteredBid,
  envelopes: readonly EnvelopeKind[],
):
  | { readonly ok: true; readonly contents: readonly EnvelopeContent[] }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const priced = prices.filter(({ text }) => text.trim() !== '');
  const read = priced.map(({ lotId, text }) => ({ lotId, priceOre: oreFrom(text) ?? -1 }));
  const unread = read.filter(({ priceOre }) => priceOre < 0);
  const errors: Record<string, string> = Object.fromEntries(
    unread.map(({ lotId }) => [
      `pris-${lotId}`,
      `Skriv prisen for ${lotId} i kroner, for eksempel 12 500 eller 12 500,50.`,
    ]),
  );
  const [first] = prices;
  if (priced.length === 0 && first && envelopes.includes('price'))
    errors[`pris-${first.lotId}`] = 'Skriv prisen for minst én delkontrakt.';
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const answered = answers.filter(({ text }) => text.trim() !== '');
  const isAlone = envelopes.length === 1;
  const contents = envelopes.map((envelope) => ({
    envelope,
    document: {
      answers: isAlone || envelope === 'quality' ? answered : [],
      prices: isAlone || envelope === 'price' ? read : [],
    },
    files: isAlone ? [...files.quality, ...files.price] : files[envelope],
  }));
  return { ok: true, contents };
}
