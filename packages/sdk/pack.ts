import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `node packages/sdk/pack.ts <folder>` makes the package as contractors install it, ready for `npm pack <folder>`: plain
 * JavaScript with declarations, for any Node from 20.3 on, and with the events' schemas inside, so that it needs no
 * other package of this repository.
 */
const folder = resolve(process.argv[2] ?? 'dist');
const here = import.meta.dirname;
const packages = join(here, '..');

const compiler = join(here, '../../node_modules/typescript/bin/tsc');
const options = [
  '--noEmit',
  'false',
  '--declaration',
  '--rewriteRelativeImportExtensions',
  '--target',
  'es2022',
];
const { status } = spawnSync(
  process.execPath,
  [compiler, '-p', join(here, 'pack.json'), ...options, '--rootDir', packages, '--outDir', folder],
  { stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

const { name, version, description, license, type, engines, dependencies } = JSON.parse(
  readFileSync(join(here, 'package.json'), 'utf8'),
);
// What is in the folder already: all that is left of the workspace.
delete dependencies['@tiltak/contracts'];
const packed = {
  ...{ name, version, description, license, type, engines },
  exports: { '.': './sdk/src/index.js' },
  imports: { '#events': './contracts/src/contractor/index.js' },
  files: ['sdk', 'contracts'],
  dependencies,
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
copyFileSync(join(here, 'README.md'), join(folder, 'README.md'));
