import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { environmentOf, startNotifications, startReceiver, until } from './harness.ts';

const environment = environmentOf();
let notifications: Awaited<ReturnType<typeof startNotifications>>;

beforeAll(async () => {
  notifications = await startNotifications(environment);
});
afterAll(async () => {
  await notifications?.stop();
});

/** A receiver that verifies with the official package, unless the test says otherwise. */
async function endpointOf(who: string, verify = true) {
  let secret = '';
  const hook = await startReceiver(({ body, headers }) => {
    try {
      if (verify) new Webhook(secret).verify(body, headers as Record<string, string>);
      return { status: 204 };
    } catch {
      return { status: 401 };
    }
  });
  const client = notifications.as(who);
  const { body } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  secret = body.secret;
  const params = { endpointId: body.endpointId };
  const report = () =>
    until('the report', async () => {
      const { body } = await notifications.as(who).getSelfTest({ params });
      return body.status === 'finished' && body;
    });
  return { hook, client, params, report };
}

test('a receiver on the official package passes the self-test, and nothing of it is in queues or feed', async () => {
  const { hook, client, params, report } = await endpointOf('contractor-1');
  const { body: started } = await client.startSelfTest({ params });
  expect(started).toMatchObject({ status: 'running', passed: null });

  const done = await report();

  expect(done.checks.filter(({ passed }) => !passed)).toEqual([]);
  expect(done).toMatchObject({ passed: true, selfTestId: started.selfTestId });
  expect(hook.received).toHaveLength(10);
  expect(new Set(hook.received.map(({ id }) => id)).size).toBe(9);
  for (const { body } of hook.received)
    expect(JSON.parse(body)).toMatchObject({
      type: 'no.tiltak.notifications.endpoint.test.v1',
      data: { endpointId: params.endpointId, selfTest: { selfTestId: started.selfTestId } },
    });
  expect(Math.max(...hook.received.map(({ body }) => body.length))).toBeGreaterThan(200_000);
  expect((await client.listDeliveries({ query: { endpointId: params.endpointId } })).body.items).toEqual([]);
  expect((await client.readFeed()).body.items).toEqual([]);
  await hook.stop();
});

test('a receiver that takes whatever comes is told which of it was forged', async () => {
  const { hook, client, params, report } = await endpointOf('contractor-2', false);
  await client.startSelfTest({ params });
  const done = await report();
  expect(done.passed).toBe(false);
  expect(done.checks.flatMap(({ check, passed }) => (passed ? [] : [check]))).toEqual([
    'wrong_signature',
    'changed_body',
    'old_timestamp',
  ]);
  await hook.stop();
});

test('a self-test goes on where it was after a restart, and sends nothing a third time', async () => {
  const { hook, client, params, report } = await endpointOf('contractor-3', false);
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  hook.respond = async () => {
    if (hook.received.length === 4) await gate;
    return { status: 204 };
  };
  await client.startSelfTest({ params });
  await until('the fourth request', () => hook.received.length === 4);
  await notifications.stop();
  release();
  notifications = await startNotifications(environment);

  const done = await report();

  expect(done.checks.flatMap(({ requests }) => requests)).toHaveLength(10);
  expect(hook.received.length).toBeLessThanOrEqual(11);
  expect(notifications.faults).toEqual([]);
  await hook.stop();
}, 120_000);

test('an endpoint has one self-test at a time, and only its own contractor starts and sees it', async () => {
  const { hook, client, params, report } = await endpointOf('contractor-1');
  await client.startSelfTest({ params });
  await expect(client.startSelfTest({ params })).rejects.toMatchObject({
    problem: { status: 409, code: 'self_test_running' },
  });
  await expect(notifications.as('contractor-2').startSelfTest({ params })).rejects.toMatchObject({
    status: 404,
  });
  await expect(notifications.as('contractor-2').getSelfTest({ params })).rejects.toMatchObject({
    status: 404,
  });
  await expect(notifications.as('property.officer').startSelfTest({ params })).rejects.toMatchObject({
    status: 403,
  });
  await report();
  const seen = await notifications.as('property.officer').getSelfTest({ params });
  expect(seen.body.passed).toBe(true);
  await hook.stop();
});

test('nobody is reached whom webhooks may not reach', async () => {
  const guarded = await startNotifications({ ...environment, WEBHOOK_ALLOW_LOOPBACK: 'false' });
  await notifications.stop();
  const client = guarded.as('contractor-1');
  const hook = await startReceiver();
  const { items } = (await client.listEndpoints()).body;
  const params = { endpointId: items[0]!.endpointId };
  await client.startSelfTest({ params });
  const done = await until('the report', async () => {
    const { body } = await client.getSelfTest({ params });
    return body.status === 'finished' && body;
  });
  expect(done.passed).toBe(false);
  expect(done.checks[0]?.requests[0]).toMatchObject({
    statusCode: null,
    error: expect.stringContaining('not allowed'),
  });
  expect(hook.received).toEqual([]);
  await guarded.stop();
  await hook.stop();
  notifications = await startNotifications(environment);
});
