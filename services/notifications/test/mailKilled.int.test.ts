import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../../infra/local/ports.ts';
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
import { clientOf, kill, killRunning, orphanedTransactionMs, startProcess, urlOf } from './process.ts';

afterEach(killRunning);

test('a kill between the sending of letters and their record loses none, and a repetition has the same id', async () => {
  const mailServer = await startMailServer();
  const base = environmentOf({ PORT: String(await freePort()) });
  const url = urlOf(base);

  // Without a mail server letters wait: the service says so, and loses none.
  let victim = await startProcess(base);
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
    await kill(victim);
  };
  victim = await startProcess(environment);
  await until('the kill', () => victim.signalCode === 'SIGKILL');
  await startProcess(environment);

  const ids = orders.flat().map(({ id }) => id);
  const sent = () => mailServer.letters.map(({ mail }) => mail.messageId?.slice(1).split('@')[0]);
  await until('every letter', () => new Set(sent()).size === ids.length, orphanedTransactionMs);
  const client = clientOf(environment, 'contractor-1');
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
