import { setTimeout as delay } from 'node:timers/promises';
import {
  type BidDocument,
  type DealtKey,
  dealKey,
  type EnvelopeKind,
  makeIdentity,
  packContent,
  recipientOf,
  sealEnvelope,
  unwrapShare,
} from '@tiltak/sealing';
import { eventually, type World } from '../world.ts';

/** Who holds a share of the tenders' keys: two of the three open them. */
const holders = ['procurement.opener', 'procurement.opener-2', 'auditor'] as const;
type Holder = (typeof holders)[number];

/** The officers' own keys, which never leave this side. */
export type KeyRing = ReadonlyMap<Holder, string>;

/** Makes each holder a key of its own, and registers its public half. */
export async function makeKeyRing(world: World): Promise<KeyRing> {
  const ring = new Map<Holder, string>();
  for (const holder of holders) {
    const identity = await makeIdentity();
    ring.set(holder, identity);
    const body = { recipient: await recipientOf(identity) };
    await world.as(holder).procurement.registerOfficerKey({ body });
  }
  return ring;
}

/** Deals a tender's key out among the holders, two of whom are needed. */
export async function dealTenderKey(world: World, procurementId: string): Promise<DealtKey> {
  const { procurement } = world.as('procurement.officer');
  const { body: keys } = await procurement.listOfficerKeys({ query: { limit: 200 } });
  const own = keys.items.filter(({ holder }) => (holders as readonly string[]).includes(holder));
  const dealt = await dealKey({ procurementId, threshold: 2, holders: own });
  const { recipient, threshold, shares } = dealt;
  const params = { procurementId };
  await procurement.setSealing({ params, body: { recipient, threshold, shares: [...shares] } });
  return dealt;
}

/** Seals a bid on the bidder's side, uploads its envelopes and submits it; gives the signed receipt. */
export async function submitSealed(
  world: World,
  client: string,
  procurementId: string,
  contents: Readonly<Record<EnvelopeKind, BidDocument>>,
) {
  const { procurement } = world.as(client);
  const params = { procurementId };
  const { body: sealing } = await procurement.getSealing({ params });
  const bidder = world.run.clients[client]?.organisationNumber ?? '';
  const envelopes = await Promise.all(
    sealing.envelopes.map(async (envelope) => {
      const sealed = await sealEnvelope(await packContent({ document: contents[envelope] }), {
        of: { procurementId, envelope, bidder },
        tenderRecipient: sealing.recipient,
        platformRecipient: sealing.platformRecipient,
      });
      const upload = { bytes: sealed.bytes, mediaType: 'application/age' };
      const { body } = await procurement.uploadEnvelope({ params, upload });
      return { envelope, envelopeId: body.envelopeId };
    }),
  );
  return (await procurement.submitBid({ params, body: { envelopes } })).body;
}

/** Two persons open all envelopes of a kind, with the shares of two holders. */
export async function openEnvelopes(
  world: World,
  given: {
    readonly procurementId: string;
    readonly envelope: EnvelopeKind;
    readonly dealt: DealtKey;
    readonly ring: KeyRing;
  },
) {
  const { envelope, dealt, ring } = given;
  const params = { procurementId: given.procurementId };
  const first = world.as('procurement.opener').procurement;
  await eventually('the bids may be opened', async () => {
    await first.approveOpening({ params, body: { envelope } });
    return true;
  });
  await world.as('procurement.opener-2').procurement.approveOpening({ params, body: { envelope } });
  const shares = await Promise.all(
    dealt.shares
      .slice(0, 2)
      .map(({ holder, wrappedShare }) => unwrapShare(wrappedShare, ring.get(holder as Holder) ?? '')),
  );
  await first.openBids({ params, body: { envelope, shares } });
  return await eventually(`the ${envelope} envelopes are open`, async () => {
    const { body } = await first.getOpening({ params });
    const found = body.envelopes.find((one) => one.envelope === envelope);
    return found?.status === 'opened' && found;
  });
}

/** Waits until the deadline has closed the case for bids. */
export async function untilClosed(world: World, procurementId: string, deadline: string): Promise<void> {
  await delay(Math.max(0, Date.parse(deadline) - Date.now()));
  await untilStatus(world, procurementId, 'closed_for_bids');
}

/** Waits until the case stands there. */
export async function untilStatus(world: World, procurementId: string, status: string) {
  const { procurement } = world.as('procurement.officer');
  return await eventually(`the case is ${status}`, async () => {
    const { body } = await procurement.getProcurement({ params: { procurementId } });
    return body.status === status && body;
  });
}
