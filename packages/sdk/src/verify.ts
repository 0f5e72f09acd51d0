import { createPublicKey, verify as verifyEd25519 } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { VerificationError } from './errors.ts';
import { parseEvent, type TiltakEvent } from './event.ts';
import { call } from './request.ts';
import type { Tiltak } from './tiltak.ts';

/**
 * The headers of a request, as Node's `request.headers` or as `Headers`. Names in any case.
 *
 * @example
 * const headers: WebhookHeaders = request.headers;
 */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

type Signed = {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: string;
  readonly text: string;
};

/** How far the timestamp may be from now, either way: Standard Webhooks' own tolerance. */
const toleranceSeconds = 5 * 60;
/** Asymmetric signatures of one request that are looked at: Tiltak sends one, or two while it changes its key. */
const asymmetricMax = 8;

/**
 * Makes sure that a request comes from Tiltak, unchanged and just now, and reads its event: Standard Webhooks
 * (https://www.standardwebhooks.com). `body` must be the very bytes that came, not JSON that was parsed and written
 * again. `secrets` are your endpoint's `whsec_...` (during a rotation the new one and the old one), or public keys
 * `whpk_...` from {@link readPublicKeys}, which need your `organisationNumber`: the key is the same for all
 * contractors, and the event says for whom it is. One that fits is enough.
 *
 * Throws {@link VerificationError}, and UnreadableEvent for a genuine request that can't be read. The same event may
 * come more than once: tell it by `event.id`, which is also the header `webhook-id`.
 *
 * @example
 * const event = verify(body, request.headers, process.env.WEBHOOK_SECRET);
 *
 * @example
 * const keys = await readPublicKeys(tiltak);
 * const event = verify(body, request.headers, keys, { organisationNumber: '310000019' });
 */
export function verify(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  options: { readonly organisationNumber?: string } = {},
): TiltakEvent {
  const keys = typeof secrets === 'string' ? [secrets] : secrets;
  const { organisationNumber } = options;
  if (keys.length === 0) throw new TypeError('verify needs a secret (whsec_...) or a public key (whpk_...)');
  if (organisationNumber === undefined && keys.some((key) => key.startsWith('whpk_')))
    throw new TypeError('with a public key verify needs your organisationNumber');
  const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const signed = { ...headersOf(headers), text };
  mustBeRecent(signed.timestamp);
  if (!keys.some((key) => isSignedWith(key, signed)))
    throw new VerificationError('no_matching_signature', 'no signature fits the secrets or keys');
  const event = parseEvent(text);
  const recipient = (event.data as { organisationNumber?: unknown } | null)?.organisationNumber;
  if (organisationNumber !== undefined && recipient !== organisationNumber)
    throw new VerificationError('wrong_recipient', `the event is for ${recipient}`);
  return event;
}

/**
 * The public keys that Tiltak signs with, for endpoints with `asymmetricSignature` and for signed feeds. Keep them for
 * an hour or so, and read them again when no signature fits: a new key signs beside the old one for a while.
 *
 * @example
 * const keys = await readPublicKeys(tiltak); // ['whpk_...']
 */
export async function readPublicKeys(tiltak: Pick<Tiltak, 'notificationsUrl'>): Promise<readonly string[]> {
  const { keys } = (await call(
    {},
    {
      method: 'GET',
      url: `${tiltak.notificationsUrl}/.well-known/jwks.json`,
    },
  )) as { readonly keys: readonly { readonly kty: string; readonly crv: string; readonly x: string }[] };
  return keys
    .filter(({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519')
    .map(({ x }) => `whpk_${Buffer.from(x, 'base64url').toString('base64')}`);
}

function headersOf(headers: WebhookHeaders): Omit<Signed, 'text'> {
  const fields = headers instanceof Headers ? headers : Object.entries(headers);
  const found = new Map([...fields].map(([name, value]) => [name.toLowerCase(), value]));
  const one = (name: string): string => {
    const value = found.get(name);
    if (typeof value !== 'string' || value === '')
      throw new VerificationError('missing_headers', `there is no header ${name}`);
    return value;
  };
  return {
    id: one('webhook-id'),
    timestamp: one('webhook-timestamp'),
    signatures: one('webhook-signature'),
  };
}

function mustBeRecent(timestamp: string): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  const away = Math.abs(Math.floor(Date.now() / 1000) - seconds);
  // Written so that what is no number is refused too.
  if (!(away <= toleranceSeconds))
    throw new VerificationError(
      'timestamp_out_of_tolerance',
      `webhook-timestamp is not within ${toleranceSeconds} seconds of this machine's clock`,
    );
}

function isSignedWith(key: string, signed: Signed): boolean {
  if (key.startsWith('whpk_')) return isSignedAsymmetrically(key, signed);
  if (!key.startsWith('whsec_')) throw new TypeError('a secret starts with whsec_, a public key with whpk_');
  const { id, timestamp, signatures, text } = signed;
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures };
  const webhook = new Webhook(key);
  try {
    webhook.verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function isSignedAsymmetrically(key: string, { id, timestamp, signatures, text }: Signed): boolean {
  const x = Buffer.from(key.slice('whpk_'.length), 'base64').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const content = Buffer.from(`${id}.${timestamp}.${text}`);
  return signatures
    .split(' ')
    .filter((one) => one.startsWith('v1a,'))
    .slice(0, asymmetricMax)
    .some((one) => verifyEd25519(null, content, publicKey, Buffer.from(one.slice('v1a,'.length), 'base64')));
}
