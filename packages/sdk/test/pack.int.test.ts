import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const sdk = join(import.meta.dirname, '..');
const compiler = join(sdk, '../../node_modules/typescript/bin/tsc');
let firm: string;

/** A contractor's own project, far from this repository, with the package in `node_modules`. */
beforeAll(async () => {
  firm = await mkdtemp(join(tmpdir(), 'tiltak-firm-'));
  const modules = join(firm, 'node_modules');
  await run(process.execPath, [join(sdk, 'pack.ts'), join(modules, '@tiltak/sdk')]);
  for (const name of ['zod', 'standardwebhooks'])
    await symlink(join(sdk, 'node_modules', name), join(modules, name));
  await mkdir(join(modules, '@types'));
  await symlink(join(sdk, '../../node_modules/@types/node'), join(modules, '@types/node'));
  await writeFile(join(firm, 'package.json'), '{ "type": "module" }');
}, 120_000);
afterAll(() => rm(firm, { recursive: true, force: true }));

test('the package runs as plain JavaScript, without the rest of the repository', async () => {
  const code = `import * as sdk from '@tiltak/sdk';
    try { sdk.verify('{}', {}, 'whsec_AAAA'); } catch (error) { console.log(error.code); }
    console.log(Object.keys(sdk).join(' '));`;
  await writeFile(join(firm, 'run.js'), code);
  const { stdout } = await run(process.execPath, [join(firm, 'run.js')]);
  expect(stdout.split('\n')).toEqual([
    'missing_headers',
    'NoAnswer TiltakError UnreadableEvent VerificationError answerCallOff clientCredentials parseEvent ' +
      'readFeed readPublicKeys reportWorkDone startWork verify',
    '',
  ]);
});

test('a TypeScript program gets the type of each event’s data, and is told of what is not there', async () => {
  const program = (field: string) => `import { type TiltakEvent, parseEvent } from '@tiltak/sdk';
    export function amountOf(event: TiltakEvent): number | undefined {
      return event.type === 'no.tiltak.maintenance.order.placed.v1' ? event.data.${field} : undefined;
    }
    amountOf(parseEvent('{}'));`;
  const check = async (field: string) => {
    await writeFile(join(firm, 'check.ts'), program(field));
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'];
    return await run(process.execPath, [compiler, ...options, 'check.ts'], { cwd: firm }).then(
      () => '',
      ({ stdout }) => String(stdout),
    );
  };
  expect(await check('amountOre')).toBe('');
  expect(await check('amountKroner')).toContain("Property 'amountKroner' does not exist");
}, 120_000);
