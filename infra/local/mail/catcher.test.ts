import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type MailCatcher, startMailCatcher } from './catcher.ts';
import type { CaughtMessage } from './mailbox.ts';

let directory: string;
let catcher: MailCatcher;

beforeEach(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'tiltak-mail-')), 'mail');
  catcher = await startMailCatcher({ smtpPort: 0, pagePort: 0, directory });
});
afterEach(async () => {
  await catcher.stop();
  rmSync(join(directory, '..'), { recursive: true });
});

/** Says one line after the other to the server, each after its answer (RFC 5321); gives the answers' codes. */
async function converse(lines: readonly string[]): Promise<string[]> {
  const socket = connect(Number(new URL(catcher.smtpUrl).port), '127.0.0.1');
  const codes: string[] = [];
  let next = 0;
  for await (const answer of createInterface(socket)) {
    if (answer[3] === '-') continue;
    codes.push(answer.slice(0, 3));
    const line = lines[next++];
    if (line === undefined) break;
    socket.write(`${line}\r\n`);
  }
  socket.destroy();
  return codes;
}

const envelope = ['EHLO here', 'MAIL FROM:<tiltak@example.no>', 'RCPT TO:<post@taktekking.example>', 'DATA'];
const caught = async (query = ''): Promise<readonly CaughtMessage[]> =>
  ((await (await fetch(`${catcher.url}/messages${query}`)).json()) as { items: CaughtMessage[] }).items;

test('a message that was handed in by SMTP is kept before it is acknowledged, and shown to developers', async () => {
  const message = [
    'Message-ID: <1@tiltak>\r\nFrom: Tiltak <tiltak@example.no>\r\nTo: post@taktekking.example',
    'Subject: =?utf-8?q?Foresp=C3=B8rsel?=\r\nContent-Type: text/plain; charset=utf-8\r\n',
    'Taket på skolen <b>lekker</b>.\r\n.',
  ].join('\r\n');
  expect(await converse([...envelope, message, 'QUIT'])).toEqual([
    ...['220', '250', '250', '250', '354', '250', '221'],
  ]);
  const [only, ...others] = await caught('?to=post@taktekking.example');
  expect(others).toEqual([]);
  expect(only).toMatchObject({
    messageId: '<1@tiltak>',
    to: ['post@taktekking.example'],
    subject: 'Forespørsel',
    text: 'Taket på skolen <b>lekker</b>.\n',
    receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  });
  expect(await caught('?to=other@taktekking.example')).toEqual([]);
  const list = await (await fetch(catcher.url)).text();
  expect(list).toContain(`/messages/${only!.id}/html`);
  const shown = await fetch(`${catcher.url}/messages/${only!.id}/html`);
  expect(shown.headers.get('content-security-policy')).toContain('sandbox');
  expect(await shown.text()).toContain('&lt;b&gt;lekker');
});

test('a message that breaks off in the middle leaves nothing behind', async () => {
  const socket = connect(Number(new URL(catcher.smtpUrl).port), '127.0.0.1');
  let step = 0;
  for await (const _ of createInterface(socket)) {
    if (step === envelope.length) {
      socket.write('Subject: half\r\n\r\nthe beginn');
      break;
    }
    socket.write(`${envelope[step++]}\r\n`);
  }
  socket.destroy();
  // The next conversation comes after it.
  await converse([...envelope, 'Subject: whole\r\n\r\nAll.\r\n.', 'QUIT']);
  expect((await caught()).map(({ subject }) => subject)).toEqual(['whole']);
  expect(readdirSync(directory)).toHaveLength(1);
});

test('a message of more than a MiB is refused', async () => {
  const text = `${'x'.repeat(998)}\r\n`.repeat(1100);
  const codes = await converse([...envelope, `Subject: large\r\n\r\n${text}.`, 'QUIT']);
  expect(codes).toEqual(['220', '250', '250', '250', '354', '552', '221']);
  expect(await caught()).toEqual([]);
});

test('the page shows messages only, and by GET only', async () => {
  for (const path of ['/messages/..%2f..%2fsecrets/html', '/messages/x/html', '/elsewhere'])
    expect((await fetch(`${catcher.url}${path}`)).status).toBe(404);
  expect((await fetch(catcher.url, { method: 'POST' })).status).toBe(405);
});
