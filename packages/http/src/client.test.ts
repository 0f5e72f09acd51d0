import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { currentTraceparent, startTelemetry, type Telemetry, withSpan } from '@tiltak/telemetry';
import { type Boats, boatOperations, startBoats, tokenOf } from '../test/boatService.ts';
import { type Issuer, startIssuer } from '../test/localIssuer.ts';
import { clientCredentials, createClient, NoAnswer, ProblemError } from './client.ts';

let telemetry: Telemetry;
let issuer: Issuer;
let boats: Boats | undefined;
let server: Server | undefined;
beforeAll(async () => {
  telemetry = await startTelemetry({ service: 'tests' });
  issuer = await startIssuer();
});
afterEach(async () => {
  await boats?.close();
  server?.closeAllConnections();
  server?.close();
});
afterAll(async () => {
  await issuer.stop();
  await telemetry.stop();
});

const token = async () => tokenOf('kari', 'property.officer');
const boat = { boatId: 'b1', name: 'Fram' };

/** A client of a server that answers as the test says. */
async function against(listener: RequestListener, timeoutMs = 2_000) {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return createClient(boatOperations, { baseUrl, token, timeoutMs });
}

test('a call goes from the table through the client to the handler and back', async () => {
  const seen: unknown[] = [];
  boats = await startBoats({
    buildBoat: async ({ body }) => {
      seen.push(body);
      return { body: boat, version: 1 };
    },
    getBoat: async ({ params, ifMatch }) => ({
      body: { ...boat, boatId: params.boatId },
      version: ifMatch ?? 0,
    }),
    listBoats: async ({ query }) => ({ body: { items: [], next: `${query.limit} ${query.cursor}` } }),
    launchBoat: async ({ ifMatch }) => ({ body: boat, version: (ifMatch ?? 0) + 1 }),
  });
  const client = createClient(boatOperations, { baseUrl: boats.url, token });
  const made = await client.buildBoat({ body: { name: 'Fram', lengthCm: 3900 } });
  expect(made).toEqual({ status: 201, etag: '"1"', body: boat });
  expect(seen).toEqual([{ name: 'Fram', lengthCm: 3900, engine: null, crew: [] }]);
  expect((await client.getBoat({ params: { boatId: 'a.b:c' } })).body.boatId).toBe('a.b:c');
  expect((await client.listBoats()).body.next).toBe('50 undefined');
  expect((await client.listBoats({ query: { limit: 7, cursor: 'æ&=' } })).body.next).toBe('7 æ&=');
  const launched = await client.launchBoat({ params: { boatId: 'b1' } }, { ifMatch: made.etag! });
  expect(launched.etag).toBe('"2"');
});

test('what the service refuses is thrown with its problem', async () => {
  boats = await startBoats({
    buildBoat: () => Promise.reject(new Rejection('no_keel', 'It has no keel', { at: 3 })),
  });
  const client = createClient(boatOperations, { baseUrl: boats.url, token });
  const refused = client.buildBoat({ body: { name: 'Fram', lengthCm: 3900 } });
  await expect(refused).rejects.toThrow(ProblemError);
  await expect(refused).rejects.toMatchObject({
    status: 422,
    problem: { code: 'no_keel', facts: { at: 3 } },
  });
  // @ts-expect-error a body without its required fields is a type error
  const incomplete = client.buildBoat({ body: { name: 'Fram' } });
  await expect(incomplete).rejects.toThrow('body.lengthCm');
  // @ts-expect-error an operation with a required part can't be called without it
  await expect(client.getBoat()).rejects.toThrow(ProblemError);
});

test('an error answer that is no problem is thrown all the same', async () => {
  const client = await against((_, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
  await expect(client.listBoats()).rejects.toMatchObject({ status: 502, problem: { code: 'unknown' } });
});

test('an unsafe call is repeated with the same key until it is answered, at most three times', async () => {
  const keys: unknown[] = [];
  const client = await against((request, response) => {
    keys.push(request.headers['idempotency-key']);
    if (keys.length === 1) response.destroy();
    else if (keys.length === 2) response.writeHead(503, { 'retry-after': '0' }).end();
    else response.writeHead(201).end(JSON.stringify(boat));
  });
  const { body } = await client.buildBoat({ body: { name: 'Fram', lengthCm: 3900 } });
  expect(body).toEqual(boat);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
  await client.launchBoat({ params: { boatId: 'b1' } }, { idempotencyKey: 'mine' });
  expect(keys.at(-1)).toBe('mine');
});

test('a service that stays too busy is given up after three repeats', async () => {
  let calls = 0;
  const client = await against((_, response) => {
    calls++;
    response.writeHead(503, { 'content-type': 'application/problem+json' }).end();
  });
  await expect(client.listBoats()).rejects.toMatchObject({ status: 503 });
  expect(calls).toBe(4);
});

test('other errors are not repeated', async () => {
  let calls = 0;
  const client = await against((_, response) => {
    calls++;
    response.writeHead(500).end();
  });
  await expect(client.launchBoat({ params: { boatId: 'b1' } })).rejects.toMatchObject({ status: 500 });
  expect(calls).toBe(1);
});

test('no answer in time is an error of its own, and not repeated', async () => {
  let calls = 0;
  const client = await against(() => {
    calls++;
  }, 200);
  await expect(client.listBoats()).rejects.toThrow(NoAnswer);
  expect(calls).toBe(1);
});

test('the trace goes along', async () => {
  let received: string | undefined;
  boats = await startBoats({
    getBoat: async () => {
      received = currentTraceparent();
      return { body: boat };
    },
  });
  const client = createClient(boatOperations, { baseUrl: boats.url, token });
  const sent = await withSpan('caller', {}, async () => {
    await client.getBoat({ params: { boatId: 'b1' } });
    return currentTraceparent();
  });
  expect(received?.split('-')[1]).toBe(sent?.split('-')[1]);
  expect(received).not.toBe(sent);
});

test('a machine fetches one token for many calls, and a new one before it ends', async () => {
  const credentials = { issuer: issuer.url, clientId: 'client-1', clientSecret: 'a secret' };
  const fetched = () => issuer.calls.filter((path) => path === '/token').length;
  const before = fetched();
  const get = clientCredentials(credentials);
  const tokens = await Promise.all([get(), get(), get()]);
  expect(new Set(tokens).size).toBe(1);
  expect(await get()).toBe(tokens[0]);
  expect(fetched() - before).toBe(1);
  issuer.state.tokenLifeSeconds = 0.01;
  const short = clientCredentials(credentials);
  const first = await short();
  let next = first;
  for (const end = Date.now() + 2_000; next === first && Date.now() < end; ) next = await short();
  expect(next).not.toBe(first);
});

test('a wrong client secret is told, without the secret, and can be tried again', async () => {
  const get = clientCredentials({ issuer: issuer.url, clientId: 'client-1', clientSecret: 'canary' });
  await expect(get()).rejects.toThrow('answered 401');
  const again = await get().catch((error) => String(error));
  expect(again).toContain('answered 401');
  expect(again).not.toContain('canary');
});
