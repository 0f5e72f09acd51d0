import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually, isAlive } from './polling.ts';

test('what a test started goes, with its data, when the test process is killed', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/embeddedMongod.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { pid, directory } = JSON.parse(line.toString()) as {
    readonly pid: number;
    readonly directory: string;
  };
  expect(isAlive(pid)).toBe(true);
  expect(existsSync(directory)).toBe(true);

  child.kill('SIGKILL');
  await eventually('mongod is gone', () => (isAlive(pid) ? undefined : true));
  await eventually('its data is gone', () => (existsSync(directory) ? undefined : true));
});
