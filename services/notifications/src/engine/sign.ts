import { createHmac, createSecretKey, type KeyObject, sign } from 'node:crypto';

/** What a request to an endpoint is signed with and for. */
export type Signing = {
  /** The event's id, the same at every attempt. */
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  /** Secrets (`v1`) and private ed25519 keys (`v1a`), the newest of each first. */
  readonly keys: readonly KeyObject[];
};

/**
 * The headers of Standard Webhooks
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): `v1` is HMAC-SHA256
 * over `id.timestamp.body` with the secret's bytes, `v1a` ed25519 over the same; during a rotation there is one
 * signature for each key.
 */
export function signatureHeaders({ id, at, body, keys }: Signing) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => signatureOf(key, signed)).join(' '),
  };
}

/** The key in a secret (`whsec_` and base64). Made once and kept: signing with bytes costs four times as much. */
export function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
}

function signatureOf(key: KeyObject, signed: string): string {
  if (key.type === 'private') return `v1a,${sign(null, Buffer.from(signed), key).toString('base64')}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
