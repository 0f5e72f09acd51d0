import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  accepted,
  cancelled,
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
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
});
afterAll(async () => {
  await maintenance?.stop();
  await notifications?.stop();
  for (const receiver of receivers) await receiver.stop();
});

async function receiver(respond?: Parameters<typeof startReceiver>[0]) {
  const one = await startReceiver(respond);
  receivers.push(one);
  return one;
}

/** An endpoint of a contractor at a receiver; disabled again by `retire`, so that the next test has it to itself. */
async function endpointAt(url: string, options: { who?: string; eventTypes?: string[] } = {}) {
  const client = notifications.as(options.who ?? 'contractor-1');
  const { body } = await client.createEndpoint({ body: { url, eventTypes: options.eventTypes ?? [] } });
  const { endpointId, secret } = body;
  const params = { endpointId };
  return {
    ...{ client, endpointId, secret, params },
    deliveries: async () => (await client.listDeliveries({ query: { endpointId } })).body.items.reverse(),
    retire: () => client.disableEndpoint({ params }),
  };
}
const first = firmOf('contractor-1');
const second = firmOf('contractor-2');

test('an event reaches the endpoint signed as Standard Webhooks has it, in the trace that it belongs to', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url);
  const [event] = orderEvents(first, [offered]);
  await maintenance.publish([event!]);

  const got = await until('the delivery', () => hook.received[0]);

  expect(got.id).toBe(event!.id);
  expect(got.headers['content-type']).toBe('application/cloudevents+json');
  expect(got.headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
  expect(new Webhook(endpoint.secret).verify(got.body, got.headers as Record<string, string>)).toEqual(event);
  const [delivery] = await until('the receipt', async () => {
    const found = await endpoint.deliveries();
    return found[0]?.status === 'delivered' && found;
  });
  expect(delivery).toMatchObject({ eventId: event!.id, orderId: event!.subject, attempts: 1, sequence: 1 });
  await endpoint.retire();
});

test('an endpoint that fails twice gets the events of an order in their order, with the same webhook-id each time', async () => {
  let failures = 2;
  const hook = await receiver(() => ({ status: failures-- > 0 ? 503 : 200, body: 'takk' }));
  const endpoint = await endpointAt(hook.url);
  const events = orderEvents(first, [offered, placed, accepted, settled]);
  await maintenance.publish(events);

  await until('six requests', () => hook.received.length >= 6);

  const [one, two, three, four] = events.map(({ id }) => id);
  expect(hook.received.map(({ id }) => id)).toEqual([one, one, one, two, three, four]);
  const stamps = hook.received.slice(0, 3).map(({ headers }) => headers['webhook-signature']);
  for (const { body, headers } of hook.received)
    new Webhook(endpoint.secret).verify(body, headers as Record<string, string>);
  expect(stamps).toHaveLength(3);
  const [delivery] = await until('the receipts', async () => {
    const found = await endpoint.deliveries();
    return found.every(({ status }) => status === 'delivered') && found;
  });
  const { body } = await endpoint.client.getDelivery({ params: { deliveryId: delivery!.deliveryId } });
  expect(body.attemptLog.map(({ attempt, statusCode, error }) => [attempt, statusCode, error])).toEqual([
    [1, 503, 'answered 503'],
    [2, 503, 'answered 503'],
    [3, 200, null],
  ]);
  expect(body.attemptLog[2]?.response).toBe('takk');
  await endpoint.retire();
});

test('an order that is stuck stops nobody but itself', async () => {
  const stuck = orderEvents(first, [offered, placed]);
  const free = orderEvents(first, [offered, placed, settled]);
  const hook = await receiver(({ id }) => ({ status: id === stuck[0]!.id ? 500 : 204 }));
  const endpoint = await endpointAt(hook.url);
  await maintenance.publish([...stuck, ...free]);

  await until('the free order', () => hook.received.some(({ id }) => id === free[2]!.id));

  const got = hook.received.map(({ id }) => id);
  expect(got.filter((id) => free.some((event) => event.id === id))).toEqual(free.map(({ id }) => id));
  expect(got).not.toContain(stuck[1]!.id);
  hook.respond = () => ({ status: 204 });
  await until('the stuck order', () => hook.received.some(({ id }) => id === stuck[1]!.id));
  await endpoint.retire();
});

test('a contractor gets its own events only, and nobody those of an order that nobody was asked for', async () => {
  const [hook, other] = [await receiver(), await receiver()];
  const endpoint = await endpointAt(hook.url);
  const foreign = await endpointAt(other.url, { who: 'contractor-2' });
  const [mine, theirs] = [orderEvents(first, [offered, cancelled]), orderEvents(second, [offered])];
  const nobodys = orderEvents(null, [cancelled]);
  await maintenance.publish([...nobodys, ...mine, ...theirs]);

  await until('all three', () => hook.received.length >= 2 && other.received.length >= 1);
  await until('receipts', async () =>
    (await endpoint.deliveries()).every((one) => one.status === 'delivered'),
  );

  expect(hook.received.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
  expect(other.received.map(({ id }) => id)).toEqual(theirs.map(({ id }) => id));
  const [delivery] = await endpoint.deliveries();
  const { deliveryId } = delivery!;
  const asOther = foreign.client;
  const missing = { endpointId: 'missing' };
  for (const params of [endpoint.params, missing]) {
    await expect(asOther.getEndpoint({ params })).rejects.toMatchObject({ status: 404 });
    await expect(asOther.disableEndpoint({ params })).rejects.toMatchObject({ status: 404 });
    await expect(asOther.rotateSecret({ params })).rejects.toMatchObject({ status: 404 });
    await expect(asOther.sendTestEvent({ params })).rejects.toMatchObject({ status: 404 });
    const since = new Date(0).toISOString();
    await expect(asOther.replayDeliveries({ params, body: { since } })).rejects.toMatchObject({
      status: 404,
    });
  }
  await expect(asOther.getDelivery({ params: { deliveryId } })).rejects.toMatchObject({ status: 404 });
  const listed = await asOther.listDeliveries({ query: { endpointId: endpoint.endpointId } });
  expect(listed.body.items).toEqual([]);
  const feed = await asOther.readFeed();
  expect(feed.body.items.map(({ id }) => id)).toEqual(theirs.map(({ id }) => id));
  await endpoint.retire();
  await foreign.retire();
});

test('an endpoint gets the types that it asked for', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url, { eventTypes: ['order.placed', settled] });
  const events = orderEvents(first, [offered, placed, accepted, settled]);
  await maintenance.publish(events);

  await until('the last one', () => hook.received.some(({ id }) => id === events[3]!.id));

  expect(hook.received.map(({ id }) => id)).toEqual([events[1]!.id, events[3]!.id]);
  await endpoint.retire();
});

test('what comes while an endpoint is disabled is parked, and comes in order once it is enabled', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url);
  await endpoint.retire();
  const events = orderEvents(first, [offered, placed, accepted, settled]);
  await maintenance.publish(events);
  await until('four parked', async () => {
    const found = await endpoint.deliveries();
    return found.length === 4 && found.every(({ status }) => status === 'parked');
  });
  expect(hook.received).toEqual([]);

  await endpoint.client.enableEndpoint({ params: endpoint.params });
  await until('all four', () => hook.received.length >= 4);

  expect(hook.received.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  await endpoint.retire();
});

test('what is under way is parked when its endpoint is disabled', async () => {
  const hook = await receiver(() => ({ status: 500 }));
  const endpoint = await endpointAt(hook.url);
  await maintenance.publish(orderEvents(first, [offered, placed]));
  await until('an attempt', () => hook.received.length > 0);
  await endpoint.retire();

  await until('both parked', async () =>
    (await endpoint.deliveries()).every(({ status }) => status === 'parked'),
  );
});

test('410 Gone disables the endpoint, with the reason', async () => {
  const hook = await receiver(() => ({ status: 410 }));
  const endpoint = await endpointAt(hook.url);
  await maintenance.publish(orderEvents(first, [offered, placed]));

  const shown = await until('the endpoint to be disabled', async () => {
    const { body } = await endpoint.client.getEndpoint({ params: endpoint.params });
    return body.status === 'disabled' && body;
  });

  expect(shown.disabledReason).toContain('410');
  await until('its deliveries to be parked', async () =>
    (await endpoint.deliveries()).every(({ status }) => status === 'parked'),
  );
  expect(hook.received).toHaveLength(1);
});

test('a redirect is not followed, wherever it leads', async () => {
  const target = await receiver();
  const hook = await receiver(() => ({ status: 307, headers: { location: target.url } }));
  const endpoint = await endpointAt(hook.url);
  await maintenance.publish(orderEvents(first, [offered]));

  const delivery = await until('the failure', async () => {
    const [found] = await endpoint.deliveries();
    return found?.status === 'failed' && found;
  });

  const { body } = await endpoint.client.getDelivery({ params: { deliveryId: delivery.deliveryId } });
  expect(body.attemptLog[0]).toMatchObject({ statusCode: 307 });
  expect(body.attemptLog[0]?.error).toContain('redirect');
  expect(target.received).toEqual([]);
  await endpoint.retire();
});

test('an endpoint that does not answer in time has failed, and holds up no other', async () => {
  const slow = await receiver(() => new Promise(() => {}));
  const quick = await receiver();
  const [stalled, endpoint] = [await endpointAt(slow.url), await endpointAt(quick.url)];
  const events = Array.from({ length: 40 }, () => orderEvents(first, [offered])).flat();
  await maintenance.publish(events);

  await until('all at the quick one', () => quick.received.length >= 40);
  const delivery = await until('a failure', async () =>
    (await stalled.deliveries()).find(({ status }) => status === 'failed'),
  );

  const { body } = await stalled.client.getDelivery({ params: { deliveryId: delivery.deliveryId } });
  expect(body.attemptLog[0]).toMatchObject({ statusCode: null, error: 'no answer within 2 s' });
  await stalled.retire();
  await endpoint.retire();
});

test('an answer is read to 64 KiB and kept to 16', async () => {
  const hook = await receiver(() => ({ status: 500, body: 'å'.repeat(500_000) }));
  const endpoint = await endpointAt(hook.url);
  await maintenance.publish(orderEvents(first, [offered]));

  const log = await until('the failure', async () => {
    const [found] = await endpoint.deliveries();
    if (!found || found.attempts === 0) return undefined;
    const { body } = await endpoint.client.getDelivery({ params: { deliveryId: found.deliveryId } });
    return body.attemptLog[0];
  });

  expect(Buffer.byteLength(log.response ?? '')).toBeGreaterThan(15 * 1024);
  expect(Buffer.byteLength(log.response ?? '')).toBeLessThanOrEqual(16 * 1024);
  await endpoint.retire();
});

test('a replay delivers again what came since, with the same ids and bytes, in order', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url, { eventTypes: ['calloff.offered', 'order.placed'] });
  await maintenance.publish(orderEvents(first, [offered]));
  await until('the one before', () => hook.received.length === 1);
  const since = new Date().toISOString();
  const events = orderEvents(first, [offered, placed, accepted]);
  await maintenance.publish(events);
  await until('two more', () => hook.received.length === 3);

  const { body } = await endpoint.client.replayDeliveries({ params: endpoint.params, body: { since } });

  expect(body.deliveries).toBe(2);
  await until('the repetition', () => hook.received.length >= 5);
  const [, one, two, again1, again2] = hook.received;
  expect([again1, again2].map((it) => [it?.id, it?.body])).toEqual(
    [one, two].map((it) => [it?.id, it?.body]),
  );
  await endpoint.retire();
});

test('one event is delivered again on its own, also one that the endpoint does not subscribe to, and only to its own contractor', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url, { eventTypes: ['order.placed'] });
  const other = await endpointAt(hook.url, { who: 'contractor-2' });
  const [offer, place] = orderEvents(first, [offered, placed]);
  await maintenance.publish([offer!, place!]);
  await until('the push', () => hook.received.length === 1);

  const { params } = endpoint;
  const key = { idempotencyKey: 'replay-of-one' };
  const again = () => endpoint.client.replayDeliveries({ params, body: { eventId: offer!.id } }, key);
  expect([(await again()).body, (await again()).body]).toEqual([{ deliveries: 1 }, { deliveries: 1 }]);
  await until('the repetition', () => hook.received.length >= 2);
  await until('its receipt', async () =>
    (await endpoint.deliveries()).every((one) => one.status === 'delivered'),
  );
  expect(hook.received.map(({ id }) => id)).toEqual([place!.id, offer!.id]);
  expect(JSON.parse(hook.received[1]!.body)).toEqual(offer);

  for (const eventId of [offer!.id, 'missing'])
    await expect(
      other.client.replayDeliveries({ params: other.params, body: { eventId } }),
    ).rejects.toMatchObject({ status: 404 });
  for (const body of [{}, { eventId: offer!.id, since: new Date().toISOString() }])
    await expect(endpoint.client.replayDeliveries({ params, body })).rejects.toMatchObject({
      problem: { status: 400, errors: [{ message: 'give either since or eventId' }] },
    });
  await Promise.all([endpoint.retire(), other.retire()]);
  await expect(
    endpoint.client.replayDeliveries({ params, body: { eventId: offer!.id } }),
  ).rejects.toMatchObject({ problem: { status: 409, code: 'endpoint_disabled' } });
});

test('a test event is a real delivery, and stays out of the feed', async () => {
  const hook = await receiver();
  const endpoint = await endpointAt(hook.url, { eventTypes: ['order.placed'] });

  const { body: one } = await endpoint.client.sendTestEvent({ params: endpoint.params });
  const { body: two } = await endpoint.client.sendTestEvent({ params: endpoint.params });
  await until('both', () => hook.received.length >= 2);

  const [got, next] = hook.received;
  expect([got?.id, next?.id]).toEqual([one.eventId, two.eventId]);
  const verify = new Webhook(endpoint.secret);
  expect(verify.verify(got!.body, got!.headers as Record<string, string>)).toMatchObject({
    type: 'no.tiltak.notifications.endpoint.test.v1',
    subject: endpoint.endpointId,
    sequence: '1',
    data: { sequence: 1, previousId: null },
  });
  expect(JSON.parse(next!.body).data).toMatchObject({ sequence: 2, previousId: one.eventId });
  const { body: feed } = await endpoint.client.readFeed({ query: { limit: 200 } });
  expect(feed.items.map(({ id }) => id)).not.toContain(one.eventId);
  await endpoint.retire();
  await expect(endpoint.client.sendTestEvent({ params: endpoint.params })).rejects.toMatchObject({
    status: 409,
  });
});

test('nothing went wrong inside while all this happened', () => {
  expect(notifications.faults).toEqual([]);
});
