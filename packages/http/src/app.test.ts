import { afterEach, expect, test } from '@jest/globals';
import { problem } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';
import { currentTraceparent, startTelemetry } from '@tiltak/telemetry';
import { type Boats, startBoats, tokenOf } from '../test/boatService.ts';
import { IssuerUnavailable } from './token.ts';

let boats: Boats | undefined;
afterEach(() => boats?.close());
const start = async (...given: Parameters<typeof startBoats>): Promise<Boats> => {
  boats = await startBoats(...given);
  return boats;
};

const good = { name: 'Fram', lengthCm: 3900 };
const built = { boatId: 'b1', name: 'Fram' };

test('a call reaches its handler with the actor and the validated input, and the answer carries its version', async () => {
  const calls: unknown[] = [];
  const { post } = await start({
    buildBoat: async (call) => {
      calls.push(call);
      return { body: built, version: 7 };
    },
  });
  const answer = await post('/boats', good, { 'idempotency-key': 'k1', 'if-match': '"6"' });
  expect(answer).toMatchObject({ status: 201, body: built });
  expect(answer.headers.get('etag')).toBe('"7"');
  expect(calls).toEqual([
    {
      params: undefined,
      query: undefined,
      body: { ...good, engine: null, crew: [] },
      actor: { subject: 'kari', name: 'kari', roles: ['property.officer'] },
      idempotency: { key: 'kari:k1', fingerprint: expect.stringMatching(/^[\da-f]{64}$/) },
      ifMatch: 6,
    },
  ]);
});

test('a fixed path is found before one with a parameter, and anyone may call what is open', async () => {
  const { call } = await start({
    findFastestBoat: async ({ actor }) => ({ body: { boatId: 'fast', name: actor.subject } }),
  });
  const answer = await call('/boats/fastest', { headers: { authorization: '' } });
  expect(answer).toMatchObject({ status: 401 });
  const open = await fetch(`${boats?.url}/boats/fastest`);
  expect(await open.json()).toEqual({ boatId: 'fast', name: 'anonymous' });
});

test.each([
  ['declared', new Rejection('dock_taken', 'Dock 4 is taken', { dock: 4 }), 409, { dock: 4 }],
  ['stale_version', new Rejection('stale_version', 'It is at 8'), 412, undefined],
  ['idempotency_key_reused', new Rejection('idempotency_key_reused', 'Used before'), 422, undefined],
  ['bad_cursor', new Rejection('bad_cursor', 'Not one of ours'), 400, undefined],
  ['too_busy', new Rejection('too_busy', 'Try again'), 503, undefined],
])(
  'a rejection is answered with its status, code, detail and facts: %s',
  async (_, rejection, status, facts) => {
    const { post } = await start({ buildBoat: () => Promise.reject(rejection) });
    const answer = await post('/boats', good);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('content-language')).toBe('en');
    const { code, message } = rejection;
    expect(problem.parse(answer.body)).toMatchObject({ status, code, detail: message, errors: [] });
    expect(answer.body.type).toBe(`urn:tiltak:problem:${code}`);
    expect(answer.body.facts).toEqual(facts);
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '1' : null);
  },
);

test("a missing object and another's are told apart by no byte of the answer", async () => {
  const { call } = await start({
    getBoat: ({ params }) =>
      Promise.reject(new Rejection('not_found', `${params.boatId} is secret`, { boatId: params.boatId })),
  });
  const [missing, foreign] = [await call('/boats/missing'), await call('/boats/foreign-but-there')];
  expect(missing.status).toBe(404);
  expect(foreign.text).toBe(missing.text);
  expect([...foreign.headers].filter(([name]) => name !== 'date')).toEqual(
    [...missing.headers].filter(([name]) => name !== 'date'),
  );
});

test.each([
  ['a rejection that the operation does not declare', new Rejection('sea_monster', 'A secret reason')],
  ['an error', new Error('A secret reason')],
  ['something that is no error', 'A secret reason'],
])('%s is a fault: 500 without detail, and logged', async (_, thrown) => {
  const { post, logged } = await start({ buildBoat: () => Promise.reject(thrown) });
  const answer = await post('/boats', good);
  expect(answer).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(answer.text).not.toMatch(/secret|monster/);
  expect(logged).toMatchObject([{ level: 'error', operation: 'buildBoat', subject: 'kari' }]);
  expect(JSON.stringify(logged)).toContain('secret');
});

test('an answer that cannot be written as JSON is a fault', async () => {
  const { post } = await start({
    buildBoat: async () => ({ body: { ...built, size: 1n } as typeof built }),
  });
  expect(await post('/boats', good)).toMatchObject({ status: 500, body: { code: 'internal_error' } });
});

test('who is not known gets 401, and learns nothing of the body', async () => {
  const { call, post, logged } = await start({});
  const none = await fetch(`${boats?.url}/boats`, { method: 'POST', body: '{' });
  expect(none.status).toBe(401);
  expect(none.headers.get('www-authenticate')).toBe('Bearer realm="tiltak"');
  const bad = await post('/boats', '{', { authorization: 'Bearer nonsense' });
  expect(bad).toMatchObject({ status: 401, body: { code: 'unauthenticated', errors: [] } });
  expect(bad.headers.get('www-authenticate')).toBe('Bearer realm="tiltak", error="invalid_token"');
  const basic = await call('/boats', { headers: { authorization: 'Basic a2FyaTprYXJp' } });
  expect(basic.status).toBe(401);
  expect(logged.map(({ msg, reason }) => [msg, reason])).toEqual([
    ['denied', expect.any(String)],
    ['denied', 'no slash in it'],
    ['denied', 'not a bearer token'],
  ]);
});

test('who may not gets 403 with the roles that may, before any word on the body, and it is logged', async () => {
  const { post, logged } = await start({});
  const auditor = { authorization: `Bearer ${tokenOf('ola', 'auditor,contractor')}` };
  const answer = await post('/boats', '{"$where": 1', auditor);
  expect(answer).toMatchObject({
    status: 403,
    body: { code: 'forbidden', facts: { roles: ['property.officer'] }, errors: [] },
  });
  expect(answer.body.detail).toContain('property.officer');
  expect(logged).toMatchObject([{ level: 'warn', msg: 'denied', status: 403, subject: 'ola' }]);
});

test('an issuer that is away is 503, not 401', async () => {
  const { call } = await start({}, { verifyToken: () => Promise.reject(new IssuerUnavailable('refused')) });
  const answer = await call('/boats');
  expect(answer).toMatchObject({ status: 503, body: { code: 'issuer_unavailable' } });
  expect(answer.text).not.toContain('refused');
});

test('an unknown path is 404, and a wrong method 405 with what is allowed', async () => {
  const { call } = await start({});
  expect(await call('/ships')).toMatchObject({ status: 404, body: { code: 'unknown_path' } });
  expect(await call('/Boats')).toMatchObject({ status: 404 });
  const wrong = await call('/boats/b1', { method: 'DELETE' });
  expect(wrong).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
  expect(wrong.headers.get('allow')).toBe('GET, HEAD');
  expect(await call('/boats/%ff')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('a caller who sends too much is told to wait; others are not', async () => {
  const answer = { body: { items: [], next: null } };
  const { call } = await start({ listBoats: async () => answer }, { ratePerSecond: 5 });
  const { answers, earned } = await allAtOnce(60, 5, () => call('/boats'));
  const taken = answers.filter(({ status }) => status === 200);
  expect(taken.length).toBeGreaterThanOrEqual(5);
  expect(taken.length).toBeLessThanOrEqual(earned);
  const other = { headers: { authorization: `Bearer ${tokenOf('ola', 'auditor')}` } };
  expect((await call('/boats', other)).status).toBe(200);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body.code).toBe('rate_limited');
  expect(refused?.headers.get('retry-after')).toBe('1');
});

test('guessing tokens is limited by address', async () => {
  const { call } = await start({}, { ratePerSecond: 3 });
  const guess = { headers: { authorization: 'Bearer nonsense' } };
  const { answers, earned } = await allAtOnce(40, 3, () => call('/boats', guess));
  expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(earned);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
});

/** Calls so often at once; `earned` is how many a limit may let through in the time that they took. */
async function allAtOnce<Answer>(times: number, ratePerSecond: number, call: () => Promise<Answer>) {
  const from = performance.now();
  const answers = await Promise.all(Array.from({ length: times }, call));
  return { answers, earned: ratePerSecond * (1 + (performance.now() - from) / 1000) };
}

test('a resource that has not changed is 304 without its body', async () => {
  const { call } = await start({ getBoat: async () => ({ body: built, version: 3 }) });
  const fresh = await call('/boats/b1', { headers: { 'if-none-match': '"2"' } });
  expect(fresh).toMatchObject({ status: 200, body: built });
  const same = await call('/boats/b1', { headers: { 'if-none-match': '"3"' } });
  expect(same).toMatchObject({ status: 304, text: '' });
});

test('health says what is missing', async () => {
  const missing = { ready: () => Promise.reject(new Error('the broker does not answer')) };
  const { call } = await start({}, { ...missing, live: () => {} });
  expect(await call('/health/live')).toMatchObject({ status: 200 });
  expect(await call('/health/ready')).toMatchObject({
    status: 503,
    body: { code: 'not_ready', detail: 'the broker does not answer' },
  });
});

test('a check that hangs is not ready, and does not hang the answer', async () => {
  const { call } = await start({}, { ready: () => new Promise(() => {}) });
  expect(await call('/health/ready')).toMatchObject({
    status: 503,
    body: { detail: 'no answer within 3000 ms' },
  });
});

test('a process that only a restart can help is not live', async () => {
  const { call } = await start(
    {},
    {
      live: () => {
        throw new Error('the consumer stands still');
      },
    },
  );
  expect(await call('/health/live')).toMatchObject({
    status: 503,
    body: { detail: 'the consumer stands still' },
  });
  expect(await call('/health/ready')).toMatchObject({ status: 200 });
});

test('a request goes on the trace of its caller', async () => {
  const seen: (string | undefined)[] = [];
  const telemetry = await startTelemetry({ service: 'tests' });
  const { call } = await start({
    getBoat: async () => {
      seen.push(currentTraceparent());
      return { body: built };
    },
  });
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  await call('/boats/b1', { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
  await call('/boats/b1', { headers: { traceparent: 'nonsense' } });
  await telemetry.stop();
  expect(seen[0]).toMatch(new RegExp(`^00-${traceId}-(?!b7ad6b7169203331)[\\da-f]{16}-01$`));
  expect(seen[1]).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
  expect(seen[1]).not.toContain(traceId);
});

test('every answer carries the security headers, and the server does not say what it is', async () => {
  const { call } = await start({});
  for (const path of ['/docs', '/openapi.json', '/health/live', '/ships', '/boats/b1']) {
    const { headers } = await call(path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  }
});

test('the time of each request is measured by operation and status', async () => {
  const { call } = await start({ getBoat: () => Promise.reject(new Rejection('not_found', '')) });
  await call('/boats/b1');
  const { text } = await call('/metrics');
  expect(text).toMatch(/http_request_duration_seconds_count\{operation="getBoat",status="404"\} [1-9]/);
});

test('two operations of one method and path are refused when the app is made', async () => {
  const { boatOperations } = await import('../test/boatService.ts');
  const twice = { ...boatOperations, getShip: { ...boatOperations.getBoat, path: '/boats/{shipId}' } };
  await expect(startBoats({}, { operations: twice as never })).rejects.toThrow('same method');
});

test('a fault that passes is answered with 503 and when to come back, any other with 500', async () => {
  class Away extends Error {}
  const { call } = await start(
    { getBoat: () => Promise.reject(new Away('the database is gone')) },
    { isPassing: (error) => error instanceof Away },
  );
  const { status, headers, text } = await call('/boats/b1');
  expect(status).toBe(503);
  expect(headers.get('retry-after')).toBe('1');
  expect(JSON.parse(text)).toMatchObject({ code: 'unavailable' });
  expect(text).not.toContain('database');
});
