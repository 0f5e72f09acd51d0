import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Boats, startBoats, tokenOf } from '../test/boatService.ts';

let boats: Boats;
// biome-ignore lint/suspicious/noExplicitAny: calls of every operation
const received: any[] = [];
beforeAll(async () => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const record = async (call: any) => {
    received.push(call);
    return { body: { boatId: 'b1', name: 'Fram' } };
  };
  boats = await startBoats({
    buildBoat: record,
    launchBoat: record,
    getBoat: record,
    listBoats: async (call) => ({ body: { items: [], next: String((await record(call)).body.boatId) } }),
  });
});
afterAll(() => boats.close());

const good = { name: 'Fram', lengthCm: 3900 };
const last = () => received.at(-1);

test.each([
  [
    'at the top',
    { ...good, colour: 'red' },
    'body.colour',
    /unknown field; the fields are name, lengthCm, engine/,
  ],
  ['in an object', { ...good, engine: { kind: 'diesel', watts: 1 } }, 'body.engine.watts', /kind, powerKw/],
  [
    'in an array',
    { ...good, crew: [{ name: 'A' }, { name: 'B', age: 3 }] },
    'body.crew.1.age',
    /fields are name/,
  ],
  ['an operator', { ...good, $where: 'sleep(1)' }, 'body.$where', /unknown/],
  ['an operator within', { ...good, crew: [{ name: 'A', $gt: '' }] }, 'body.crew.0.$gt', /unknown/],
  [
    'the constructor',
    { ...good, constructor: { prototype: { admin: true } } },
    'body.constructor',
    /unknown/,
  ],
  ['toString', { ...good, toString: 1 }, 'body.toString', /unknown/],
])('a field that is not known is refused and named: %s', async (_, body, path, message) => {
  const answer = await boats.post('/boats', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(answer.body.errors).toEqual([{ path, message: expect.stringMatching(message) }]);
});

test.each([
  ['at the top', '{"name":"Fram","lengthCm":3900,"__proto__":{"admin":true}}', 'body.__proto__'],
  [
    'in an object',
    '{"name":"Fram","lengthCm":3900,"engine":{"kind":"diesel","__proto__":{}}}',
    'body.engine.__proto__',
  ],
  [
    'in an array',
    '{"name":"Fram","lengthCm":3900,"crew":[{"name":"A","__proto__":1}]}',
    'body.crew.0.__proto__',
  ],
])('__proto__ is an unknown field: %s', async (_, body, path) => {
  const answer = await boats.post('/boats', body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});

test.each([
  ['a missing field', { lengthCm: 3900 }, 'body.name', 'missing; a value of type string is required'],
  ['a missing choice', { ...good, engine: {} }, 'body.engine.kind', 'missing; one of diesel, electric'],
  [
    'a wrong type',
    { ...good, name: { $ne: '' } },
    'body.name',
    'Invalid input: expected string, received object',
  ],
  [
    'a broken number',
    { ...good, lengthCm: 3900.5 },
    'body.lengthCm',
    'Invalid input: expected int, received number',
  ],
  ['a wrong choice', { ...good, engine: { kind: 'x' } }, 'body.engine.kind', /one of "diesel"\|"electric"/],
  ['too much', { ...good, lengthCm: 10_001 }, 'body.lengthCm', /<=10000/],
  ['a date', { ...good, launchOn: '1.3.2026' }, 'body.launchOn', /write YYYY-MM-DD, e.g. 2026-03-01/],
  ['a URL', { ...good, url: 'example' }, 'body.url', /write it whole/],
  ['no object', [good], 'body', 'Invalid input: expected object, received array'],
  ['null', null, 'body', 'Invalid input: expected object, received null'],
])('what is wrong is named, with what would be right: %s', async (_, body, path, message) => {
  const answer = await boats.post('/boats', body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toContainEqual({
    path,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
});

test('all mistakes are told at once, but never more than a hundred', async () => {
  const wrong = await boats.post('/boats', { colour: 'red', crew: [{}] });
  expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
    'body.name',
    'body.lengthCm',
    'body.crew.0.name',
    'body.colour',
  ]);
  const flood = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`field${at}`, 1]));
  const answer = await boats.post('/boats', { ...flood, ['x'.repeat(10_000)]: 1 });
  expect(answer.body.errors).toHaveLength(100);
  expect(answer.text.length).toBeLessThan(30_000);
});

test.each([
  ['/boats?limit=0', 'query.limit', /Too small/],
  ['/boats?limit=ten', 'query.limit', /expected number/],
  ['/boats?limit=10&limit=20', 'query.limit', /expected number/],
  ['/boats?cursor=a&cursor=b', 'query.cursor', /expected string, received array/],
  ['/boats?cursor[$gt]=', 'query.cursor[$gt]', /unknown field; the fields are cursor, limit, asOf/],
  ['/boats?__proto__=1', 'query.__proto__', /unknown/],
  ['/boats?asOf=yesterday', 'query.asOf', /RFC 3339 with offset.*, or: .*YYYY-MM-DD/],
  ['/boats/a%20b', 'params.boatId', /letters, digits/],
  ['/boats/b1?x=1', 'query.x', /no fields are expected/],
])('%s is refused', async (path, field, message) => {
  const answer = await boats.call(path);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toContainEqual({ path: field, message: expect.stringMatching(message) });
});

test('a query is read as its schema says', async () => {
  expect(await boats.call('/boats?limit=20&cursor=a%2Bb&asOf=2026-03-01')).toMatchObject({ status: 200 });
  expect(last().query).toEqual({ limit: 20, cursor: 'a+b', asOf: '2026-03-01' });
});

test.each([
  ['cut off', '{"name": "Fram"'],
  ['no JSON', 'name=Fram'],
  ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['deeper than 20', `${'['.repeat(21)}${']'.repeat(21)}`],
  ['very deep', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
])('a body that is no JSON, or too deep, is malformed_json: %s', async (_, body) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await boats.call('/boats', { method: 'POST', headers, body });
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_json', errors: [] } });
});

test('20 levels are not too deep', async () => {
  const answer = await boats.post('/boats', `${'['.repeat(20)}${']'.repeat(20)}`);
  expect(answer.body.code).toBe('invalid_request');
});

test.each([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['application/json; charset=latin1', 415],
  ['application/json; charset=utf-8', 201],
  ['application/JSON;charset="UTF-8"', 201],
  ['application/vnd.api+json', 201],
])('a body of %s is answered with %d', async (type, status) => {
  const body = Buffer.from(JSON.stringify(good));
  const answer = await boats.call('/boats', { method: 'POST', headers: { 'content-type': type }, body });
  expect(answer.status).toBe(status);
  if (status === 415) expect(answer.body.code).toBe('unsupported_media_type');
});

test('a compressed body is refused', async () => {
  expect(await boats.post('/boats', good, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
});

test('a body of 256 KiB is read, one of a byte more is 413, announced or not', async () => {
  const of = (bytes: number) => `${JSON.stringify(good)}${' '.repeat(bytes - JSON.stringify(good).length)}`;
  expect((await boats.post('/boats', of(256 * 1024))).status).toBe(201);
  expect(await boats.post('/boats', of(256 * 1024 + 1))).toMatchObject({
    status: 413,
    body: { code: 'body_too_large' },
  });
  const stream = new Blob([of(256 * 1024 + 1)]).stream();
  const chunked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: stream,
    duplex: 'half',
  };
  expect(await boats.call('/boats', chunked as object)).toMatchObject({ status: 413 });
});

test('an announced flood is refused before it is sent', async () => {
  const socket = connect(Number(new URL(boats.url).port), '127.0.0.1');
  const token = tokenOf('kari', 'property.officer');
  socket.write(
    `POST /boats HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
      'content-type: application/json\r\ncontent-length: 1000000000\r\n\r\n{',
  );
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  expect(answer).toMatch(/^HTTP\/1.1 413 /);
});

test('an operation without a body takes none, or an empty object', async () => {
  expect(await boats.call('/boats/b1/launch', { method: 'POST' })).toMatchObject({ status: 200 });
  expect(last().body).toBeUndefined();
  expect(await boats.post('/boats/b1/launch', {})).toMatchObject({ status: 200 });
  expect(await boats.post('/boats/b1/launch', { now: true })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'body.now', message: 'unknown field; no fields are expected here' }] },
  });
});

test.each(['', 'x'.repeat(201), 'with space', 'blåbær', 'tab\there'])(
  'Idempotency-Key %j is 400',
  async (key) => {
    const latin1 = Buffer.from(key, 'utf8').toString('latin1');
    const answer = await boats.post('/boats', good, { 'idempotency-key': latin1 });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'header.Idempotency-Key' }] } });
  },
);

test.each(['7', '"x"', 'W/"7"', '"7", "8"', '"-1"', ''])('If-Match %j is 400', async (tag) => {
  const answer = await boats.post('/boats', good, { 'if-match': tag });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'header.If-Match' }] } });
});

test('If-Match * asks for no version', async () => {
  await boats.post('/boats', good, { 'if-match': '*' });
  expect(last().ifMatch).toBeUndefined();
});

test('the fingerprint is of the input, not of how it was written, and differs with any part of it', async () => {
  const fingerprint = async (path: string, body: string) => {
    expect((await boats.post(path, body, { 'idempotency-key': 'k1' })).status).toBeLessThan(300);
    return last().idempotency.fingerprint;
  };
  const first = await fingerprint(
    '/boats',
    '{"name":"Fram","lengthCm":3900,"labels":{"a":"1","b":"2"},"engine":{"kind":"diesel","powerKw":9}}',
  );
  const same = await fingerprint(
    '/boats',
    '{"engine":{"powerKw":9.0,"kind":"diesel"}, "labels":{"b":"2","a":"1"},"lengthCm":39e2,"name":" Fram"}',
  );
  expect(same).toBe(first);
  const others = [
    await fingerprint('/boats', '{"name":"Fram","lengthCm":3901,"engine":{"kind":"diesel","powerKw":9}}'),
    await fingerprint('/boats', '{"name":"Fram","lengthCm":3900}'),
    await fingerprint('/boats/b1/launch', '{}'),
    await fingerprint('/boats/b2/launch', '{}'),
  ];
  expect(new Set([first, ...others]).size).toBe(5);
});

test('the same key of two callers is two keys', async () => {
  await boats.post('/boats', good, { 'idempotency-key': 'k1' });
  const first = last().idempotency;
  const other = { 'idempotency-key': 'k1', authorization: `Bearer ${tokenOf('ola', 'property.officer')}` };
  await boats.post('/boats', good, other);
  expect(last().idempotency.key).not.toBe(first.key);
});
