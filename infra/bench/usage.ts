import { readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { nowMs } from './load.ts';
import { cpuOf, type Named } from './processes.ts';

/** What was used between two moments. Shares are from 0 to 1. */
export type Usage = {
  readonly seconds: number;
  /** CPU seconds of each process, and how much of the time its main thread (in Node: the event loop) was at work. */
  readonly processes: readonly {
    readonly name: string;
    readonly cpuSeconds: number;
    readonly mainThread: number;
  }[];
  /** How much of all cores was in use, by anybody. */
  readonly machine: number;
  /** CPU seconds used by processes that are none of ours: more than a few disturb the figures. */
  readonly othersCpuSeconds: number;
  /** How much of the time the disk had something to do. */
  readonly disk: number;
  /** Cache flushes (fsync and the like) that the disk completed a second, and how long one took on average. */
  readonly flushesPerSecond: number;
  readonly flushMs: number;
};

type Reading = {
  readonly atMs: number;
  readonly cpu: ReadonlyMap<string, ReturnType<typeof cpuOf>>;
  readonly machine: ReturnType<typeof machineCpu>;
  readonly disk: ReturnType<typeof diskOf>;
};

/** Starts to measure; call what it returns at the end. `folder` says which disk. */
export function measureUsage(processes: () => readonly Named[], folder: string): () => Usage {
  const read = (): Reading => ({
    atMs: nowMs(),
    cpu: new Map(processes().map(({ name, pid }) => [`${name} ${pid}`, cpuOf(pid)])),
    machine: machineCpu(),
    disk: diskOf(folder),
  });
  const before = read();
  return () => between(before, read());
}

function between(before: Reading, after: Reading): Usage {
  const seconds = (after.atMs - before.atMs) / 1000;
  const processes = [...after.cpu].map(([key, cpu]) => {
    const earlier = before.cpu.get(key) ?? { total: 0, mainThread: 0 };
    return {
      name: key.slice(0, key.lastIndexOf(' ')),
      cpuSeconds: cpu.total - earlier.total,
      mainThread: (cpu.mainThread - earlier.mainThread) / seconds,
    };
  });
  const busySeconds = (after.machine.busy - before.machine.busy) / 100;
  const flushes = after.disk.flushes - before.disk.flushes;
  return {
    seconds,
    processes: processes.sort((a, b) => b.cpuSeconds - a.cpuSeconds),
    machine: busySeconds / seconds / availableParallelism(),
    othersCpuSeconds: Math.max(
      0,
      busySeconds - processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    ),
    disk: (after.disk.busyMs - before.disk.busyMs) / 1000 / seconds,
    flushesPerSecond: flushes / seconds,
    flushMs: flushes === 0 ? 0 : (after.disk.flushMs - before.disk.flushMs) / flushes,
  };
}

/** Of all cores, in hundredths of a second since the start of the machine. */
function machineCpu(): { readonly busy: number } {
  const [user, nice, system, , , irq, softIrq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .slice(1)
    .map(Number) as [number, number, number, number, number, number, number, number];
  return { busy: user + nice + system + irq + softIrq + steal };
}

/**
 * The counters of the disk that holds the folder; zeros where it isn't a disk of its own (overlay, tmpfs). Fields of
 * `/proc/diskstats`: https://docs.kernel.org/admin-guide/iostats.html, 10 = time with work, 16 and 17 = flushes.
 */
function diskOf(folder: string): {
  readonly busyMs: number;
  readonly flushes: number;
  readonly flushMs: number;
} {
  const device = statSync(folder).dev;
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >> 12) & 0xfff00);
  const lines = readFileSync('/proc/diskstats', 'utf8').split('\n');
  const fields = lines.map((text) => text.trim().split(/\s+/).map(Number));
  const found = fields.find(([ofMajor, ofMinor]) => ofMajor === major && ofMinor === minor);
  const field = (number: number) => found?.[number + 2] ?? 0;
  return { busyMs: field(10), flushes: field(16), flushMs: field(17) };
}

/** From this share on something counts as used up. */
const usedUp = 0.85;
/** From this share on what other programs use is told. */
const disturbing = 0.05;

/** Names what kept it from going faster: all cores, one event loop, the disk, or waiting for each other. */
export function limitOf(usage: Usage): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const total = usage.processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const top = usage.processes
    .slice(0, 3)
    .map(({ name, cpuSeconds }) => `${name} ${percent(cpuSeconds / total)}`);
  const loop = usage.processes.toSorted((a, b) => b.mainThread - a.mainThread)[0];
  const othersShare = usage.othersCpuSeconds / (usage.othersCpuSeconds + total);
  const others = othersShare < disturbing ? '' : `; other programs used ${percent(othersShare)} of it`;
  if (usage.machine >= usedUp)
    return `the CPU: all cores ${percent(usage.machine)} busy, most of ours ${top.join(', ')}${others}`;
  if (loop && loop.mainThread >= usedUp)
    return `the main thread of ${loop.name}: ${percent(loop.mainThread)} busy`;
  if (usage.disk >= usedUp)
    return `the disk: ${percent(usage.disk)} busy, ${Math.round(usage.flushesPerSecond)} flushes a second`;
  return (
    `no single resource (waiting): cores ${percent(usage.machine)}, disk ${percent(usage.disk)}` +
    (loop ? `, busiest main thread ${loop.name} ${percent(loop.mainThread)}` : '')
  );
}

/**
 * What one of them costs, by process. It says what the machine could carry, also where other programs used a part of
 * it.
 */
export function cpuPer(what: string, { processes, othersCpuSeconds }: Usage, count: number): string {
  const total = processes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const each = processes
    .filter(({ cpuSeconds }) => cpuSeconds / total > 0.01)
    .map(({ name, cpuSeconds }) => `${name} ${((cpuSeconds * 1000) / count).toPrecision(2)}`);
  const attainable = Math.round((count / total) * availableParallelism());
  return (
    `CPU per ${what} ${((total * 1000) / count).toPrecision(2)} ms, which would fill all cores at ${attainable} a second: ` +
    `${each.join(', ')}; other programs used ${othersCpuSeconds.toFixed(1)} CPU s meanwhile`
  );
}
