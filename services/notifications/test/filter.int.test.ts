import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedEvent } from '@tiltak/contracts';
import {
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
} from './harness.ts';

const environment = environmentOf();
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await maintenance?.stop();
  await notifications?.stop();
});

type Who = 'contractor-1' | 'contractor-2' | 'contractor-3';
async function endpointOf(who: Who, more: object = {}) {
  const hook = await startReceiver();
  stops.push(() => hook.stop());
  const client = notifications.as(who);
  const { body, etag } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [], ...more } });
  const ids = () => hook.received.map(({ id }) => id);
  return { hook, client, body, etag, params: { endpointId: body.endpointId }, ids };
}

/** The events of one order, whose offer has these facts. */
const orderOf = (who: Who, facts: object): PublishedEvent[] =>
  orderEvents(firmOf(who), [offered, placed, settled]).map((event) =>
    event.type === offered ? { ...event, data: { ...(event.data as object), ...facts } } : event,
  );
const idsOf = (events: readonly PublishedEvent[]) => events.map(({ id }) => id);

test('an endpoint that filters gets the whole of an order that passes and nothing of others; the feed has all', async () => {
  const filter = [
    { field: 'urgent' as const, equals: true },
    { field: 'amountOre' as const, atMost: 20_000_000 },
  ];
  const filtering = await endpointOf('contractor-1', { filter });
  const open = await endpointOf('contractor-1');
  expect(filtering.body.filter).toEqual(filter);
  const urgent = orderOf('contractor-1', { urgent: true });
  const calm = orderOf('contractor-1', { urgent: false });
  const large = orderOf('contractor-1', { urgent: true, amountOre: 20_000_001 });
  await maintenance.publish([...calm, ...large, ...urgent]);

  await until('all at the endpoint without a filter', () => open.hook.received.length === 9);
  await until('those that pass', () => filtering.hook.received.length >= 3);

  expect(filtering.ids()).toEqual(idsOf(urgent));
  const { body: feed } = await filtering.client.readFeed({ query: { limit: 200 } });
  expect(feed.items).toHaveLength(9);
  // A replay goes by the same filter, and says so.
  const since = new Date(0).toISOString();
  const replay = await filtering.client.replayDeliveries({ params: filtering.params, body: { since } });
  expect(replay.body.deliveries).toBe(3);
  await until('the replay', () => filtering.hook.received.length >= 6);
  expect(new Set(filtering.ids())).toEqual(new Set(idsOf(urgent)));
});

test('a change of filter, types and address counts for what comes after it, and is guarded by If-Match', async () => {
  const { hook, client, params, etag, ids } = await endpointOf('contractor-2', {
    filter: [{ field: 'buildingId', oneOf: ['b9'] }],
  });
  const [before, after] = [orderOf('contractor-2', {}), orderOf('contractor-2', {})];
  await maintenance.publish(before);
  await until('the feed', async () => (await client.readFeed()).body.items.length === 3);
  const moved = await startReceiver();
  stops.push(() => moved.stop());
  const changes = {
    url: moved.url,
    filter: [{ field: 'buildingId' as const, oneOf: ['b1'] }],
    eventTypes: ['calloff.offered'],
  };
  const changed = await client.changeEndpoint({ params, body: changes }, { ifMatch: etag! });
  expect(changed.body).toMatchObject({ url: moved.url, filter: changes.filter, eventTypes: [offered] });
  await expect(
    client.changeEndpoint({ params, body: { eventTypes: [] } }, { ifMatch: etag! }),
  ).rejects.toMatchObject({ status: 412 });
  await maintenance.publish(after);

  await until('the offer at the new address', () => moved.received.length === 1);
  await until('the feed', async () => (await client.readFeed()).body.items.length === 6);

  expect(moved.received.map(({ id }) => id)).toEqual([after[0]!.id]);
  expect(ids()).toEqual([]);
  expect(hook.received).toEqual([]);
});

test('events of an order that was offered before there was a filter still come', async () => {
  const { client, params, hook, ids } = await endpointOf('contractor-3');
  const [offer, ...rest] = orderOf('contractor-3', { urgent: false });
  await maintenance.publish([offer!]);
  await until('the offer', () => hook.received.length === 1);
  await client.changeEndpoint({ params, body: { filter: [{ field: 'urgent', equals: true }] } });
  await maintenance.publish(rest);
  await until('the rest', () => hook.received.length === 3);
  expect(ids()).toEqual(idsOf([offer!, ...rest]));
});

test.each([
  [{ filter: [{ field: 'price', atMost: 1 }] }, 'body.filter.0.field', 'the fields are urgent'],
  [{ filter: [{ field: 'urgent', equals: 'ja' }] }, 'body.filter.0.equals', 'boolean'],
  [
    { filter: [{ field: 'urgent', equals: true, atMost: 1 }] },
    'body.filter.0.atMost',
    'the fields are field, equals',
  ],
  [{}, 'body', 'give at least one of'],
])('the change %j is refused at %s', async (body, path, message) => {
  const { client, params } = await endpointOf('contractor-3');
  const change = client.changeEndpoint({ params, body: body as never });
  await expect(change).rejects.toMatchObject({
    problem: { status: 400, errors: [{ path, message: expect.stringContaining(message) }] },
  });
});

test('an address that is not allowed is refused in a change too, and others’ endpoints can’t be changed', async () => {
  const { client, params } = await endpointOf('contractor-3');
  await expect(client.changeEndpoint({ params, body: { url: 'https://10.0.0.1/' } })).rejects.toMatchObject({
    problem: { code: 'url_not_allowed' },
  });
  await expect(
    notifications.as('contractor-1').changeEndpoint({ params, body: { eventTypes: [] } }),
  ).rejects.toMatchObject({ status: 404 });
});
