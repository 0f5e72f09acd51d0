import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../../infra/local/ports.ts';
import { pythonPackages } from '../../../infra/test/python.ts';
import { environmentOf, startNotifications, until } from './harness.ts';

const requirements =
  'standardwebhooks==1.1.0 --hash=sha256:9a88d48a1f198be61517fc7ad328cf58ba02b73f0fbd8941d4213e9c0b6c2a61\n';
const example = join(import.meta.dirname, '../../../docs/examples/receiver.py');

let notifications: Awaited<ReturnType<typeof startNotifications>>;
const receivers: ChildProcess[] = [];
const endAll = () => receivers.forEach((receiver) => void receiver.kill('SIGKILL'));
process.once('exit', endAll);

beforeAll(async () => {
  notifications = await startNotifications(environmentOf());
});
afterAll(async () => {
  endAll();
  await notifications?.stop();
});

/** Starts the example from the docs with a secret; gives the lines that it prints. */
async function startReceiver(port: number, secret: string): Promise<readonly string[]> {
  const receiver = spawn('python3', [example], {
    env: {
      ...process.env,
      PYTHONPATH: await pythonPackages('standardwebhooks', requirements),
      WEBHOOK_SECRET: secret,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receivers.push(receiver);
  const lines: string[] = [];
  createInterface({ input: receiver.stdout }).on('line', (line) => lines.push(line));
  await until('the receiver listens', () => lines[0]);
  return lines;
}

test('the Python receiver of the docs, with the official package of PyPI, takes what was signed for it and nothing else', async () => {
  const client = notifications.as('contractor-1');
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const create = async (port: number) =>
    (await client.createEndpoint({ body: { url: `http://127.0.0.1:${port}/hendelser`, eventTypes: [] } }))
      .body;
  const [right, wrong] = [await create(ports[0]), await create(ports[1])];
  const lines = await startReceiver(ports[0], right.secret);
  await startReceiver(ports[1], right.secret);

  const params = { endpointId: right.endpointId };
  await client.sendTestEvent({ params });
  const line = await until('the event is taken', () => lines[1]);
  expect(JSON.parse(line)).toMatchObject({ type: expect.stringContaining('endpoint.test') });
  // After a rotation both secrets sign: the receiver goes on with the old one, and another has the new one already.
  const { body: rotated } = await client.rotateSecret({ params });
  await client.sendTestEvent({ params });
  await until('the next one is taken too', () => lines[2]);
  const fresh = await startReceiver(ports[2], rotated.secret);
  await client.changeEndpoint({ params, body: { url: `http://127.0.0.1:${ports[2]}/hendelser` } });
  await client.sendTestEvent({ params });
  await until('the same with the new secret', () => fresh[1]);

  const { body: sent } = await client.sendTestEvent({ params: { endpointId: wrong.endpointId } });
  const refused = await until('the attempt is recorded', async () => {
    const { body } = await client.getDelivery({ params: { deliveryId: sent.deliveryId } });
    return body.attempts > 0 && body;
  });
  expect(refused.status).toBe('failed');
});
