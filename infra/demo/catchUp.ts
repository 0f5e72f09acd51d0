import { clientCredentials } from '@tiltak/http/client';
import { answerCallOff, type FeedEntry, readFeed, type Tiltak } from '@tiltak/sdk';
import type { Cast } from './cast.ts';
import { krone, placeOrder, untilOrder } from './order.ts';
import type { Steps } from './steps.ts';
import { eventually, type World } from './world.ts';

const client = 'contractor-1';

/**
 * The contractor's system is away, and its deliveries fail. It catches up by the feed from the cursor that it stored,
 * and answers; when its receiver is back the push goes on by itself, in order.
 */
export async function playCatchUp(world: World, cast: Cast, steps: Steps): Promise<void> {
  const receiver = cast.receivers[client];
  if (!receiver) throw new Error(`${client} has no receiver`);
  const tiltak = tiltakOf(world);
  const stored = await steps(
    'Entreprenøren har lest hendelsesstrømmen og lagret markøren sin',
    () => endOfFeed(tiltak),
    (cursor) => cursor ?? '(tom)',
  );
  receiver.failNext(Number.POSITIVE_INFINITY);
  const orderIds = [
    await placeOrder(world, cast, steps, { title: 'Knust rute i gangen', amountOre: 8_000 * krone }),
    await placeOrder(world, cast, steps, { title: 'Løs takrenne mot skolegården', amountOre: 9_500 * krone }),
  ];
  const { notifications } = world.as(client);
  await steps('Mottaket er nede: leveringene feiler', () =>
    eventually('a failed delivery for each order', async () => {
      const failed = await Promise.all(
        orderIds.map((orderId) => notifications.listDeliveries({ query: { orderId, status: 'failed' } })),
      );
      return failed.every(({ body }) => body.items.length > 0);
    }),
  );
  const missed = await steps(
    'Entreprenøren leser strømmen fra markøren: hver hendelse én gang',
    () => collect(tiltak, { after: stored, orderIds, until: ['offered', 'offered'] }),
    (entries) => entries.map(({ event }) => event.id).join(', '),
  );
  await steps('… og takker ja til begge', async () => {
    for (const { event } of missed)
      if (event.type === 'no.tiltak.maintenance.calloff.offered.v1')
        await answerCallOff(tiltak, event.data.callOffId, { answer: 'accept' });
    for (const orderId of orderIds) await untilOrder(world, orderId, 'placed');
  });
  const later = await steps(
    'Bekreftelsene kommer i strømmen, fra den nye markøren',
    () => collect(tiltak, { after: missed.at(-1)?.cursor, orderIds, until: ['placed', 'placed'] }),
    (entries) => `${entries.length} nye`,
  );
  receiver.failNext(0);
  const wanted = [...missed, ...later].map(({ event }) => event.id);
  await steps(
    'Mottaket er oppe igjen: resten kommer av seg selv, i rekkefølge',
    () =>
      eventually(
        'every event of both orders at the receiver, each order in its order',
        async () =>
          orderIds.every((orderId) => {
            const got = receiver.received.flatMap(({ event }) =>
              event.data.orderId === orderId ? [event.id] : [],
            );
            const own = [...missed, ...later].flatMap(({ event }) =>
              orderIdOf(event) === orderId ? [event.id] : [],
            );
            return got.join() === own.join();
          }),
        120_000,
      ),
    () => `${wanted.length} hendelser`,
  );
  const { maintenance } = world.as('property.officer');
  await steps('Bestillingene avbestilles, pengene frigis', async () => {
    for (const orderId of orderIds)
      await maintenance.cancelOrder({ params: { orderId }, body: { reason: 'Slutt på demonstrasjonen' } });
  });
}

/** The contractor's own view of the system: what a firm would write with the SDK. */
function tiltakOf({ run }: World): Tiltak {
  const { clientId = '', clientSecret = '' } = run.clients[client] ?? {};
  const internalUrl = process.env.OIDC_INTERNAL_URL;
  return {
    maintenanceUrl: run.services.maintenance?.url ?? '',
    notificationsUrl: run.services.notifications?.url ?? '',
    token: clientCredentials({ issuer: run.issuer, internalUrl, clientId, clientSecret }),
  };
}

async function endOfFeed(tiltak: Tiltak): Promise<string | undefined> {
  let last: string | undefined;
  for await (const { cursor } of readFeed(tiltak, { follow: false })) last = cursor;
  return last;
}

const orderIdOf = (event: FeedEntry['event']): string | undefined =>
  (event.data as { readonly orderId?: string }).orderId;

/** Reads on from a cursor until the orders' events of these kinds have come. Throws when one comes twice. */
async function collect(
  tiltak: Tiltak,
  wanted: {
    readonly after: string | undefined;
    readonly orderIds: readonly string[];
    readonly until: readonly string[];
  },
): Promise<readonly FeedEntry[]> {
  const found: FeedEntry[] = [];
  const signal = AbortSignal.timeout(30_000);
  for await (const entry of readFeed(tiltak, { after: wanted.after, signal })) {
    if (!wanted.orderIds.includes(orderIdOf(entry.event) ?? '')) continue;
    if (found.some(({ event }) => event.id === entry.event.id))
      throw new Error(`${entry.event.id} came twice in the feed`);
    found.push(entry);
    const kinds = found.map(({ event }) => event.type.split('.').at(-2));
    if (kinds.join() === wanted.until.join()) return found;
  }
  throw new Error(`within 30 s only ${found.length} events of the orders came in the feed`);
}
