import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { sha256 } from '../bytes.ts';
import { type BidFile, bidDocument, packContent } from '../content.ts';
import { type EnvelopeKind, envelopeKinds, sealEnvelope } from '../envelope.ts';
import { verifyReceipt } from '../receipt.ts';
import { SealingError } from '../sealingError.ts';
import { ask, openSession } from './session.ts';
import { optionsOf, readJson, UsageError } from './usage.ts';

/** What `getSealing` answers, as far as sealing needs it. */
const keys = z.object({
  procurementId: z.string(),
  recipient: z.string(),
  platformRecipient: z.string(),
  envelopes: z.array(z.enum(envelopeKinds)),
});

/** Seals one envelope; nothing leaves the machine. */
export async function sealCommand(given: readonly string[]): Promise<string> {
  const { options, rest } = optionsOf(given, {
    required: ['keys', 'bidder', 'envelope', 'out'],
    optional: ['document'],
  });
  const { procurementId, recipient, platformRecipient, envelopes } = await readJson(options.keys, keys);
  const envelope = envelopes.find((kind) => kind === options.envelope);
  if (!envelope) throw new UsageError(`--envelope is one of ${envelopes.join(', ')}.`);
  const document = options.document === undefined ? {} : await readJson(options.document, bidDocument);
  const content = await packContent({ document, files: await filesOf(rest) });
  const sealed = await sealEnvelope(content, {
    of: { procurementId, envelope, bidder: options.bidder },
    tenderRecipient: recipient,
    platformRecipient,
  });
  await writeFile(options.out, sealed.bytes);
  return [
    `sealed   ${options.out}, ${sealed.bytes.length} bytes`,
    `sha256   ${sealed.sha256} (in the receipt)`,
    `content  ${sealed.plaintextSha256} (in the protocol of the opening)`,
  ].join('\n');
}

/** Files as they are named, and of folders all that lies directly in them. */
async function filesOf(paths: readonly string[]): Promise<BidFile[]> {
  const lists = await Promise.all(
    paths.map(async (path) => {
      if (!(await stat(path)).isDirectory()) return [path];
      const entries = await readdir(path, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => join(path, name));
    }),
  );
  return await Promise.all(
    lists.flat().map(async (path) => ({ name: basename(path), bytes: await readFile(path) })),
  );
}

const uploaded = z.object({ envelopeId: z.string(), sha256: z.string() });
const submitted = z.object({
  bidId: z.string(),
  version: z.int(),
  receivedAt: z.string(),
  receipt: z.string(),
});

/** Uploads sealed envelopes, submits the bid that they make, checks the receipt and keeps it. */
export async function submitCommand(given: readonly string[]): Promise<string> {
  const { options } = optionsOf(given, {
    required: ['url', 'procurement', 'receipt'],
    optional: ['quality', 'price', 'token', 'issuer', 'client'],
  });
  const session = await openSession(options);
  const path = `/procurements/${encodeURIComponent(options.procurement)}`;
  const envelopes: { envelope: EnvelopeKind; envelopeId: string; sha256: string }[] = [];
  for (const envelope of envelopeKinds) {
    const file = options[envelope];
    if (file === undefined) continue;
    const bytes = await readFile(file);
    const answer = await session.post(`${path}/envelopes`, { bytes, type: 'application/age' }, uploaded);
    if (answer.sha256 !== (await sha256(bytes)))
      throw new SealingError('receipt_invalid', `${file} did not arrive as it was sent; submit again.`);
    envelopes.push({ envelope, ...answer });
  }
  if (envelopes.length === 0) throw new UsageError('--price or --quality names what is to be submitted.');
  const named = envelopes.map(({ envelope, envelopeId }) => ({ envelope, envelopeId }));
  const bytes = new TextEncoder().encode(JSON.stringify({ envelopes: named }));
  const bid = await session.post(`${path}/bids`, { bytes, type: 'application/json' }, submitted);
  await writeFile(options.receipt, `${bid.receipt}\n`);
  const receiptKeys = await ask(`${options.url}/receipt-keys`, {}, jwks);
  const receipt = await verifyReceipt(bid.receipt, receiptKeys);
  for (const { envelope, sha256: expected } of envelopes)
    if (receipt.envelopes.find((one) => one.envelope === envelope)?.sha256 !== expected)
      throw new SealingError('receipt_invalid', `The receipt is for another ${envelope} envelope.`);
  return `received at ${bid.receivedAt}, version ${bid.version}; the receipt is in ${options.receipt}`;
}

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Checks a receipt without any server, by keys that were kept. */
export async function verifyReceiptCommand(given: readonly string[]): Promise<string> {
  const { options, rest } = optionsOf(given, { required: ['keys'] });
  const [file] = rest;
  if (file === undefined) throw new UsageError('The receipt’s file is missing.');
  const receipt = await verifyReceipt(await readFile(file, 'utf8'), await readJson(options.keys, jwks));
  return JSON.stringify(receipt, null, 2);
}
