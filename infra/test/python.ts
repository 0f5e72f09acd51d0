import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../local/cache.ts';
import { lastLines, runCommand } from '../local/command.ts';

/**
 * A folder for `PYTHONPATH` with what the requirements name, pinned by hash (pip's format), fetched from PyPI once and
 * kept in the cache. Throws with pip's words when it can't be had.
 */
export function pythonPackages(name: string, requirements: string): Promise<string> {
  return cached(`python-${name}`, requirements, async (directory) => {
    const file = join(directory, 'requirements.txt');
    await writeFile(file, requirements);
    const pip = ['-m', 'pip', 'install', '-q', '--no-deps', '--require-hashes', '--only-binary', ':all:'];
    const { code, output } = await runCommand('python3', [
      ...pip,
      ...['--disable-pip-version-check', '--root-user-action', 'ignore', '--target', directory, '-r', file],
    ]);
    if (code !== 0) throw new Error(`pip could not install ${name}:\n${lastLines(output)}`);
  });
}
