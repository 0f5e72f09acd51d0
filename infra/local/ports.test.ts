import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort, isPortFree, requireFreePorts } from './ports.ts';

async function listenOn(host: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

test.each(['127.0.0.1', '0.0.0.0', '::'])(
  'a port that a program holds on %s counts as taken',
  async (host) => {
    const { server, port } = await listenOn(host);
    expect(await isPortFree(port)).toBe(false);
    server.close();
    await once(server, 'close');
    expect(await isPortFree(port)).toBe(true);
  },
);

test('no port is given twice, whether they are asked for one after the other or at once', async () => {
  const ports = new Set<number>();
  for (let asked = 0; asked < 15; asked += 1) ports.add(await freePort());
  for (const port of await Promise.all(Array.from({ length: 15 }, freePort))) ports.add(port);
  expect(ports.size).toBe(30);
});

test('the problem of taken ports names every port, its variable and what to do', async () => {
  const { server, port } = await listenOn('127.0.0.1');
  await expect(requireFreePorts({ WEB_PORT: await freePort(), MONGO_PORT: port })).rejects.toMatchObject({
    message: `Port ${port} (MONGO_PORT) is taken by another program.`,
    remedy: expect.stringContaining('MONGO_PORT=<port> npm start'),
  });
  server.close();
});

test('two parts that were given one port are told so', async () => {
  const port = await freePort();
  await expect(requireFreePorts({ WEB_PORT: port, MONGO_PORT: port })).rejects.toMatchObject({
    message: `Port ${port} is asked for twice: WEB_PORT and MONGO_PORT.`,
  });
});
