import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { createPoster } from './post.ts';

const request = { endpointId: 'e', headers: { 'content-type': 'application/json' }, body: '{}' };

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.1'])(
  'a name that leads to %s gets no connection',
  async (address) => {
    const poster = createPoster({
      allowLoopback: false,
      timeoutMs: 2000,
      resolve: (_, answer) => answer(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
    });
    const answer = await poster.post({ ...request, url: 'https://hooks.example.no/hook' });
    await poster.close();

    expect(answer).toMatchObject({ statusCode: null });
    expect(answer.error).toContain('hooks.example.no does not lead to a public address');
  },
);

test('a URL that is not allowed any more gets no request, whatever was allowed when it was registered', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const development = createPoster({ allowLoopback: true, timeoutMs: 2000 });
  const production = createPoster({ allowLoopback: false, timeoutMs: 2000 });

  expect(await production.post({ ...request, url })).toMatchObject({ statusCode: null });
  expect(requests).toBe(0);
  expect(await development.post({ ...request, url })).toMatchObject({ statusCode: 200, error: null });
  expect(requests).toBe(1);

  await Promise.all([development.close(), production.close()]);
  await new Promise((resolve) => server.close(resolve));
});

test('a connection that the endpoint closes while it is used is replaced by a new one, in the same attempt', async () => {
  let requests = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    if (requests === 2) incoming.socket.destroy();
    else response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const poster = createPoster({ allowLoopback: true, timeoutMs: 2000 });

  await poster.post({ ...request, url });
  const answer = await poster.post({ ...request, url });

  expect(answer).toMatchObject({ statusCode: 200, response: 'ok' });
  expect(requests).toBe(3);
  await poster.close();
  await new Promise((resolve) => server.close(resolve));
});
