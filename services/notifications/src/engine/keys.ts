import type { KeyObject } from 'node:crypto';
import type { Vault } from '@tiltak/service';
import type { StateDocument } from '@tiltak/store';
import type { ExistingEndpoint } from '../endpoint/endpoint.ts';
import { keyOf } from './sign.ts';

/**
 * What requests to an endpoint are signed with at a given time, the newest first: its secret, for 24 hours after a
 * rotation the old one too, and, where it asks for that, the municipality's own keys.
 */
export function keysOf(
  { _id, state }: Pick<StateDocument<ExistingEndpoint>, '_id' | 'state'>,
  { vault, signingKeys }: { readonly vault: Vault; readonly signingKeys: readonly KeyObject[] },
): (now: Date) => readonly KeyObject[] {
  const { secret, oldSecret, asymmetricSignature } = state;
  const current = keyOf(vault.open(secret, _id));
  const old = oldSecret && {
    key: keyOf(vault.open(oldSecret.secret, _id)),
    until: Date.parse(oldSecret.until),
  };
  const own = asymmetricSignature ? signingKeys : [];
  return (now) => [current, ...(old && old.until > now.getTime() ? [old.key] : []), ...own];
}
