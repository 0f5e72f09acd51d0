import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@tiltak/testing';
import { testClients, testIssuer } from '../../../infra/test/tokens.ts';
import { caseScene } from './caseScene.ts';
import { organisationOf, type RunningProcurement, startProcurement } from './running.ts';

const execute = promisify(execFile);
const sealing = join(import.meta.dirname, '../../../packages/sealing');
/** How long bids are taken: sealing and submitting takes a few starts of the tool. */
const openMs = 15_000;
let procurement: RunningProcurement;
let firm: string;

/** The package as `npm pack` makes it, installed far from this repository. */
async function install(folder: string): Promise<void> {
  const made = join(folder, 'made');
  await execute(process.execPath, [join(sealing, 'pack.ts'), made]);
  const { stdout } = await execute('npm', ['pack', made, '--json'], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const installed = join(folder, 'node_modules/@tiltak/sealing');
  await mkdir(installed, { recursive: true });
  await execute('tar', ['-xzf', join(folder, filename), '-C', installed, '--strip-components', '1']);
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies))
    await symlink(join(sealing, 'node_modules', name), join(folder, 'node_modules', name));
}

beforeAll(async () => {
  firm = await mkdtemp(join(tmpdir(), 'tiltak-firm-'));
  [procurement] = await Promise.all([startProcurement(), install(firm)]);
}, 180_000);
afterAll(async () => {
  await procurement?.stop();
  await rm(firm, { recursive: true, force: true });
});

const at = (name: string) => join(firm, name);
const json = (name: string, value: unknown) => writeFile(at(name), JSON.stringify(value));
/** The installed tool, as its user starts it; what it shows. Rejects where it fails. */
async function tool(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const installed = join(firm, 'node_modules/@tiltak/sealing');
  const { bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const started = await execute(process.execPath, [join(installed, bin['tiltak-seal']), ...args], {
    cwd: firm,
    env,
  });
  return started.stdout.trim();
}

const { officer, specified, supplierOf } = caseScene(() => procurement);
const holders = ['procurement.opener', 'procurement.opener-2', 'auditor'] as const;

/** A competition whose keys the tool has made and dealt. */
async function dealt() {
  for (const [place, who] of holders.entries()) {
    const recipient = await tool(['make-key', '--out', at(`${place}.key`)]);
    await procurement.as(who).registerOfficerKey({ body: { recipient } });
  }
  const params = await specified('open_tender');
  await json('keys.json', (await officer().listOfficerKeys()).body);
  const ceremony = ['--threshold', '2', '--holders', at('keys.json'), '--out', at('dealt.json')];
  await tool(['deal', '--procurement', params.procurementId, ...ceremony]);
  const body = JSON.parse(await readFile(at('dealt.json'), 'utf8'));
  await officer().setSealing({ params, body });
  return params;
}

test('the packed tool goes the whole way: keys, a sealed bid, its submission, a verified receipt, and the opening', async () => {
  await supplierOf('contractor-1');
  const bidder = procurement.as('contractor-1');
  const params = await dealt();
  const bidsDeadline = new Date(Date.now() + openMs).toISOString();
  await officer().publishProcurement({ params, body: { bidsDeadline } });

  await json('sealing.json', (await bidder.getSealing({ params })).body);
  await json('quality.json', { answers: [{ id: 'K', text: 'Vi gjør det godt' }] });
  await json('price.json', { prices: [{ lotId: 'LOT-1', priceOre: 500_00 }] });
  await writeFile(at('vedlegg.pdf'), 'Et vedlegg');
  const own = ['seal', '--keys', at('sealing.json'), '--bidder', organisationOf('contractor-1')];
  const sealed = async (envelope: string, ...files: readonly string[]) =>
    await tool([
      ...[...own, '--envelope', envelope, '--document', at(`${envelope}.json`)],
      ...['--out', at(`${envelope}.age`), ...files],
    ]);
  const quality = await sealed('quality', at('vedlegg.pdf'));
  await sealed('price');

  const submission = [
    ...['submit', '--url', procurement.url, '--procurement', params.procurementId],
    ...['--quality', at('quality.age'), '--price', at('price.age'), '--receipt', at('receipt.jws')],
    ...['--issuer', testIssuer(), '--client', 'contractor-1'],
  ];
  await expect(tool(submission, { TILTAK_CLIENT_SECRET: 'feil' })).rejects.toMatchObject({ code: 1 });
  const secret = testClients()['contractor-1']?.clientSecret ?? '';
  expect(await tool(submission, { TILTAK_CLIENT_SECRET: secret })).toContain('version 1; the receipt is in');

  await json('receipt-keys.json', (await bidder.listReceiptKeys()).body);
  const verified = await tool(['verify-receipt', '--keys', at('receipt-keys.json'), at('receipt.jws')]);
  const receipt = JSON.parse(verified);
  const sha256 = (shown: string, line: string) => new RegExp(`${line} +([0-9a-f]{64})`).exec(shown)?.[1];
  expect(receipt).toMatchObject({
    ...params,
    version: 1,
    organisationNumber: organisationOf('contractor-1'),
  });
  expect(receipt.envelopes[0]).toMatchObject({ envelope: 'quality', sha256: sha256(quality, 'sha256') });

  // What is opened in the end is what was sealed here.
  const wrapped: { holder: string; wrappedShare: string }[] = JSON.parse(
    await readFile(at('dealt.json'), 'utf8'),
  ).shares;
  const shares = await Promise.all(
    [0, 2].map(async (place) => {
      const own = wrapped.find(({ holder }) => holder === holders[place]);
      await writeFile(at(`${place}.share`), own?.wrappedShare ?? '');
      return await tool(['unwrap-share', '--key', at(`${place}.key`), '--share', at(`${place}.share`)]);
    }),
  );
  const opening = { params, body: { envelope: 'quality' } } as const;
  await eventually(() => procurement.as('procurement.opener').approveOpening(opening), {
    deadlineMs: openMs,
  });
  await procurement.as('procurement.opener-2').approveOpening(opening);
  await procurement.as('procurement.opener').openBids({ params, body: { envelope: 'quality', shares } });
  await eventually(
    async () => {
      const { body } = await officer().getBid({ params: { ...params, bidId: receipt.bidId } });
      expect(body).toMatchObject({
        answers: [{ id: 'K', text: 'Vi gjør det godt' }],
        outcomes: [{ envelope: 'quality', plaintextSha256: sha256(quality, 'content') }],
      });
    },
    { deadlineMs: 30_000 },
  );
}, 120_000);
