import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { run as command } from '../src/cli/command.ts';
import {
  combineShares,
  makeIdentity,
  readContent,
  recipientOf,
  signReceipt,
  unsealEnvelope,
} from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'tiltak-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

/** The tool in this very process; one test runs it as its users do. */
const run = async (args: readonly string[]) => {
  try {
    return { status: 0, out: await command(args), err: '' };
  } catch (error) {
    return { status: 1, out: '', err: (error as Error).message };
  }
};
const json = (name: string, value: unknown) => writeFileSync(at(name), JSON.stringify(value));

test('officers make keys, one deals, and a bid that a bidder sealed opens by the shares', async () => {
  const items: { holder: string; recipient: string }[] = [];
  for (const holder of ['kari', 'ola', 'revisor']) {
    const { status, out } = await run(['make-key', '--out', at(`${holder}.key`)]);
    expect(status).toBe(0);
    expect(statSync(at(`${holder}.key`)).mode & 0o777).toBe(0o600);
    items.push({ holder, recipient: out });
  }
  json('holders.json', { items });
  const procurement = ['--procurement', 'p1', '--threshold', '2'];
  const dealing = ['deal', ...procurement, '--holders', at('holders.json'), '--out', at('dealt.json')];
  expect(await run(dealing)).toMatchObject({
    status: 0,
    out: expect.stringContaining('3 shares, of which 2 open'),
  });
  const dealt = JSON.parse(readFileSync(at('dealt.json'), 'utf8'));
  expect(JSON.stringify(dealt)).not.toContain('SECRET');

  const platformIdentity = await makeIdentity();
  const platformRecipient = await recipientOf(platformIdentity);
  const { recipient } = dealt;
  json('sealing.json', {
    procurementId: 'p1',
    recipient,
    platformRecipient,
    envelopes: ['quality', 'price'],
  });
  json('bid.json', { prices: [{ lotId: 'LOT-1', priceOre: 100 }] });
  mkdirSync(at('attachments'));
  writeFileSync(at('attachments/a.pdf'), 'A');
  writeFileSync(at('attachments/b.pdf'), 'B');
  const seal = ['seal', '--keys', at('sealing.json'), '--bidder', '310000019', '--envelope', 'price'];
  const given = ['--document', at('bid.json'), '--out', at('price.age'), at('attachments')];
  expect(await run([...seal, ...given])).toMatchObject({ status: 0 });

  const shares: string[] = [];
  for (const holder of ['ola', 'revisor']) {
    const share = dealt.shares.find((one: { holder: string }) => one.holder === holder);
    writeFileSync(at('share'), share.wrappedShare);
    shares.push((await run(['unwrap-share', '--key', at(`${holder}.key`), '--share', at('share')])).out);
  }
  const { identity } = await combineShares(shares, { procurementId: 'p1', ...dealt });
  const { content } = await unsealEnvelope(readFileSync(at('price.age')), {
    expected: { procurementId: 'p1', envelope: 'price', bidder: '310000019' },
    tenderIdentity: identity,
    platformIdentity,
  });
  const { document, files } = await readContent(content);
  expect(document.prices).toEqual([{ lotId: 'LOT-1', priceOre: 100 }]);
  expect(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]).sort()).toEqual([
    ['a.pdf', 'A'],
    ['b.pdf', 'B'],
  ]);
});

test('a key that is there is not overwritten, and its holder alone unwraps', async () => {
  const before = readFileSync(at('kari.key'), 'utf8');
  expect(await run(['make-key', '--out', at('kari.key')])).toMatchObject({
    status: 1,
    err: expect.stringContaining('EEXIST'),
  });
  expect(readFileSync(at('kari.key'), 'utf8')).toBe(before);
  const [karis] = JSON.parse(readFileSync(at('dealt.json'), 'utf8')).shares;
  writeFileSync(at('share'), karis.wrappedShare);
  const wrong = await run(['unwrap-share', '--key', at('ola.key'), '--share', at('share')]);
  expect(wrong).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('not wrapped to this key'),
  });
});

test('a receipt is checked without any server, and a changed one is refused', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  json('receipt-keys.json', { keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] });
  const signed = await signReceipt(
    {
      ...{ procurementId: 'p1', bidId: 'b1', organisationNumber: '310000019', version: 1 },
      receivedAt: '2026-03-01T11:00:00.000Z',
      envelopes: [],
    },
    privateKey,
    'k',
  );
  const check = async (text: string) => {
    writeFileSync(at('receipt'), text);
    return await run(['verify-receipt', '--keys', at('receipt-keys.json'), at('receipt')]);
  };
  expect(JSON.parse((await check(signed)).out)).toMatchObject({ receivedAt: '2026-03-01T11:00:00.000Z' });
  expect(await check(`${signed.slice(0, -6)}AAAAAA`)).toMatchObject({ status: 1, out: '' });
});

test.each([
  ['a command that there is not', ['open-everything'], 'no command open-everything'],
  ['an option that is missing', ['seal'], '--keys is missing'],
  ['an option that there is not', ['make-key', '--force'], '--force'],
  [
    'a threshold of one',
    ['deal', '--procurement', 'p', '--threshold', '1', '--holders', 'H', '--out', 'x'],
    'threshold',
  ],
  [
    'an envelope that is not asked for',
    ['seal', '--keys', 'S', '--bidder', '1', '--envelope', 'gift', '--out', 'x'],
    'quality, price',
  ],
  ['a file that is not there', ['verify-receipt', '--keys', '/nowhere', '/nowhere'], '/nowhere'],
])('%s is said, with what would be right', async (_, args, words) => {
  const given = args.map((one) => ({ H: at('holders.json'), S: at('sealing.json') })[one] ?? one);
  const { status, err } = await run(given);
  expect(status).toBe(1);
  expect(err).toContain(words);
});

test('on the command line the result goes to the output, and what is wrong to the error output', () => {
  const main = join(import.meta.dirname, '../src/cli/main.ts');
  const start = (args: readonly string[], input: string) =>
    spawnSync(process.execPath, ['--no-warnings', main, ...args], {
      input,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
  const [karis] = JSON.parse(readFileSync(at('dealt.json'), 'utf8')).shares;
  const unwrapped = start(['unwrap-share', '--key', at('kari.key')], karis.wrappedShare);
  expect(unwrapped).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^tiltak-share-1\.\S+\n$/),
  });
  const wrong = start(['unwrap-share'], '');
  expect(wrong).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('--key is missing') });
  expect(wrong.stderr).toContain('For bidders:');
});
