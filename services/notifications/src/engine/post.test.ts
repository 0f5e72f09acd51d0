import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
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

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** What an attempt makes of an endpoint that answers like this: in a time that a slow machine has too. */
async function answerOf(respond: RequestListener, timeoutMs = 2000) {
  const server = createServer(respond);
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  const poster = createPoster({ allowLoopback: true, timeoutMs });
  const startedAt = performance.now();
  const answer = await poster.post({ ...request, url });
  const tookMs = performance.now() - startedAt;
  await poster.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return { ...answer, tookMs };
}

test('of an answer of 10 MB no more than the beginning is read and kept', async () => {
  let sent = 0;
  const answer = await answerOf((incoming, response) => {
    incoming.socket.on('close', () => {
      sent = incoming.socket.bytesWritten;
    });
    response.end('x'.repeat(10 * 1024 * 1024));
  }, 10_000);
  expect(answer).toMatchObject({ statusCode: 200, error: null });
  expect(answer.response).toHaveLength(16 * 1024);
  expect(sent).toBeLessThan(9 * 1024 * 1024);
});

test('an endpoint that never answers has failed when the time is up', async () => {
  const answer = await answerOf(() => {}, 500);
  expect(answer).toMatchObject({ statusCode: null, error: 'no answer within 0.5 s' });
  expect(answer.tookMs).toBeLessThan(5000);
});

test('an answer that comes byte by byte counts by its status, and is not waited for to its end', async () => {
  const answer = await answerOf((_, response) => {
    const dripping = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(dripping));
  });
  expect(answer).toMatchObject({ statusCode: 200, error: null });
  expect(answer.response).toMatch(/^x+$/);
  expect(answer.tookMs).toBeLessThan(5000);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) to a loopback address is not followed',
  async (status) => {
    let followed = 0;
    const target = createServer((_, response) => {
      followed += 1;
      response.end();
    });
    const location = `http://127.0.0.1:${await portOf(target)}/`;
    const answer = await answerOf((_, response) => response.writeHead(status, { location }).end());
    await new Promise((resolve) => target.close(resolve));
    expect(answer).toMatchObject({ statusCode: status, error: expect.stringContaining('redirects') });
    expect(followed).toBe(0);
  },
);

test.each([
  ['without a certificate', () => createTlsServer({})],
  ['that speaks something else', () => createTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))],
  ['that hangs up', () => createTcpServer((socket) => socket.destroy())],
])('an https endpoint %s has failed, and gets no event', async (_, open) => {
  const server = open();
  let received = '';
  server.on('connection', (socket) =>
    socket.on('data', (data: Buffer) => (received += data.toString('latin1'))),
  );
  const poster = createPoster({ allowLoopback: true, timeoutMs: 2000 });
  const answer = await poster.post({ ...request, url: `https://127.0.0.1:${await portOf(server)}/` });
  await poster.close();
  await new Promise((resolve) => server.close(resolve));
  expect(answer).toMatchObject({ statusCode: null, error: expect.any(String) });
  expect(received).not.toContain('application/json');
});
