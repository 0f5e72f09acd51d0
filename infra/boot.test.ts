import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually, isAlive } from './local/test/polling.ts';

let root: string;

/** A checkout reduced to what the boot file looks at, with an `npx` that only notes what it was asked. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tiltak-boot-'));
  for (const folder of ['infra/local', 'bin', 'node_modules/.bin'])
    mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'boot.mjs'), join(root, 'infra/boot.mjs'));
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'one\n');
  fakeNpx('echo "$@" >>asked.txt');
  script('console.log("ran", process.argv.slice(2).join(" "));');
});

afterEach(() => rmSync(root, { recursive: true }));

function fakeNpx(commands: string): void {
  writeFileSync(join(root, 'bin/npx'), `#!/bin/sh\n${commands}\n`, { mode: 0o755 });
}

function script(body: string): void {
  writeFileSync(join(root, 'infra/local/start.ts'), body);
}

interface Boot {
  readonly child: ChildProcess;
  output(): string;
  readonly code: Promise<number | null>;
}

function boot(args: readonly string[], nodeArgs: readonly string[] = []): Boot {
  const child = spawn(process.execPath, [...nodeArgs, join(root, 'infra/boot.mjs'), ...args], {
    env: { ...process.env, PATH: `${join(root, 'bin')}:/usr/bin:/bin` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const code = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, output: () => output, code };
}

const installs = (): number => readFileSync(join(root, 'asked.txt'), 'utf8').trimEnd().split('\n').length;

test('installs the first time and when the lockfile changed, not otherwise, and passes arguments on', async () => {
  const first = boot(['start', '--fresh', 'x y']);
  expect(await first.code).toBe(0);
  expect(first.output()).toContain('ran --fresh x y');
  expect(readFileSync(join(root, 'asked.txt'), 'utf8')).toBe(
    '--yes pnpm@12.21.0 install --frozen-lockfile\n',
  );

  expect(await boot(['start']).code).toBe(0);
  expect(installs()).toBe(1);
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'two\n');
  expect(await boot(['start']).code).toBe(0);
  expect(installs()).toBe(2);
});

test('two commands on a fresh checkout install one after the other, and once', async () => {
  fakeNpx(
    '[ -e busy ] && echo overlap >>asked.txt; touch busy; sleep 0.3; rm busy; echo installed >>asked.txt',
  );
  const both = [boot(['start']), boot(['start'])];
  expect(await Promise.all(both.map(({ code }) => code))).toEqual([0, 0]);
  expect(readFileSync(join(root, 'asked.txt'), 'utf8')).toBe('installed\n');
});

test('a failed install says that the network is needed, and is tried again next time', async () => {
  fakeNpx('echo tried >>asked.txt; exit 1');
  for (const times of [1, 2]) {
    const failing = boot(['start']);
    expect(await failing.code).toBe(1);
    expect(failing.output()).toContain('The first start needs the network');
    expect(installs()).toBe(times);
  }
});

test('an unknown command, and no command, say which ones there are', async () => {
  for (const args of [['strat'], [], ['constructor']]) {
    const wrong = boot(args);
    expect(await wrong.code).toBe(1);
    expect(wrong.output()).toContain('start, test, demo, bench, check, schemas');
  }
});

test('a Node that is too old is named, with the version that is needed', async () => {
  const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'18.20.0'}})";
  const old = boot(['start'], ['--import', pretend]);
  expect(await old.code).toBe(1);
  expect(old.output()).toContain('Node 18.20.0 is too old; Tiltak needs version 20 or later');
});

test("a Node between 20 and 24 without the project's own is told to get Node 24", async () => {
  const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.1.0'}})";
  const old = boot(['start'], ['--import', pretend]);
  expect(await old.code).toBe(1);
  expect(old.output()).toContain('Node 24 or later is needed, this is 22.1.0');
});

test('exits with the code of the script, or 128 and the number of the signal that ended it', async () => {
  script('process.exit(7);');
  expect(await boot(['start']).code).toBe(7);
  script('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);');
  expect(await boot(['start']).code).toBe(137);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the script, which ends in its own way',
  async (signal) => {
    script(`process.on('${signal}', () => process.exit(3)); console.log('up'); setInterval(() => {}, 1000);`);
    const running = boot(['start']);
    await eventually('the script is up', () => (running.output().includes('up') ? true : undefined));
    running.child.kill(signal);
    expect(await running.code).toBe(3);
  },
);

test('a script learns that the boot process was killed', async () => {
  script(
    "process.on('disconnect', () => process.exit(0)); console.log('pid', process.pid); setInterval(() => {}, 1000);",
  );
  const running = boot(['start']);
  const pid = await eventually('the script is up', () => /pid (\d+)/.exec(running.output())?.[1]);
  running.child.kill('SIGKILL');
  await eventually('the script is gone', () => (isAlive(Number(pid)) ? undefined : true));
});

test('a signal during the install ends everything that npx started', async () => {
  fakeNpx('sleep 300 & echo $! >sleeper.txt; wait');
  const running = boot(['start']);
  const file = join(root, 'sleeper.txt');
  const pid = await eventually('the install runs', () =>
    existsSync(file) && readFileSync(file, 'utf8').trim() ? Number(readFileSync(file, 'utf8')) : undefined,
  );
  running.child.kill('SIGTERM');
  expect(await running.code).toBe(143);
  await eventually('its child is gone', () => (isAlive(pid) ? undefined : true));
  expect(existsSync(join(root, 'node_modules/.tiltak-lock'))).toBe(false);
});
