import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { selfSigned } from './certificate.ts';
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

const environment = environmentOf({ WEBHOOK_TIMEOUT_SECONDS: '15' });
const first = firmOf('contractor-1');
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

async function endpointAt(url: string) {
  const client = notifications.as('contractor-1');
  const { body } = await client.createEndpoint({ body: { url, eventTypes: [] } });
  const params = { endpointId: body.endpointId };
  return {
    ...{ client, params, secret: body.secret },
    deliveries: async (query: object = {}) =>
      (await client.listDeliveries({ query: { ...params, limit: 200, ...query } })).body.items,
    retire: () => client.disableEndpoint({ params }),
  };
}

test('what failed at an endpoint is tried at once at its new address, whatever the old one asked for, in order', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = orderEvents(first, [offered, placed]);
  const old = await startReceiver(async ({ id }) => {
    if (id === slow[0]!.id) await gate;
    return { status: 503, headers: { 'retry-after': '3600' } };
  });
  const moved = await startReceiver();
  const endpoint = await endpointAt(old.url);
  const orders = Array.from({ length: 3 }, () => orderEvents(first, [offered, placed, settled]));
  await maintenance.publish([...slow, ...orders.flat()]);
  const waiting = await until('the failures', async () => {
    const failed = await endpoint.deliveries({ status: 'failed' });
    return old.received.length >= 2 && failed.length === old.received.length - 1 && failed;
  });
  expect(Date.parse(waiting[0]!.nextAttemptAt!)).toBeGreaterThan(Date.now() + 3_000_000);

  await endpoint.client.changeEndpoint({ params: endpoint.params, body: { url: moved.url } });
  await until('all but what is under way', () => moved.received.length === 9);
  // The old address's answer comes after the move, and says nothing of the new one either.
  release();
  await until('what was under way', () => moved.received.length === 11);

  for (const order of [slow, ...orders])
    expect(moved.received.filter(({ id }) => order.some((one) => one.id === id)).map(({ id }) => id)).toEqual(
      order.map(({ id }) => id),
    );
  await until('the receipts', async () => (await endpoint.deliveries({ undelivered: 'true' })).length === 0);
  await endpoint.retire();
  await Promise.all([old.stop(), moved.stop()]);
});

test('an endpoint whose certificate nobody vouches for is refused and told so, tried again, and loses nothing', async () => {
  const { certificate, key } = selfSigned();
  const received: string[] = [];
  const server = createServer({ cert: certificate, key }, (request, response) => {
    received.push(String(request.headers['webhook-id']));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = await endpointAt(`https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  const events = orderEvents(first, [offered, placed, settled]);
  await maintenance.publish(events);

  const log = await until('three attempts', async () => {
    const [delivery] = await endpoint.deliveries({ status: 'failed' });
    if (!delivery || delivery.attempts < 3) return undefined;
    const { deliveryId } = delivery;
    return (await endpoint.client.getDelivery({ params: { deliveryId } })).body.attemptLog;
  });
  for (const { statusCode, error } of log) {
    expect(statusCode).toBeNull();
    expect(error).toBe('DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate');
  }
  expect(received).toEqual([]);

  // As if it had got one from an authority that is trusted: the same server, the same deliveries.
  const trusted = getCACertificates('default');
  setDefaultCACertificates([...trusted, certificate]);
  await until('all three', () => received.length >= 3);
  expect(received).toEqual(events.map(({ id }) => id));
  setDefaultCACertificates(trusted);
  await endpoint.retire();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a receiver that answers 401 while its secret is changed, or 404 while it is redeployed, loses no order', async () => {
  const hook = await startReceiver();
  const endpoint = await endpointAt(hook.url);
  const rotated = await endpoint.client.rotateSecret({ params: endpoint.params });
  let secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  hook.respond = ({ body, headers }) => {
    if (hook.received.length === 1) return { status: 404 };
    try {
      new Webhook(secret).verify(body, headers as Record<string, string>);
      return { status: 204 };
    } catch {
      return { status: 401 };
    }
  };
  const events = orderEvents(first, [offered, placed]);
  await maintenance.publish(events);
  await until('three attempts', () => hook.received.length >= 3);
  secret = rotated.body.secret;
  await until('both', async () => (await endpoint.deliveries({ undelivered: 'true' })).length === 0);

  const tried = hook.received.map(({ id }) => id);
  expect(new Set(tried)).toEqual(new Set(events.map(({ id }) => id)));
  expect(tried.at(-1)).toBe(events[1]!.id);
  expect(tried.filter((id) => id === events[1]!.id)).toHaveLength(1);
  await endpoint.retire();
  await hook.stop();
});

test('nothing went wrong inside while all this happened', () => {
  expect(notifications.faults).toEqual([]);
});
