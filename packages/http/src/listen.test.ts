import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { listen } from './listen.ts';

const onFreePort = { port: 0, host: '127.0.0.1' };

test('close lets a request in flight finish, takes no new one, and ends', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  const { url, close } = await listen((_, response) => arrived.resolve(response), onFreePort);
  const answer = fetch(url).then((response) => response.text());
  const response = await arrived.promise;
  let closed = false;
  const closing = close().then(() => {
    closed = true;
  });
  await expect(fetch(url)).rejects.toThrow();
  expect(closed).toBe(false);
  response.end('finished');
  expect(await answer).toBe('finished');
  await closing;
});

test('close does not wait for connections that are kept alive, idle or busy', async () => {
  const waiting: ServerResponse[] = [];
  const { url, close } = await listen((request, response) => {
    if (request.url === '/slow') waiting.push(response);
    else response.end('ok');
  }, onFreePort);
  const open = (path: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    return socket;
  };
  const [idle, busy] = [open('/'), open('/slow')];
  await once(idle, 'data');
  while (waiting.length === 0) await new Promise(setImmediate);
  const before = performance.now();
  const closing = close();
  waiting[0]?.end('finished');
  await closing;
  expect(performance.now() - before).toBeLessThan(1_000);
  idle.destroy();
  busy.destroy();
});

test('a port in use is an error that names it', async () => {
  const first = await listen((_, response) => response.end(), onFreePort);
  const port = Number(new URL(first.url).port);
  await expect(listen(() => {}, { ...onFreePort, port })).rejects.toThrow(
    `port ${port} on 127.0.0.1 is already in use`,
  );
  await first.close();
});
