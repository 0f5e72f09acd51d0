import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../../infra/local/ports.ts';
import { testClients, testIssuer } from '../../../infra/test/tokens.ts';
import {
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  orderEvents,
  placed,
  settled,
  startNotifications,
  startReceiver,
  until,
} from '../../../services/notifications/test/harness.ts';
import {
  clientCredentials,
  type FeedEntry,
  readFeed,
  readPublicKeys,
  type Tiltak,
  verify,
} from '../src/index.ts';

const port = await freePort();
const environment = environmentOf({ PORT: String(port) });
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;
const programs: ChildProcess[] = [];
const endAll = () => programs.forEach((program) => void program.kill('SIGKILL'));
process.once('exit', endAll);

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
});
afterAll(async () => {
  endAll();
  await maintenance?.stop();
  await notifications?.stop();
});

const credentialsOf = (who: 'contractor-1' | 'contractor-2' | 'contractor-3') => {
  const { clientId = '', clientSecret = '' } = testClients()[who] ?? {};
  return { issuer: testIssuer(), clientId, clientSecret };
};
const tiltakOf = (who: Parameters<typeof credentialsOf>[0]): Tiltak => ({
  maintenanceUrl: notifications.url,
  notificationsUrl: notifications.url,
  token: clientCredentials(credentialsOf(who)),
});
async function take(entries: AsyncIterable<FeedEntry>, count: number): Promise<FeedEntry[]> {
  const found: FeedEntry[] = [];
  for await (const entry of entries) if (found.push(entry) === count) break;
  return found;
}

test('the feed gives the very bytes of the push, in order, and each entry verifies by the published key', async () => {
  const tiltak = tiltakOf('contractor-1');
  const hook = await startReceiver();
  const client = notifications.as('contractor-1');
  const { body: endpoint } = await client.createEndpoint({
    body: { url: hook.url, eventTypes: [], asymmetricSignature: true },
  });
  const events = orderEvents(firmOf('contractor-1'), [offered, placed, settled]);
  await maintenance.publish(events);
  await until('the pushes', () => hook.received.length === 3);

  const entries = await take(readFeed(tiltak, { signed: true }), 3);
  const keys = await readPublicKeys(tiltak);
  const organisationNumber = firmOf('contractor-1');

  expect(entries.map(({ body }) => body)).toEqual(hook.received.map(({ body }) => body));
  for (const { body, headers, event } of entries) {
    expect(verify(body, headers ?? {}, keys, { organisationNumber })).toEqual(event);
    expect(() => verify(body, headers ?? {}, endpoint.secret)).toThrow('no_matching_signature');
  }
  for (const { body, headers } of hook.received) {
    expect(verify(body, headers, endpoint.secret)).toEqual(JSON.parse(body));
    expect(verify(body, headers, keys, { organisationNumber })).toEqual(JSON.parse(body));
    expect(() => verify(body, headers, keys, { organisationNumber: firmOf('contractor-2') })).toThrow(
      'wrong_recipient',
    );
  }
  await client.disableEndpoint({ params: { endpointId: endpoint.endpointId } });
  await hook.stop();
});

test('a reader goes on through a restart of the service, and its cursor is as good after it', async () => {
  const tiltak = tiltakOf('contractor-2');
  const [first, second] = [
    orderEvents(firmOf('contractor-2'), [offered, placed]),
    orderEvents(firmOf('contractor-2'), [offered, settled]),
  ];
  const seen: FeedEntry[] = [];
  let troubles = 0;
  const reading = (async () => {
    const onTrouble = () => {
      troubles += 1;
    };
    for await (const entry of readFeed(tiltak, { onTrouble })) if (seen.push(entry) === 4) return;
  })();
  await maintenance.publish(first);
  await until('the first', () => seen.length === 2);
  await notifications.stop();
  await until('that it is noticed', () => troubles > 0);
  await maintenance.publish(second);
  notifications = await startNotifications(environment);
  await reading;

  const ids = [...first, ...second].map(({ id }) => id);
  expect(seen.map(({ event }) => event.id)).toEqual(ids);
  const rest = await take(readFeed(tiltak, { after: seen[0]!.cursor, follow: false }), 9);
  expect(rest.map(({ event }) => event.id)).toEqual(ids.slice(1));
}, 120_000);

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
/** The example below a heading of the README. */
const exampleOf = (heading: string): string =>
  new RegExp(`## ${heading}\n[\\s\\S]*?\`\`\`js\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

/** Runs a program with the SDK at hand, as a contractor would; gives the lines that it prints. */
function run(code: string, more: Readonly<Record<string, string>>) {
  const { issuer, clientId, clientSecret } = credentialsOf('contractor-3');
  const program = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', code], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      ...{ PATH: process.env.PATH, TILTAK_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret },
      ...{ NOTIFICATIONS_URL: notifications.url, MAINTENANCE_URL: notifications.url, ...more },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(program);
  const lines: string[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => lines.push(line));
  return { lines, ended: once(program, 'exit').then(([code]) => code as number) };
}

test('the README’s receiver takes what is signed for it', async () => {
  const client = notifications.as('contractor-3');
  const free = String(await freePort());
  const url = `http://127.0.0.1:${free}/`;
  const { body } = await client.createEndpoint({ body: { url, eventTypes: [] } });
  const { lines } = run(exampleOf('Receive: push'), { WEBHOOK_SECRET: body.secret, PORT: free });
  const { body: sent } = await client.sendTestEvent({ params: { endpointId: body.endpointId } });
  expect(await until('the event', () => lines[0])).toBe(
    `no.tiltak.notifications.endpoint.test.v1 ${sent.eventId}`,
  );
  await client.disableEndpoint({ params: { endpointId: body.endpointId } });
});

test('the README’s reader prints the feed and ends, and goes on from a cursor', async () => {
  const events = orderEvents(firmOf('contractor-3'), [offered, placed]);
  await maintenance.publish(events);
  await take(readFeed(tiltakOf('contractor-3')), 2);
  const first = run(exampleOf('Receive: pull'), {});
  expect(await first.ended).toBe(0);
  expect(first.lines.map((line) => line.split(' ')[0])).toEqual(events.map(({ id }) => id));
  const cursor = first.lines[0]!.split(' ')[1]!;
  const second = run(exampleOf('Receive: pull'), { CURSOR: cursor });
  expect(await second.ended).toBe(0);
  expect(second.lines.map((line) => line.split(' ')[0])).toEqual([events[1]!.id]);
});

test('the README’s other examples are programs', async () => {
  expect(await run(exampleOf('Connect'), {}).ended).toBe(0);
  // Here nobody knows call-offs: the answer is a plain no, which the example prints.
  const answer = run(exampleOf('Answer'), { CALL_OFF_ID: 'c1' });
  expect(await answer.ended).toBe(0);
  expect(answer.lines).toEqual(['unknown_path']);
});
