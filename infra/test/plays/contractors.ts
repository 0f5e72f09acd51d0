import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { playCatchUp } from '../../demo/catchUp.ts';
import { placeOrder, untilOffered, untilOrder } from '../../demo/order.ts';
import { openReceiver } from '../../demo/receiver.ts';
import { eventually } from '../../demo/world.ts';
import { freePort } from '../../local/ports.ts';
import { startBrowser } from '../browser.ts';
import { quiet, scene } from '../playScene.ts';

const examples = join(import.meta.dirname, '../../../docs/examples');
let directory: string;
const programs: ChildProcess[] = [];
const endAll = () => programs.forEach((program) => void program.kill('SIGKILL'));
process.once('exit', endAll);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiltak-examples-'));
});

afterAll(async () => {
  endAll();
  await rm(directory, { recursive: true, force: true });
});

/** Runs an example from the docs as contractor-1 would; gives the lines that it prints. */
function run(command: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { issuer, clients, services } = scene.world().run;
  const { clientId = '', clientSecret = '' } = clients['contractor-1'] ?? {};
  const program = spawn(command, args, {
    cwd: directory,
    env: {
      ...{ PATH: process.env.PATH, TILTAK_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret },
      ...{
        NOTIFICATIONS_URL: services.notifications?.url,
        MAINTENANCE_URL: services.maintenance?.url,
        ...more,
      },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  programs.push(program);
  const lines: string[] = [];
  createInterface({ input: program.stdout }).on('line', (line) => lines.push(line));
  return { program, lines, ended: once(program, 'close').then(([code]) => code as number) };
}

/** An order that is offered to contractor-1. */
async function offer(title: string): Promise<string> {
  const orderId = await placeOrder(scene.world(), scene.cast(), quiet, { title, amountOre: 900_000 });
  await untilOffered(scene.cast(), 'contractor-1', orderId);
  return orderId;
}

test('with curl: a token, an endpoint, a test event, the feed and an answer', async () => {
  const orderId = await offer('Drypp fra kran');
  const receiver = await openReceiver();
  const { lines, ended } = run('bash', [join(examples, 'contractor.sh'), receiver.url]);
  expect(await ended).toBe(0);

  const words = lines.map((line) => line.split(' '));
  expect(words[0]).toEqual(['endpoint', expect.any(String), 'secret', expect.stringMatching(/^whsec_/)]);
  expect(words[1]?.[0]).toBe('test');
  expect(words.some(([what, , type]) => what === 'event' && type?.includes('calloff.offered'))).toBe(true);
  expect(words.at(-1)).toEqual(['answer', 'accepted']);
  await untilOrder(scene.world(), orderId, 'placed');
  const endpointId = words[0]?.[1] ?? '';
  await scene.world().as('contractor-1').notifications.disableEndpoint({ params: { endpointId } });
  await receiver.close();
});

test('the Node receiver takes an offer and accepts it', async () => {
  const port = String(await freePort());
  const { notifications } = scene.world().as('contractor-1');
  const url = `http://127.0.0.1:${port}/`;
  const { body: endpoint } = await notifications.createEndpoint({ body: { url, eventTypes: [] } });
  const { lines } = run(process.execPath, [join(examples, 'receiver.mjs')], {
    PORT: port,
    WEBHOOK_SECRET: endpoint.secret,
  });
  const orderId = await offer('Løst rekkverk');
  await untilOrder(scene.world(), orderId, 'placed');
  const placed = await eventually('the placed order at the receiver', async () =>
    lines
      .map((line) => JSON.parse(line === 'listening' ? '{}' : line))
      .find(({ type }) => type?.includes('order.placed')),
  );
  expect(placed.id).toEqual(expect.any(String));
  await notifications.disableEndpoint({ params: { endpointId: endpoint.endpointId } });
});

test('the Node reader of the feed prints each event once, over as many runs as you like', async () => {
  const read = async () => {
    const { lines, ended } = run(process.execPath, [join(examples, 'feed.mjs'), '--once'], {
      CURSOR_FILE: 'node',
    });
    expect(await ended).toBe(0);
    return lines.map((line) => JSON.parse(line).id);
  };
  const first = await read();
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first).size).toBe(first.length);
  expect(await read()).toEqual([]);
  const orderId = await offer('Sluk uten rist');
  const offered = scene.cast().receivers['contractor-1']?.of(orderId, 'calloff.offered')[0];
  expect(await read()).toEqual([offered?.event.id]);
});

test('the Python reader of the feed answers offers, once', async () => {
  const orderId = await offer('Vindu som ikke lukker');
  const read = () => run('python3', [join(examples, 'feed.py')], { CURSOR_FILE: 'python' });
  const first = read();
  expect(await first.ended).toBe(0);
  expect(
    first.lines.map((line) => JSON.parse(line)).filter(({ status }) => status === 'accepted').length,
  ).toBeGreaterThan(0);
  await untilOrder(scene.world(), orderId, 'placed');
  const second = read();
  expect(await second.ended).toBe(0);
  expect(second.lines.filter((line) => line.includes('callOffId'))).toEqual([]);
});

test('on the console a contractor registers a receiver, sees its secret once, and runs the self-test', async () => {
  const receiver = await openReceiver();
  const browser = await startBrowser();
  const page = await browser.newPage({ locale: 'nb-NO' });
  page.setDefaultTimeout(30_000);
  const web = scene.world().run.services.web?.url ?? '';
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await page.goto(`${web}/mottak`);
  await page.getByRole('button', { name: /Mia Maler/ }).click();
  await page.waitForURL(`${web}/mottak`);

  await page.getByLabel('Adresse', { exact: true }).fill('http://10.0.0.1/');
  await press('Registrer mottak');
  await page.getByText('Adressen kan ikke brukes.').first().waitFor();
  await page.getByLabel('Adresse', { exact: true }).fill(receiver.url);
  await press('Registrer mottak');
  const secret = (await page.locator('code').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  receiver.useSecret(secret);
  await page.getByRole('link', { name: 'Videre til mottaket' }).click();
  expect(await page.content()).not.toContain(secret);
  await press('Start selvtest');
  await page.getByText('Alle prøvene er bestått').waitFor();
  await press('Send prøvehendelse');
  await page.getByText('Prøvehendelsen er sendt.').waitFor();
  await eventually('the delivery on the page', async () => {
    await page.reload();
    return page.getByText('Levert', { exact: true }).first().isVisible();
  });
  await press('Slå av');
  await page.getByText('Mottaket er slått av.').waitFor();
  await browser.close();
  await receiver.close();
});

test('a contractor whose system was away catches up by the feed, and the push goes on by itself', async () => {
  await playCatchUp(scene.world(), scene.cast(), quiet);
}, 180_000);
