import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { createClient } from '@tiltak/http/client';
import { freePort } from '../../../infra/local/ports.ts';
import { tokenFor } from '../../../infra/test/tokens.ts';
import {
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  openTopic,
  orderEvents,
  placed,
  supplierEvents,
  until,
} from './harness.ts';
import { startMailServer } from './mailServer.ts';

/** A transaction that the kill leaves open keeps its documents locked until mongod ends it. */
const orphanedTransactionMs = 120_000;
let running: ChildProcess | undefined;
afterEach(async () => {
  running?.kill('SIGKILL');
  if (running?.exitCode === null && running.signalCode === null) await once(running, 'exit');
});

async function startProcess(environment: NodeJS.ProcessEnv, url: string): Promise<ChildProcess> {
  running = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts')], {
    env: { ...process.env, ...environment, LOG_LEVEL: 'fatal' },
    stdio: 'inherit',
  });
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the service to be ready', isReady, 120_000);
  return running;
}

test('a kill between the sending of letters and their record loses none, and a repetition has the same id', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const mailServer = await startMailServer();
  const base = environmentOf({ PORT: String(port) });

  // Without a mail server letters wait: the service says so, and loses none.
  let victim = await startProcess(base, url);
  const [maintenance, procurement] = [await openMaintenance(base), await openTopic(base, 'procurement')];
  const organisationNumber = firmOf('contractor-1');
  await procurement.publish(supplierEvents(organisationNumber, ['ordre@eksempel.example']));
  const orders = Array.from({ length: 8 }, () => orderEvents(organisationNumber, [offered, placed]));
  await maintenance.publish(orders.flat());
  const metric = async (name: string) =>
    Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${url}/metrics`)).text())?.[1]);
  await until('all to wait', async () => (await metric('mail_waiting')) === 16);
  expect(await metric('mail_server_configured')).toBe(0);
  victim.kill('SIGTERM');
  await once(victim, 'exit');

  // The server has taken the third letter, and the service dies before it is told so.
  const environment = { ...base, SMTP_URL: mailServer.url };
  mailServer.beforeAnswer = async () => {
    if (mailServer.letters.length < 3) return;
    mailServer.beforeAnswer = async () => {};
    victim.kill('SIGKILL');
    if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
  };
  victim = await startProcess(environment, url);
  await until('the kill', () => victim.signalCode === 'SIGKILL');
  await startProcess(environment, url);

  const ids = orders.flat().map(({ id }) => id);
  const sent = () => mailServer.letters.map(({ mail }) => mail.messageId?.slice(1).split('@')[0]);
  await until('every letter', () => new Set(sent()).size === ids.length, orphanedTransactionMs);
  const client = createClient(notificationsOperations, {
    baseUrl: url,
    token: () => tokenFor('contractor-1'),
  });
  await until(
    'every record',
    async () =>
      (await client.listMailDeliveries({ query: { status: 'delivered' } })).body.items.length === ids.length,
    orphanedTransactionMs,
  );
  expect(new Set(sent())).toEqual(new Set(ids));
  expect(sent().length).toBeGreaterThan(ids.length);
  expect(sent().length).toBeLessThanOrEqual(ids.length + 5);
  const firsts = [...new Set(sent())];
  for (const order of orders)
    expect(firsts.filter((id) => order.some((event) => event.id === id))).toEqual(order.map(({ id }) => id));
  await maintenance.stop();
  await procurement.stop();
  await mailServer.stop();
}, 400_000);
