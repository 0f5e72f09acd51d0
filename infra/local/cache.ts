import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The root of the repository. */
export const repositoryRoot = resolve(import.meta.dirname, '../..');

/** Where downloaded programs are kept between runs: `TILTAK_CACHE`, else `.cache/` in the repository. */
export function cacheDir(): string {
  return resolve(process.env.TILTAK_CACHE ?? join(repositoryRoot, '.cache'));
}

/**
 * The folder `<cache>/<name>-<hash of key>`, made by `fill` on first use. It is filled beside its final place and
 * renamed, so that it is complete or absent whatever is killed; two processes may fill it at once, and one wins.
 */
export async function cached(
  name: string,
  key: string,
  fill: (directory: string) => Promise<void>,
): Promise<string> {
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const directory = join(cacheDir(), `${name}-${digest}`);
  if (existsSync(directory)) return directory;
  await mkdir(cacheDir(), { recursive: true });
  const draft = await mkdtemp(join(cacheDir(), `${name}-draft-`));
  try {
    await fill(draft);
    await rename(draft, directory);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
  return directory;
}
