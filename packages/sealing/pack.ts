import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * `node packages/sealing/pack.ts <folder>` makes the package as bidders and officers install it, ready for
 * `npm pack <folder>`: plain JavaScript with declarations, for any Node from 20 on, whose `tiltak-seal` runs as it is.
 */
const folder = resolve(process.argv[2] ?? 'dist');
const here = import.meta.dirname;

const compiler = join(here, '../../node_modules/typescript/bin/tsc');
const options = [
  ...['--noEmit', 'false', '--declaration', '--rewriteRelativeImportExtensions', '--target', 'es2022'],
  ...['--rootDir', join(here, 'src'), '--outDir', join(folder, 'src')],
];
const { status } = spawnSync(process.execPath, [compiler, '-p', join(here, 'pack.json'), ...options], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);

const { name, version, description, license, type, dependencies } = JSON.parse(
  readFileSync(join(here, 'package.json'), 'utf8'),
);
const packed = {
  ...{ name, version, description, license, type, dependencies },
  engines: { node: '>=20' },
  bin: { 'tiltak-seal': './src/cli/main.js' },
  exports: { '.': './src/index.js' },
  files: ['src'],
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
copyFileSync(join(here, 'README.md'), join(folder, 'README.md'));
