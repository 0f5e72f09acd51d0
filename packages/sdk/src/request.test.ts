import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { startFake } from '../test/fakeTiltak.ts';
import { NoAnswer, TiltakError } from './errors.ts';
import { callOnce, waitMsAfter, waitMsMax } from './request.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
const get = (url: string, timeoutMs = 5000) => callOnce({}, { method: 'GET', url, timeoutMs });

test('a server that says nothing, or breaks off in the middle, gave no answer', async () => {
  const silent = await startFake(() => new Promise<never>(() => {}));
  stops.push(silent.stop);
  await expect(get(silent.url, 50)).rejects.toBeInstanceOf(NoAnswer);

  const broken = createServer((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"items":[', () => request.socket.destroy());
  });
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
  stops.push(() => broken.close());
  await expect(get(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`)).rejects.toBeInstanceOf(
    NoAnswer,
  );

  await expect(get('http://127.0.0.1:1')).rejects.toThrow('no answer from http://127.0.0.1:1');
});

test('a redirect is not followed: a token goes nowhere else', async () => {
  const elsewhere = await startFake(() => ({ status: 200 }));
  const fake = await startFake(() => ({ status: 307, headers: { location: elsewhere.url } }));
  stops.push(elsewhere.stop, fake.stop);
  await expect(callOnce(fake.tiltak, { method: 'GET', url: fake.url })).rejects.toBeInstanceOf(NoAnswer);
  expect(elsewhere.asked).toEqual([]);
});

test('an error page that is not ours is told by its status', async () => {
  const fake = await startFake(() => ({ status: 404, body: '<html>not here</html>' }));
  stops.push(fake.stop);
  const error = await get(fake.url).catch((reason) => reason);
  expect(error).toBeInstanceOf(TiltakError);
  expect(error).toMatchObject({ status: 404, code: 'unknown', message: expect.stringContaining('not here') });
});

test('waits grow with failures, obey Retry-After, and are never longer than half a minute', () => {
  const waits = [1, 3, 5, 50].map((failures) => waitMsAfter(failures, new NoAnswer('x')));
  expect(waits[0]).toBeLessThan(400);
  expect(waits[1]).toBeGreaterThanOrEqual(500);
  expect(waits[2]).toBeGreaterThanOrEqual(2000);
  expect(waits[3]).toBe(waitMsMax);
  expect(waitMsAfter(1, new NoAnswer('x', { retryAfterMs: 7000 }))).toBe(7000);
  expect(waitMsAfter(1, new NoAnswer('x', { retryAfterMs: 9e9 }))).toBe(waitMsMax);
});
