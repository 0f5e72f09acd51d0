import { makeIdentity, recipientOf } from '@tiltak/sealing';
import type { Vault } from '@tiltak/service';
import type { Doc, PlainCollection, Reads, Store } from '@tiltak/store';
import { type SealingState, sealings } from './sealing.ts';

/**
 * The platform's private keys of sealed bids, encrypted with the service's key and bound to their round: the outer
 * layer. In documents and not in the journal, which is kept for ever.
 */
export const platformKeys: PlainCollection = { name: 'platformKeys' };
export type PlatformKey = { readonly sealed: string };

export const readPlatformKey = (reads: Reads, sealingId: string): Promise<Doc<PlatformKey>> =>
  reads.doc<PlatformKey>(platformKeys.name, sealingId);

/** A new pair; the private half leaves this function encrypted only. */
export async function makePlatformKey(
  vault: Vault,
  sealingId: string,
): Promise<{ readonly recipient: string; readonly key: PlatformKey }> {
  const identity = await makeIdentity();
  return { recipient: await recipientOf(identity), key: { sealed: vault.seal(identity, sealingId) } };
}

/**
 * The platform's private key of a round, for its opening only: the caller has had {@link sealings} decide that this may
 * start. Throws where the opening has not started, or the key is not the published one.
 */
export async function releasePlatformKey(store: Store, vault: Vault, sealingId: string): Promise<string> {
  const [found, keys] = await Promise.all([
    store.states<SealingState>(sealings).findOne({ _id: sealingId }),
    store.documents<PlatformKey>(platformKeys.name, [sealingId]),
  ]);
  const sealed = keys.get(sealingId)?.sealed;
  if (!found || found.state.status === 'none' || sealed === undefined)
    throw new Error(`there is no platform key ${sealingId}`);
  const { openings, platformRecipient } = found.state;
  if (!Object.values(openings).some(({ startedAt }) => startedAt !== null))
    throw new Error(`the opening of ${sealingId} has not started`);
  const identity = vault.open(sealed, sealingId);
  if ((await recipientOf(identity)) !== platformRecipient)
    throw new Error(`the platform key of ${sealingId} is not the published one`);
  return identity;
}
