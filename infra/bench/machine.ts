import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { nowMs } from './load.ts';
import { percentile } from './statistics.ts';

const probes = 100;
const probeBytes = 4096;
const tmpfs = 0x01021994;

/** What the figures depend on, of the machine that they were measured on. `folder` is where the data lie. */
export function machineFacts(folder: string) {
  return {
    measuredAt: new Date().toISOString(),
    platform: `${platform()} ${release()} ${arch()}`,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round((totalmem() / 1024 ** 3) * 10) / 10,
    node: process.version,
    /** Of the last minute, before anything was started: other work on the machine disturbs the figures. */
    loadAverage: loadavg()[0] ?? 0,
    isMemoryDisk: statfsSync(folder).type === tmpfs,
    fsyncMs: fsyncMs(folder),
  };
}

export type MachineFacts = ReturnType<typeof machineFacts>;

/** What a durable write costs on this disk: the median of so many appends of 4 KiB with fdatasync. */
function fsyncMs(folder: string): number {
  const path = join(folder, 'fsync-probe');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(probeBytes, 1);
  const times: number[] = [];
  try {
    for (let probe = 0; probe < probes; probe += 1) {
      const startedAt = nowMs();
      writeSync(file, page);
      fdatasyncSync(file);
      times.push(nowMs() - startedAt);
    }
  } finally {
    closeSync(file);
    rmSync(path);
  }
  return percentile(times, 0.5);
}
