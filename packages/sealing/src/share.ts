import { armor } from 'age-encryption';
import { combine, split } from 'shamir-secret-sharing';
import * as z from 'zod';
import { fromBase64Url, sha256, toBase64Url } from './bytes.ts';
import { decrypterWith, encrypterTo, makeIdentity, recipientOf } from './key.ts';
import { SealingError, type ShareProblem } from './sealingError.ts';

/** The most shares that a key is dealt into. */
export const sharesMax = 20;
/** With one share alone the key would be in one person's hand. */
export const thresholdMin = 2;

/** What each share begins with; after it the rest as JSON in base64. */
const prefix = 'tiltak-share-1.';

const shareSchema = z.strictObject({
  procurementId: z.string(),
  /** The tender's public key. */
  recipient: z.string(),
  holder: z.string(),
  share: z.string(),
});
type Share = z.output<typeof shareSchema>;

/** A share as it is published: readable by its holder alone, and known again by its hash. */
export type WrappedShare = {
  readonly holder: string;
  /** age, armored, to the holder's own key. */
  readonly wrappedShare: string;
  /** SHA-256 of the unwrapped share. A share is random, so its hash tells nothing of it. */
  readonly commitment: string;
};

/** What is published of a tender's key. */
export type DealtKey = {
  readonly procurementId: string;
  readonly recipient: string;
  /** So many shares make the key. */
  readonly threshold: number;
  readonly shares: readonly WrappedShare[];
};

/**
 * The key ceremony: makes a tender's key, deals its private half into shares, wraps each to its holder's own key, and
 * forgets the rest. It runs with the person who deals, never on a server. Before it answers it makes sure that the
 * shares lead back to the key.
 *
 * Throws a RangeError for a threshold below {@link thresholdMin} or above the number of holders, for too many of them
 * or one twice, and a SealingError `key_malformed`.
 */
export async function dealKey(options: {
  readonly procurementId: string;
  readonly threshold: number;
  readonly holders: readonly { readonly holder: string; readonly recipient: string }[];
}): Promise<DealtKey> {
  const { procurementId, threshold, holders } = options;
  if (threshold < thresholdMin || threshold > holders.length || holders.length > sharesMax)
    throw new RangeError(
      `the threshold is from ${thresholdMin} to the number of holders (at most ${sharesMax})`,
    );
  if (new Set(holders.map(({ holder }) => holder)).size < holders.length)
    throw new RangeError('every holder has one share');
  const identity = await makeIdentity();
  const recipient = await recipientOf(identity);
  const parts = await split(new TextEncoder().encode(identity), holders.length, threshold);
  const texts = holders.map(({ holder }, at) =>
    textOf({ procurementId, recipient, holder, share: toBase64Url(parts[at]!) }),
  );
  const shares = await Promise.all(
    holders.map(async (one, at) => ({
      holder: one.holder,
      wrappedShare: armor.encode(await encrypterTo(one.recipient).encrypt(texts[at]!)),
      commitment: await sha256(texts[at]!),
    })),
  );
  const dealt = { procurementId, recipient, threshold, shares };
  await combineShares(texts.slice(-threshold), dealt);
  return dealt;
}

/**
 * Unwraps a share with its holder's own identity; the text is what the holder gives at the opening.
 *
 * Throws a SealingError `not_decryptable` or `key_malformed`.
 */
export async function unwrapShare(wrappedShare: string, identity: string): Promise<string> {
  const decrypter = decrypterWith(identity);
  try {
    return await decrypter.decrypt(armor.decode(wrappedShare), 'text');
  } catch {
    throw new SealingError(
      'not_decryptable',
      'This share was not wrapped to this key; use the key of its holder.',
    );
  }
}

/**
 * Puts the tender's private key together from unwrapped shares, and looks whether it is the published one's; says whose
 * shares it was.
 *
 * Throws a SealingError `shares_refused` that names every share that is malformed, foreign, unknown, wrong or there
 * twice by its holder; `shares_missing` with whose are not there; `recipient_mismatch`.
 */
export async function combineShares(
  texts: readonly string[],
  published: Omit<DealtKey, 'shares'> & { readonly shares: readonly Omit<WrappedShare, 'wrappedShare'>[] },
): Promise<{ readonly identity: string; readonly holders: readonly string[] }> {
  const given = await Promise.all(texts.map((text) => examine(text, published)));
  const problems = given.flatMap(({ problem }) => problem ?? []);
  const good = given.flatMap(({ share }) => share ?? []);
  for (const [at, { holder }] of good.entries()) {
    if (good.findIndex((other) => other.holder === holder) < at)
      problems.push({ holder, code: 'share_duplicate', detail: `The share of ${holder} is there twice.` });
  }
  if (problems.length > 0)
    throw new SealingError('shares_refused', problems.map(({ detail }) => detail).join(' '), problems);
  if (good.length < published.threshold) throw missing(good, published);
  const secret = await combine(good.map(({ share }) => fromBase64Url(share)));
  const identity = new TextDecoder().decode(secret);
  const recipient = await recipientOf(identity).catch(() => undefined);
  if (recipient !== published.recipient)
    throw new SealingError('recipient_mismatch', 'The shares lead to another key than the published one.');
  return { identity, holders: good.map(({ holder }) => holder) };
}

function missing(
  good: readonly Share[],
  { threshold, shares }: Parameters<typeof combineShares>[1],
): SealingError {
  const others = shares
    .map(({ holder }) => holder)
    .filter((holder) => !good.some((one) => one.holder === holder));
  return new SealingError(
    'shares_missing',
    `${threshold} shares are needed, ${good.length} are there; not there are those of ${others.join(', ')}.`,
  );
}

const textOf = (share: Share): string =>
  prefix + toBase64Url(new TextEncoder().encode(JSON.stringify(share)));

function shareIn(text: string): Share | undefined {
  try {
    if (!text.startsWith(prefix)) return undefined;
    return shareSchema.parse(JSON.parse(new TextDecoder().decode(fromBase64Url(text.slice(prefix.length)))));
  } catch {
    return undefined;
  }
}

/** A share that is as it was dealt, or what is wrong with it. */
async function examine(
  given: string,
  { procurementId, shares }: Parameters<typeof combineShares>[1],
): Promise<{ readonly share?: Share; readonly problem?: ShareProblem }> {
  const text = given.trim();
  const share = shareIn(text);
  if (!share) {
    const detail = `A share could not be read; one begins with ${prefix} and is a single line.`;
    return { problem: { holder: null, code: 'share_malformed', detail } };
  }
  const { holder } = share;
  if (share.procurementId !== procurementId) {
    const detail = `The share of ${holder} belongs to the procurement ${share.procurementId}, not to this one.`;
    return { problem: { holder, code: 'share_foreign', detail } };
  }
  const dealt = shares.find((one) => one.holder === holder);
  if (!dealt) {
    const detail = `${holder} has no share of this procurement.`;
    return { problem: { holder, code: 'share_unknown', detail } };
  }
  if ((await sha256(text)) !== dealt.commitment) {
    const detail = `The share of ${holder} is not the one that was dealt; unwrap it again.`;
    return { problem: { holder, code: 'share_wrong', detail } };
  }
  return { share };
}
