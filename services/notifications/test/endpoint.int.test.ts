import { createPublicKey, randomBytes, randomUUID, verify } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import { openSigningKey, publicJwk } from '@tiltak/service';
import mongoose from 'mongoose';
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

/** Every document of the service's database, as text. */
async function dump(): Promise<string> {
  const connection = await mongoose.createConnection(environment.MONGO_URI).asPromise();
  try {
    const all = await connection.db!.collections();
    const parts = await Promise.all(all.map((one) => one.find().toArray()));
    return JSON.stringify(parts);
  } finally {
    await connection.close();
  }
}

async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problem;
}

test('a secret is shown once and is nowhere in the database', async () => {
  const client = notifications.as('contractor-1');
  const { body } = await client.createEndpoint({
    body: { url: 'https://hooks.example.no/tiltak', eventTypes: [] },
  });
  const rotated = await client.rotateSecret({ params: { endpointId: body.endpointId } });

  const shown = await client.getEndpoint({ params: { endpointId: body.endpointId } });
  const everything = await dump();

  expect(everything).toContain('https://hooks.example.no/tiltak');
  for (const secret of [body.secret, rotated.body.secret]) {
    const bytes = Buffer.from(secret.slice(6), 'base64');
    for (const form of [secret.slice(6), bytes.toString('hex'), bytes.toString('base64url'), 'whsec_'])
      expect(everything).not.toContain(form);
    expect(JSON.stringify(shown.body)).not.toContain(secret.slice(6));
  }
});

test('the same call with the same Idempotency-Key makes one endpoint and gives the same secret', async () => {
  const client = notifications.as('contractor-1');
  const body = { url: 'https://hooks.example.no/once', eventTypes: ['order.placed'] };
  const options = { idempotencyKey: randomUUID() };
  const [one, two] = await Promise.all([
    client.createEndpoint({ body }, options),
    client.createEndpoint({ body }, options),
  ]);
  const params = { endpointId: one.body.endpointId };
  const rotation = { idempotencyKey: randomUUID() };
  const rotatedOnce = await client.rotateSecret({ params }, rotation);
  const three = await client.createEndpoint({ body }, options);
  const rotatedAgain = await client.rotateSecret({ params }, rotation);

  expect(two.body).toEqual(one.body);
  expect(three.body).toEqual(one.body);
  expect(rotatedAgain.body).toEqual(rotatedOnce.body);
  expect(rotatedOnce.body.secret).not.toBe(one.body.secret);
  const { body: listed } = await client.listEndpoints();
  expect(listed.items.filter(({ url }) => url === body.url)).toHaveLength(1);
});

test('for 24 hours after a rotation the receiver may verify with either secret', async () => {
  const hook = await startReceiver();
  const client = notifications.as('contractor-1');
  const { body: endpoint } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  const params = { endpointId: endpoint.endpointId };
  const { body: rotated } = await client.rotateSecret({ params });
  await client.sendTestEvent({ params });

  const got = await until('the test event', () => hook.received[0]);

  const headers = got.headers as Record<string, string>;
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
  expect(new Webhook(rotated.secret).verify(got.body, headers)).toEqual(JSON.parse(got.body));
  expect(new Webhook(endpoint.secret).verify(got.body, headers)).toEqual(JSON.parse(got.body));
  const hours = (Date.parse(rotated.oldSecretUntil) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThanOrEqual(24);
  await client.disableEndpoint({ params });
  await hook.stop();
});

test.each(['http://hooks.example.no/', 'https://10.0.0.1/', 'https://hooks.example.no:22/'])(
  'the URL %s is refused, with the reason',
  async (url) => {
    const client = notifications.as('contractor-1');
    const problem = await problemOf(client.createEndpoint({ body: { url, eventTypes: [] } }));
    expect(problem).toMatchObject({ status: 422, code: 'url_not_allowed' });
    expect(String(problem.facts?.reason)).toMatch(/https|public address|ports/);
  },
);

test('an event type that does not exist is refused, with those that do', async () => {
  const client = notifications.as('contractor-1');
  const body = { url: 'https://hooks.example.no/', eventTypes: ['calloff.offered', 'calloff.offerd'] };
  const problem = await problemOf(client.createEndpoint({ body }));
  expect(problem).toMatchObject({ status: 422, code: 'unknown_event_type' });
  expect(problem.detail).toContain('calloff.offerd');
  expect(problem.detail).toContain('order.settled');
});

test('a contractor can’t have more than twenty endpoints', async () => {
  const client = notifications.as('contractor-2');
  const make = (n: number) =>
    client.createEndpoint({ body: { url: `https://hooks.example.no/${n}`, eventTypes: [] } });
  for (let n = 0; n < 20; n++) await make(n);
  expect(await problemOf(make(20))).toMatchObject({ status: 409, code: 'too_many_endpoints' });
});

test('a change of something that has changed since is refused', async () => {
  const client = notifications.as('contractor-3');
  const { body, etag } = await client.createEndpoint({
    body: { url: 'https://hooks.example.no/etag', eventTypes: [] },
  });
  const params = { endpointId: body.endpointId };
  const disabled = await client.disableEndpoint({ params }, { ifMatch: etag! });
  expect(disabled.body.status).toBe('disabled');
  await expect(client.enableEndpoint({ params }, { ifMatch: etag! })).rejects.toMatchObject({ status: 412 });
  const enabled = await client.enableEndpoint({ params }, { ifMatch: disabled.etag! });
  expect(enabled.body).toMatchObject({ status: 'enabled', disabledReason: null });
});

test('the municipality’s people see every endpoint; the administrator may switch one off', async () => {
  const { body } = await notifications
    .as('contractor-3')
    .createEndpoint({ body: { url: 'https://hooks.example.no/seen', eventTypes: [] } });
  const params = { endpointId: body.endpointId };

  const seen = await notifications.as('property.officer').getEndpoint({ params });
  expect(seen.body.url).toBe('https://hooks.example.no/seen');
  const off = await notifications.as('admin').disableEndpoint({ params });
  expect(off.body.disabledReason).toContain('the municipality');
  await expect(notifications.as('property.officer').disableEndpoint({ params })).rejects.toMatchObject({
    status: 403,
  });
});

test('an endpoint that asks for it gets an asymmetric signature beside those of its secrets, by a key that is published', async () => {
  const hook = await startReceiver();
  const client = notifications.as('contractor-3');
  const { body: endpoint } = await client.createEndpoint({
    body: { url: hook.url, eventTypes: [], asymmetricSignature: true },
  });
  const params = { endpointId: endpoint.endpointId };
  await client.rotateSecret({ params });
  await client.sendTestEvent({ params });
  const got = await until('the test event', () => hook.received[0]);
  const headers = got.headers as Record<string, string>;

  const signatures = headers['webhook-signature']!.split(' ');
  expect(signatures.map((one) => one.split(',')[0])).toEqual(['v1', 'v1', 'v1a']);
  const { keys } = (await client.getSigningKeys()).body;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${got.body}`;
  const signature = Buffer.from(signatures[2]!.slice('v1a,'.length), 'base64');
  const publicKey = createPublicKey({ key: keys[0]!, format: 'jwk' });
  expect(verify(null, Buffer.from(signed), publicKey, signature)).toBe(true);
  // The official package passes over what it does not know.
  expect(new Webhook(endpoint.secret).verify(got.body, headers)).toEqual(JSON.parse(got.body));
  expect((await client.getEndpoint({ params })).body.asymmetricSignature).toBe(true);
  await client.disableEndpoint({ params });
  await hook.stop();
});

test('after a change of the signing key both are published and both sign, so that no receiver is left behind', async () => {
  const [old, fresh] = [newSigningKey(), newSigningKey()];
  const other = await startNotifications(environmentOf({ SIGNING_KEY: fresh, SIGNING_KEYS_OLD: old }));
  const hook = await startReceiver();
  const client = other.as('contractor-1');
  const { body } = await client.createEndpoint({
    body: { url: hook.url, eventTypes: [], asymmetricSignature: true },
  });
  await client.sendTestEvent({ params: { endpointId: body.endpointId } });
  const got = await until('the test event', () => hook.received[0]);
  const { keys } = (await client.getSigningKeys()).body;
  const kidOf = (key: string) => publicJwk(openSigningKey(key)!).kid;
  expect(keys.map(({ kid }) => kid)).toEqual([kidOf(fresh), kidOf(old)]);
  expect(JSON.stringify(keys)).not.toContain('"d"');
  expect(String(got.headers['webhook-signature']).match(/v1a,/g)).toHaveLength(2);
  await other.stop();
  await hook.stop();
});

const newSigningKey = () => `whsk_${randomBytes(32).toString('base64')}`;
