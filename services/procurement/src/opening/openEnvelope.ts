import { hash } from 'node:crypto';
import { type BidContent, readContent, SealingError } from '@tiltak/sealing';
import type { Bid, EnvelopeContent, EnvelopeFinding, EnvelopeKind } from '../bid/bid.ts';
import type { EnvelopeStorage } from '../bid/envelopes.ts';
import type { Unsealer } from './unsealer.ts';

/** Both private keys, in memory for as long as an opening runs. */
export type OpeningKeys = { readonly tenderIdentity: string; readonly platformIdentity: string };

/** What an opening needs to know of the competition. */
export type Competition = {
  readonly asked: readonly EnvelopeKind[];
  readonly lotIds: readonly string[];
};

/** What came out of an envelope, its content kept as a file; or why it did not open. */
export type Outcome = EnvelopeContent | { readonly code: string; readonly detail: string };

/** Opens one envelope of a bid. An envelope that does not open is an outcome, not an error. */
export async function openEnvelope(
  storage: EnvelopeStorage,
  bid: Bid,
  options: {
    readonly envelope: EnvelopeKind;
    readonly keys: OpeningKeys;
    readonly competition: Competition;
    readonly unsealer: Unsealer;
  },
): Promise<Outcome> {
  const { envelope, keys, competition, unsealer } = options;
  const sealed = bid.envelopes.find((one) => one.envelope === envelope);
  const file = sealed && (await storage.sealed.open(sealed.envelopeId));
  if (!sealed || !file) return { code: 'envelope_gone', detail: 'The sealed envelope is not there.' };
  if (hash('sha256', file.bytes, 'hex') !== sealed.sha256)
    return { code: 'envelope_changed', detail: 'The sealed envelope is not the one that was received.' };
  const expected = { procurementId: bid.procurementId, envelope, bidder: bid.organisationNumber };
  let opened: Awaited<ReturnType<Unsealer['unseal']>>;
  try {
    opened = await unsealer.unseal({ sealed: file.bytes, options: { expected, ...keys } });
  } catch (error) {
    if (!(error instanceof SealingError)) throw error;
    return { code: error.code, detail: error.message };
  }
  const fileId = await storage.keepContent(opened.content);
  const content = await contentOf(opened.content);
  return { plaintextSha256: opened.plaintextSha256, fileId, ...described(content, envelope, competition) };
}

/** Undefined where the content is not what the format says. */
async function contentOf(bytes: Uint8Array): Promise<BidContent | undefined> {
  try {
    return await readContent(bytes);
  } catch (error) {
    if (error instanceof SealingError) return undefined;
    throw error;
  }
}

/** What programs may read of a content. A price that lies in the wrong envelope stays unread by all who score. */
function described(
  content: BidContent | undefined,
  envelope: EnvelopeKind,
  { asked, lotIds }: Competition,
): Pick<EnvelopeContent, 'files' | 'answers' | 'prices' | 'findings'> {
  if (!content) return { files: [], answers: [], prices: [], findings: ['content_malformed'] };
  const { answers, prices } = content.document;
  const known = prices.filter(({ lotId }) => lotIds.includes(lotId));
  const isPrice = envelope === 'price';
  const findings: EnvelopeFinding[] = [
    ...(!isPrice && prices.length > 0 && asked.includes('price')
      ? (['price_in_quality_envelope'] as const)
      : []),
    ...(isPrice && known.length === 0 ? (['price_missing'] as const) : []),
    ...(isPrice && known.length < prices.length ? (['lot_unknown'] as const) : []),
  ];
  const files = content.files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  return { files, answers, prices: isPrice ? known : [], findings };
}
