import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repositoryRoot } from '../local/cache.ts';
import { line, type Measured } from './line.ts';
import { nowMs } from './load.ts';

/**
 * The time from `npm start` to its ready line, installed: on kept data, and the first time on empty data. What npm and
 * the boot file add before the system's own process starts is measured apart, because the benchmark starts that itself.
 */
export async function measuredStart(times: {
  readonly firstMs: number;
  readonly againMs: number;
}): Promise<Measured> {
  const npmMs = await npmOverheadMs();
  const seconds = (ms: number) => (ms + (npmMs ?? 0)) / 1000;
  return {
    lines: [
      line({
        what: 'npm start to ready, on kept data',
        value: seconds(times.againMs),
        unit: 's',
        target: { of: 'figure', atMost: 15 },
      }),
      line({ what: 'npm start to ready, on empty data', value: seconds(times.firstMs), unit: 's' }),
    ],
    notes: [
      npmMs === undefined
        ? 'the times to ready are without npm, because the benchmark was not started by it'
        : `of the times to ready, npm and the boot file take ${(npmMs / 1000).toFixed(1)} s`,
    ],
    details: { ...times, npmMs },
  };
}

/** `npm start -- --help` against the same without npm. Only under npm: otherwise it could begin to install. */
async function npmOverheadMs(): Promise<number | undefined> {
  if (process.env.npm_lifecycle_event !== 'bench') return undefined;
  const start = join(repositoryRoot, 'infra/local/start.ts');
  const direct = await durationOf(process.execPath, [start, '--help']);
  const throughNpm = await durationOf('npm', ['start', '--', '--help']);
  return Math.max(0, throughNpm - direct);
}

async function durationOf(command: string, args: readonly string[]): Promise<number> {
  const startedAt = nowMs();
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
  return nowMs() - startedAt;
}
