import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { makeIdentity, recipientOf } from '../key.ts';
import { dealKey, unwrapShare } from '../share.ts';
import { optionsOf, readJson, UsageError } from './usage.ts';

/** Only the owner may read it, and a file that is there is never overwritten: it may hold the only copy of a key. */
const secretFile = { mode: 0o600, flag: 'wx' } as const;

/** Makes an officer's own key: the private half goes into the file, the public one is answered. */
export async function makeKeyCommand(given: readonly string[]): Promise<string> {
  const { options } = optionsOf(given, { required: ['out'] });
  const identity = await makeIdentity();
  const recipient = await recipientOf(identity);
  await writeFile(options.out, `# public key: ${recipient}\n${identity}\n`, secretFile);
  return recipient;
}

const holders = z.object({ items: z.array(z.object({ holder: z.string(), recipient: z.string() })) });

/** The key ceremony: what `setSealing` takes goes into the file. Nothing of the private key is kept. */
export async function dealCommand(given: readonly string[]): Promise<string> {
  const { options } = optionsOf(given, { required: ['procurement', 'threshold', 'holders', 'out'] });
  const { items } = await readJson(options.holders, holders);
  try {
    const { recipient, threshold, shares } = await dealKey({
      procurementId: options.procurement,
      threshold: Number(options.threshold),
      holders: items,
    });
    await writeFile(options.out, `${JSON.stringify({ recipient, threshold, shares }, null, 2)}\n`, {
      flag: 'wx',
    });
    return `${recipient}\n${shares.length} shares, of which ${threshold} open: ${shares.map(({ holder }) => holder).join(', ')}`;
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Unwraps a share with its holder's own key, from a file or standard input; the answer is what is given at the opening. */
export async function unwrapShareCommand(given: readonly string[]): Promise<string> {
  const { options } = optionsOf(given, { required: ['key'], optional: ['share'] });
  const wrapped =
    options.share === undefined ? await text(process.stdin) : await readFile(options.share, 'utf8');
  return await unwrapShare(wrapped, identityIn(await readFile(options.key, 'utf8')));
}

/** The first line of a key file that is no comment, as age's own tools write them. */
function identityIn(file: string): string {
  const identity = file
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  if (!identity) throw new UsageError('The key file holds no key.');
  return identity;
}
