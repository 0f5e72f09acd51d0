import * as z from 'zod';
import { gather, sha256, toBase64Url } from './bytes.ts';
import { decrypterWith, encrypterTo } from './key.ts';
import { SealingError } from './sealingError.ts';

/** The largest sealed envelope, in bytes. */
export const envelopeBytesMax = 25 * 1024 * 1024;
/** The largest content of an envelope; what the layers and the header add is far less than the difference. */
export const contentBytesMax = 24 * 1024 * 1024;

/** Quality and price are sealed apart, because quality is scored before anyone sees a price. */
export const envelopeKinds = ['quality', 'price'] as const;
export type EnvelopeKind = (typeof envelopeKinds)[number];

const headerSchema = z.strictObject({
  format: z.literal('tiltak-envelope/1'),
  procurementId: z.string(),
  envelope: z.enum(envelopeKinds),
  /** The bidder's organisation number: an envelope that somebody copied is not theirs. */
  bidder: z.string(),
  /** Random, so that the hash of a content that can be guessed, a price say, tells nothing. */
  salt: z.string(),
});
/** What an envelope is of. It stands as one line of JSON before the content, inside of both layers. */
export type EnvelopeHeader = z.output<typeof headerSchema>;
export type EnvelopeOf = Pick<EnvelopeHeader, 'procurementId' | 'envelope' | 'bidder'>;

const saltBytes = 32;
const headerBytesMax = 1024;
const newLine = 10;

/**
 * Seals a content: the inner layer to the tender's key, whose private half is dealt out among officers, the outer one
 * to the platform's. Content and result are in memory once each; between them runs a stream.
 *
 * Throws a SealingError `too_large` or `key_malformed`.
 *
 * @example
 * const { bytes, sha256 } = await sealEnvelope(content, { of, tenderRecipient, platformRecipient });
 */
export async function sealEnvelope(
  content: Uint8Array,
  options: {
    readonly of: EnvelopeOf;
    readonly tenderRecipient: string;
    readonly platformRecipient: string;
  },
): Promise<{
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of the sealed bytes: it stands in the receipt. */
  readonly sha256: string;
  /** Of header and content: it stands in the protocol of the opening. */
  readonly plaintextSha256: string;
}> {
  const inner = encrypterTo(options.tenderRecipient);
  const outer = encrypterTo(options.platformRecipient);
  if (content.length > contentBytesMax)
    throw new SealingError('too_large', `An envelope holds at most ${contentBytesMax} bytes of content.`);
  const { procurementId, envelope, bidder } = options.of;
  const salt = toBase64Url(crypto.getRandomValues(new Uint8Array(saltBytes)));
  const header: EnvelopeHeader = { format: 'tiltak-envelope/1', procurementId, envelope, bidder, salt };
  const plaintext = new Blob([`${JSON.stringify(header)}\n`, content as Uint8Array<ArrayBuffer>]);
  const plaintextSha256 = await sha256(new Uint8Array(await plaintext.arrayBuffer()));
  const sealed = await outer.encrypt(await inner.encrypt(plaintext.stream()));
  const bytes = await gather(sealed, envelopeBytesMax);
  return { bytes, sha256: await sha256(bytes), plaintextSha256 };
}

/**
 * Opens an envelope with both private halves and looks whether it is the expected one.
 *
 * Throws a SealingError `not_decryptable`, `envelope_malformed`, `envelope_foreign` or `too_large`.
 */
export async function unsealEnvelope(
  sealed: Uint8Array,
  options: {
    readonly expected: EnvelopeOf;
    readonly tenderIdentity: string;
    readonly platformIdentity: string;
  },
): Promise<{
  readonly header: EnvelopeHeader;
  readonly content: Uint8Array;
  readonly plaintextSha256: string;
}> {
  const plaintext = await decrypted(sealed, options);
  const end = plaintext.subarray(0, headerBytesMax).indexOf(newLine);
  const header = end < 0 ? undefined : headerOf(plaintext.subarray(0, end));
  if (!header)
    throw new SealingError('envelope_malformed', 'The envelope does not begin with a header of this format.');
  for (const field of ['procurementId', 'envelope', 'bidder'] as const) {
    if (header[field] !== options.expected[field])
      throw new SealingError(
        'envelope_foreign',
        `The envelope was sealed with ${field} ${header[field]}, not ${options.expected[field]}.`,
      );
  }
  return { header, content: plaintext.subarray(end + 1), plaintextSha256: await sha256(plaintext) };
}

async function decrypted(
  sealed: Uint8Array,
  {
    tenderIdentity,
    platformIdentity,
  }: { readonly tenderIdentity: string; readonly platformIdentity: string },
): Promise<Uint8Array> {
  const [outer, inner] = [decrypterWith(platformIdentity), decrypterWith(tenderIdentity)];
  try {
    const between = await outer.decrypt(new Blob([sealed as Uint8Array<ArrayBuffer>]).stream());
    return await gather(await inner.decrypt(between), envelopeBytesMax);
  } catch (error) {
    if (error instanceof SealingError) throw error;
    throw new SealingError(
      'not_decryptable',
      `The envelope does not open: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

function headerOf(line: Uint8Array): EnvelopeHeader | undefined {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)));
  } catch {
    return undefined;
  }
}
