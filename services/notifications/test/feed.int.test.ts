import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tokenFor } from '../../../infra/test/tokens.ts';
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

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
});
afterAll(async () => {
  await maintenance?.stop();
  await notifications?.stop();
});

test('an empty feed gives a cursor to go on from', async () => {
  const client = notifications.as('contractor-3');
  const { body } = await client.readFeed();
  expect(body.items).toEqual([]);

  const events = orderEvents(firmOf('contractor-3'), [offered]);
  await maintenance.publish(events);

  const later = await until('the entry', async () => {
    const page = await client.readFeed({ query: { after: body.next! } });
    return page.body.items.length > 0 && page.body;
  });
  expect(later.items.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
});

test('whoever missed everything catches up by the cursor: each event once, an order’s in order, to the byte of the push', async () => {
  const hook = await startReceiver();
  const client = notifications.as('contractor-1');
  await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  const orders = Array.from({ length: 30 }, () =>
    orderEvents(firmOf('contractor-1'), [offered, placed, settled]),
  );
  await maintenance.publish(orders.flat());
  await until('all pushed', () => hook.received.length >= 90);

  const token = await tokenFor('contractor-1');
  const texts: string[] = [];
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const answer = await fetch(`${notifications.url}/feed?limit=7${after && `&after=${after}`}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    const page = JSON.parse(text) as { items: { id: string }[]; next: string };
    if (page.items.length === 0) {
      expect(page.next).toBe(after);
      break;
    }
    texts.push(text);
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  }

  expect(new Set(ids).size).toBe(90);
  expect(ids).toHaveLength(90);
  for (const order of orders) {
    const inFeed = ids.filter((id) => order.some((event) => event.id === id));
    expect(inFeed).toEqual(order.map(({ id }) => id));
  }
  const all = texts.join('\n');
  for (const { body } of hook.received) expect(all.includes(body)).toBe(true);
  await hook.stop();
});

test('whoever waits for news gets it within a second of its publication, without a server of its own', async () => {
  const client = notifications.as('contractor-2');
  const { body: start } = await client.readFeed();
  const tookMs: number[] = [];
  let body = start;
  for (let round = 0; round < 5; round++) {
    const waiting = client.readFeed({ query: { after: body.next!, wait: 12 } });
    // Another contractor's news is none of its.
    await maintenance.publish(orderEvents(firmOf('contractor-1'), [offered]));
    const [event] = orderEvents(firmOf('contractor-2'), [offered]);
    const publishedAt = performance.now();
    await maintenance.publish([event!]);
    body = (await waiting).body;
    tookMs.push(performance.now() - publishedAt);
    expect(body.items.map(({ id }) => id)).toEqual([event!.id]);
  }
  // The median, because the machine of a test run may be busy with others.
  expect(tookMs.sort((a, b) => a - b)[2]).toBeLessThan(1000);

  const from = performance.now();
  const { body: nothing } = await client.readFeed({ query: { after: body.next!, wait: 1 } });
  expect(performance.now() - from).toBeGreaterThan(900);
  expect(nothing).toEqual({ items: [], next: body.next, cursors: [] });
});

test('each item has the cursor that goes on right after it, and on request a signature that verifies', async () => {
  const client = notifications.as('contractor-2');
  const { body: start } = await client.readFeed({ query: { limit: 200 } });
  const events = orderEvents(firmOf('contractor-2'), [offered, placed, settled]);
  await maintenance.publish(events);
  const page = await until('the items', async () => {
    const { body } = await client.readFeed({ query: { after: start.next!, signed: 'true' } });
    return body.items.length === 3 && body;
  });
  const { body: rest } = await client.readFeed({ query: { after: page.cursors[0]! } });
  expect(rest.items.map(({ id }) => id)).toEqual(events.slice(1).map(({ id }) => id));

  const { keys } = (await client.getSigningKeys()).body;
  const publicKey = createPublicKey({ key: keys[0]!, format: 'jwk' });
  for (const [index, item] of page.items.entries()) {
    const headers = page.signatures![index]!;
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${JSON.stringify(item)}`;
    const signature = Buffer.from(headers['webhook-signature'].slice('v1a,'.length), 'base64');
    expect(verify(null, Buffer.from(signed), publicKey, signature)).toBe(true);
    expect(headers['webhook-id']).toBe(item.id);
  }
});

test('a stop does not wait for those who wait', async () => {
  const other = await startNotifications(environmentOf());
  const client = other.as('contractor-1');
  const waiting = client.readFeed({ query: { wait: 12 } });
  await client.readFeed();
  const from = performance.now();
  await Promise.all([other.stop(), waiting]);
  expect(performance.now() - from).toBeLessThan(8000);
  expect((await waiting).body.items).toEqual([]);
});
