import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedEvent } from '@tiltak/contracts';
import {
  changed,
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  orderEvents,
  placed,
  settled,
  startNotifications,
  startReceiver,
  until,
  withdrawn,
} from './harness.ts';

const environment = environmentOf({ RETRY_SECONDS: '1', WEBHOOK_TIMEOUT_SECONDS: '15' });
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
});
afterAll(async () => {
  await maintenance?.stop();
  await notifications?.stop();
});

type Chosen = Partial<
  Parameters<ReturnType<typeof notifications.as>['createEndpoint']>[0]['body'] & { who: string }
>;

/** A contractor's system with an endpoint of its own. Disabled and stopped again by `retire`. */
async function contractor({ who = 'contractor-1', ...chosen }: Chosen = {}) {
  const hook = await startReceiver();
  const client = notifications.as(who);
  const { body } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [], ...chosen } });
  const params = { endpointId: body.endpointId };
  return {
    ...{ hook, client, params },
    ids: () => hook.received.map(({ id }) => id),
    deliveries: async (query: object = {}) =>
      (await client.listDeliveries({ query: { endpointId: body.endpointId, limit: 200, ...query } })).body
        .items,
    async retire() {
      await client.disableEndpoint({ params });
      await hook.stop();
    },
  };
}
const first = firmOf('contractor-1');
const second = firmOf('contractor-2');
const idsOf = (events: readonly PublishedEvent[]) => events.map(({ id }) => id);
const urgent = (event: PublishedEvent): PublishedEvent => ({
  ...event,
  data: { ...(event.data as object), urgent: true },
});

test('after an outage superseded versions of an order are not sent as news: they are marked, told of, and in the feed', async () => {
  const { hook, ids, deliveries, client, retire } = await contractor();
  hook.respond = () => ({ status: 503 });
  const order = orderEvents(first, [placed, changed, changed, changed, settled]);
  const offer = orderEvents(first, [offered, withdrawn]);
  const before = (await client.readFeed({ query: { limit: 200 } })).body.next;
  await maintenance.publish([...order, ...offer]);
  await until('failures of both', async () => {
    const failed = await deliveries({ status: 'failed' });
    return failed.length === 2 && (await deliveries()).length === 7;
  });
  hook.received.length = 0;
  hook.respond = () => ({ status: 204 });

  await until('the end', async () => (await deliveries({ undelivered: 'true' })).length === 0);

  const [place, change1, change2, change3, settle] = idsOf(order);
  const [offerId, withdrawal] = idsOf(offer);
  expect(ids().filter((id) => idsOf(order).includes(id))).toEqual([place, change3, settle]);
  expect(ids().filter((id) => idsOf(offer).includes(id))).toEqual([withdrawal]);
  const told = (id: string | undefined) =>
    hook.received.find((one) => one.id === id)?.headers['tiltak-supersedes'];
  expect([told(place), told(change3), told(settle), told(withdrawal)]).toEqual([
    ...[undefined, `${change1} ${change2}`, undefined, offerId],
  ]);
  const superseded = await deliveries({ status: 'superseded' });
  expect(new Map(superseded.map(({ eventId, supersededBy }) => [eventId, supersededBy]))).toEqual(
    new Map([
      [change1, change3],
      [change2, change3],
      [offerId, withdrawal],
    ]),
  );
  const feed = await client.readFeed({ query: { ...(before !== null && { after: before }), limit: 200 } });
  expect(feed.body.items.map(({ id }) => id).sort()).toEqual([...idsOf(order), ...idsOf(offer)].sort());
  await retire();
});

test('while an endpoint takes what it gets, it gets every version', async () => {
  const { ids, retire } = await contractor();
  const order = orderEvents(first, [placed, changed, changed, settled]);
  await maintenance.publish(order);
  await until('all four', () => ids().length === 4);
  expect(ids()).toEqual(idsOf(order));
  await retire();
});

test('an urgent order goes before those that wait, and they go on meanwhile', async () => {
  const { hook, ids, retire } = await contractor({ limits: { inFlightMax: 2, perSecondMax: null } });
  hook.respond = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return { status: 204 };
  };
  const waiting = Array.from({ length: 120 }, () => orderEvents(first, [offered])).flat();
  await maintenance.publish(waiting);
  await until('some of them', () => ids().length >= 10);
  const [offer, place] = orderEvents(first, [offered, placed]);
  await maintenance.publish([urgent(offer!), place!]);

  await until('the urgent order', () => ids().includes(place!.id));

  const got = ids();
  expect(got.length).toBeLessThan(waiting.length);
  // Its second event, which doesn't say so itself, is as urgent; others have their turns in between.
  expect(got.indexOf(offer!.id)).toBeLessThan(got.indexOf(place!.id));
  await until('all of them', () => ids().length === waiting.length + 2);
  await retire();
});

test('in a maintenance window deliveries wait without failing, and urgent orders go if the contractor wants that', async () => {
  const window = (seconds: number) => ({
    ...{ kind: 'once' as const, holdsUrgent: false },
    from: new Date(Date.now() - 60_000).toISOString(),
    until: new Date(Date.now() + seconds * 1000).toISOString(),
  });
  const { ids, deliveries, client, params, retire } = await contractor({
    maintenanceWindows: [window(3600)],
  });
  const ordinary = orderEvents(first, [offered, placed]);
  const [pressing] = orderEvents(first, [offered]);
  await maintenance.publish([...ordinary, urgent(pressing!)]);

  await until('the urgent one', () => ids().includes(pressing!.id));
  expect(ids()).toEqual([pressing!.id]);
  expect((await deliveries()).filter(({ urgent: is }) => !is)).toMatchObject([
    { status: 'pending', attempts: 0 },
    { status: 'pending', attempts: 0 },
  ]);

  // Ended early, or rather: two seconds from now.
  const windows = [window(2)];
  await client.changeEndpoint({ params, body: { maintenanceWindows: windows } });
  await until('the others', () => ids().length === 3);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(windows[0]!.until) - 50);
  expect(ids().slice(1)).toEqual(idsOf(ordinary));
  await retire();
});

test('a window that is wrong is refused with the field that is', async () => {
  const { client, params, retire } = await contractor();
  const once = { kind: 'once' as const, holdsUrgent: false, from: '2030-01-01T10:00:00Z' };
  const tooLong = { maintenanceWindows: [{ ...once, until: '2030-01-09T10:00:00Z' }] };
  await expect(client.changeEndpoint({ params, body: tooLong })).rejects.toMatchObject({
    status: 400,
    problem: { errors: [{ path: expect.stringContaining('until') }] },
  });
  await retire();
});

test('no more requests are under way, and none begin sooner, than an endpoint has asked for', async () => {
  const { hook, ids, retire } = await contractor({ limits: { inFlightMax: 2, perSecondMax: 20 } });
  let under = 0;
  let most = 0;
  hook.respond = async () => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 100));
    under -= 1;
    return { status: 204 };
  };
  await maintenance.publish(Array.from({ length: 40 }, () => orderEvents(first, [offered])).flat());
  await until('all', () => ids().length === 40);
  expect(most).toBe(2);
  const [start, end] = [hook.received[0]!.at, hook.received.at(-1)!.at];
  expect(end - start).toBeGreaterThan(1700);
  await retire();
});

test.each([200, 3000])(
  'beside an endpoint that answers %i requests after 4 s, others get theirs as always',
  async (waiting) => {
    const slow = await contractor({ who: 'contractor-1' });
    const quick = await contractor({ who: 'contractor-2' });
    slow.hook.respond = async () => {
      await new Promise((resolve) => setTimeout(resolve, 4000));
      return { status: 200 };
    };
    await maintenance.publish(Array.from({ length: waiting }, () => orderEvents(first, [offered])).flat());
    await until('the slow one to be at work', () => slow.ids().length >= 16, 60_000);
    const begun = slow.ids().length;
    const events = Array.from({ length: 40 }, () => orderEvents(second, [offered])).flat();
    await maintenance.publish(events);

    await until('all at the quick one', () => quick.ids().length === 40);

    // Not one more of the slow one's has been answered meanwhile than fits into its window.
    expect(slow.ids().length).toBeLessThanOrEqual(begun + 32);
    await slow.retire();
    await quick.retire();
  },
  120_000,
);

test('what was never delivered is one question', async () => {
  const { hook, deliveries, ids, retire } = await contractor();
  const order = orderEvents(first, [offered, placed]);
  const arrived = orderEvents(first, [offered]);
  hook.respond = ({ id }) => ({ status: id === order[0]!.id ? 500 : 204 });
  await maintenance.publish([...order, ...arrived]);
  await until('both ends', async () => ids().includes(arrived[0]!.id) && ids().includes(order[0]!.id));
  const never = await until('the receipt', async () => {
    const found = await deliveries({ undelivered: 'true' });
    return found.length === 2 && found;
  });
  expect(never.map(({ eventId }) => eventId).sort()).toEqual(idsOf(order).sort());
  await retire();
});

test('nothing went wrong inside while all this happened', () => {
  expect(notifications.faults).toEqual([]);
});
