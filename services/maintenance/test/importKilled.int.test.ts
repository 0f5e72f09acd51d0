import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { createClient } from '@tiltak/http/client';
import { freePort } from '../../../infra/local/ports.ts';
import { tokenFor } from '../../../infra/test/tokens.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';

const main = join(import.meta.dirname, '../src/main.ts');
/** As the services are started everywhere. */
const heap = ['--max-old-space-size=192', '--max-semi-space-size=8'];
const importMs = 300_000;
/** A transaction that the kill leaves open holds the rows for some seconds; thousands of rows take some more. */
const testMs = 240_000;

/** The instance of the test, whose store counts what is there. */
let maintenance: RunningMaintenance;
let running: ChildProcess | undefined;
let port: number;
const client = (timeoutMs: number) =>
  createClient(maintenanceOperations, {
    baseUrl: `http://127.0.0.1:${port}`,
    token: () => tokenFor('property.officer'),
    timeoutMs,
  });

beforeAll(async () => {
  maintenance = await startMaintenance();
  port = await freePort();
});
afterAll(async () => {
  await end();
  await maintenance?.stop();
});

/** Another instance on the same data, as a process that can be killed. */
async function start(): Promise<void> {
  const { config } = maintenance;
  const environment = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
  running = spawn(process.execPath, [...heap, main], {
    env: { ...process.env, ...environment, NODE_OPTIONS: '', PORT: String(port), LOG_LEVEL: 'fatal' },
    stdio: 'inherit',
  });
  await eventually(() =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

async function end(): Promise<void> {
  running?.kill('SIGKILL');
  if (running?.exitCode === null && running.signalCode === null) await once(running, 'exit');
}

/** Ten rooms to each building. */
function tableOf(rows: number, mark = 'B'): { readonly bytes: Buffer; readonly mediaType: string } {
  const lines = ['Type;Bygnings-ID;Romnummer;Navn;Areal;Bruk'];
  for (let at = 0; lines.length <= rows; at++) {
    lines.push(`Bygning;${mark}-${at};;Bygning ${at};1234,5;Skole`);
    for (let room = 1; room <= 9 && lines.length <= rows; room++)
      lines.push(`Rom;${mark}-${at};${room};Klasserom ${room};60,5;Undervisning`);
  }
  return { bytes: Buffer.from(lines.join('\r\n'), 'latin1'), mediaType: 'text/csv' };
}

const count = (kind: string) => maintenance.store.named(kind).countDocuments();

test(
  'an import that is killed in the middle is completed by running it again, and nothing is there twice',
  async () => {
    const rows = 2000;
    const upload = tableOf(rows);
    await start();
    const cut = client(importMs).importProperties({ upload }).catch(String);
    await eventually(async () => (await count('rooms')) > 300);
    await end();
    expect(await cut).toMatch(/NoAnswer|no answer/);
    const done = (await count('buildings')) + (await count('rooms'));
    expect(done).toBeLessThan(rows);

    await start();
    const { body } = await client(importMs).importProperties({ upload });
    expect(body).toMatchObject({ rows, badRows: 0, changed: 0 });
    expect(body.added + body.unchanged).toBe(rows);
    expect(body.unchanged).toBeGreaterThanOrEqual(done);
    expect([await count('buildings'), await count('rooms')]).toEqual([200, 1800]);
    expect((await client(importMs).importProperties({ upload })).body).toMatchObject({ unchanged: rows });
  },
  testMs,
);

test(
  'while a large table is looked through and imported, others are answered',
  async () => {
    const rows = 3000;
    const upload = tableOf(rows, 'L');
    const others = client(15_000);
    const waitsMs: number[] = [];
    let isDone = false;
    const serving = (async () => {
      while (!isDone) {
        const from = performance.now();
        await others.addBuilding({ body: { name: 'Ved siden av', address: null, matrikkel: null } });
        waitsMs.push(performance.now() - from);
      }
    })();
    const large = client(importMs);
    const started = performance.now();
    const dry = await large.importProperties({ query: { dryRun: 'true' }, upload });
    expect(dry.body).toMatchObject({ rows, added: rows, badRows: 0 });
    await large.importProperties({ upload });
    isDone = true;
    await serving;
    // In between any two transactions of the import, and not only before and after it.
    expect(waitsMs.length).toBeGreaterThan(15);
    expect(Math.max(...waitsMs)).toBeLessThan((performance.now() - started) / 3);
  },
  testMs,
);
