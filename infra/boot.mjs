// Runs a command of the project on any Node from version 20, with nothing installed: installs the dependencies when
// they are missing or out of date, then hands over to the project's own Node 24. Plain JavaScript, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM_VERSION = '12.21.0';
const NODE_MAJOR_MIN = 20;
const PROJECT_NODE_MAJOR = 24;
const INSTALL_WAIT_MS_MAX = 10 * 60_000;

/** command -> its script, from the root of the repository */
const SCRIPTS = {
  start: 'infra/local/start.ts',
  test: 'infra/test/run.ts',
  demo: 'infra/demo/demo.ts',
  bench: 'infra/bench/bench.ts',
  check: 'infra/test/check.ts',
  schemas: 'infra/contracts/write.ts',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.tiltak-lock');

/** The supervisor stays as long as the system runs, and does little. In MiB. */
const HEAP_FLAGS = ['--max-old-space-size=128', '--max-semi-space-size=4'];
/**
 * For it and for what it starts: TypeScript that was stripped once is not stripped again, which also saves the memory
 * of what strips it; and the C library keeps two pools of memory, not eight for each core.
 */
const FRUGAL = {
  NODE_COMPILE_CACHE: join(resolve(process.env.TILTAK_CACHE ?? join(root, '.cache')), 'node-compile'),
  MALLOC_ARENA_MAX: '2',
};

function fail(problem, remedy) {
  console.error(`\n${problem}\n  ${remedy}\n`);
  process.exit(1);
}

const nodeMajor = Number(process.versions.node.split('.')[0]);
if (nodeMajor < NODE_MAJOR_MIN) {
  fail(
    `Node ${process.versions.node} is too old; Tiltak needs version ${NODE_MAJOR_MIN} or later to start.`,
    'Install a newer one from https://nodejs.org or with your package manager.',
  );
}

const [command = '', ...args] = process.argv.slice(2);
const script = Object.hasOwn(SCRIPTS, command) ? SCRIPTS[command] : undefined;
if (!script) {
  fail(
    command ? `There is no command "${command}".` : 'No command was given.',
    `Use one of: ${Object.keys(SCRIPTS).join(', ')} (for example: npm start)`,
  );
}
process.chdir(root);

let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!child?.pid) process.exit(128 + constants.signals[signal]);
    // npx starts further processes, which would be left behind if only it were told.
    if (child.isGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  });
}

/** Runs a program to its end, passing signals on; resolves to an exit code as a shell would give it. */
function run(program, programArgs, options) {
  return new Promise((resolve) => {
    child = spawn(program, programArgs, options);
    child.isGroup = options.detached === true;
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => {
      child = undefined;
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function lockHash() {
  return createHash('sha256').update(readFileSync('pnpm-lock.yaml')).digest('hex');
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === lockHash();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One install at a time: `npm start` and `npm test` may be run side by side on a fresh checkout. */
async function whileHoldingInstallLock(action) {
  mkdirSync('.cache', { recursive: true });
  const lock = join('.cache', 'installing.pid');
  const deadline = Date.now() + INSTALL_WAIT_MS_MAX;
  let isToldOf = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (holder && !isAlive(holder)) rmSync(lock, { force: true });
    else if (Date.now() > deadline) {
      fail(`Another install (pid ${holder}) takes too long.`, `End it, delete ${lock}, and try again.`);
    } else {
      if (!isToldOf) console.log(`Waiting for the install of another command (pid ${holder}) ...`);
      isToldOf = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  await action();
  rmSync(lock, { force: true });
}

async function install() {
  if (isInstalled()) return;
  console.log('Installing the dependencies (the first time, or because they changed) ...');
  const hash = lockHash();
  const pnpm = ['--yes', `pnpm@${PNPM_VERSION}`, 'install', '--frozen-lockfile'];
  const code = await run('npx', pnpm, { stdio: 'inherit', detached: true });
  if (code === 127)
    fail('npx was not found.', 'It comes with npm: install Node with npm from https://nodejs.org.');
  if (code > 128) process.exit(code);
  if (code !== 0) {
    fail(
      'The dependencies could not be installed (see above).',
      'The first start needs the network: the npm registry, or the mirror in ~/.npmrc. Try again when it is there.',
    );
  }
  writeFileSync(stamp, `${hash}\n`);
}

function projectNode() {
  const own = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(own)) {
    const { status, stdout } = spawnSync(own, ['--version'], { encoding: 'utf8' });
    if (status === 0 && Number(stdout.slice(1).split('.')[0]) >= PROJECT_NODE_MAJOR) return own;
  }
  if (nodeMajor >= PROJECT_NODE_MAJOR) return process.execPath;
  return fail(
    `Node ${PROJECT_NODE_MAJOR} or later is needed, this is ${process.versions.node}, and none comes with the dependencies for ${process.platform}-${process.arch}.`,
    `Install Node ${PROJECT_NODE_MAJOR} from https://nodejs.org or with your package manager.`,
  );
}

if (!isInstalled()) await whileHoldingInstallLock(install);
if (!existsSync(script))
  fail(`${script} is missing.`, 'The checkout is not complete: git status tells what is gone.');
// The channel tells the script, by closing, that this process is gone, even when it was killed.
process.exit(
  await run(projectNode(), [...(command === 'start' ? HEAP_FLAGS : []), script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: command === 'start' ? { ...FRUGAL, ...process.env } : process.env,
  }),
);
