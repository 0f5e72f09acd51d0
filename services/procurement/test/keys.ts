import { dealKey, makeIdentity, recipientOf } from '@tiltak/sealing';
import type { RunningProcurement } from './running.ts';

const holders = ['procurement.opener', 'procurement.opener-2', 'auditor'] as const;
const rings = new WeakMap<RunningProcurement, Promise<unknown>>();

/** Sets keys for the bids of a case's next round. Nobody keeps them: what is sealed to them is never opened. */
export async function setKeys(
  procurement: RunningProcurement,
  params: { readonly procurementId: string },
): Promise<void> {
  const body = await dealtKeys(procurement, params);
  await procurement.as('procurement.officer').setSealing({ params, body });
}

/** Keys that can be set. */
export async function dealtKeys(procurement: RunningProcurement, params: { readonly procurementId: string }) {
  const ring = rings.get(procurement) ?? registered(procurement);
  rings.set(procurement, ring);
  await ring;
  const { body: keys } = await procurement.as('procurement.officer').listOfficerKeys();
  const { recipient, threshold, shares } = await dealKey({ ...params, threshold: 2, holders: keys.items });
  return { recipient, threshold, shares: [...shares] };
}

/** Those who have a key of their own keep it. */
async function registered(procurement: RunningProcurement): Promise<void> {
  const { body: known } = await procurement.as('procurement.officer').listOfficerKeys();
  const missing = holders.filter((one) => !known.items.some(({ holder }) => holder === one));
  await Promise.all(
    missing.map(async (holder) => {
      const body = { recipient: await recipientOf(await makeIdentity()) };
      await procurement.as(holder).registerOfficerKey({ body });
    }),
  );
}
