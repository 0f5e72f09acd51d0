import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts a process's CPU time in these, whatever the kernel's own tick is (USER_HZ). */
const ticksPerSecond = 100;
const kibibyte = 1024;

/** A running process, with its name in the system. */
export type Named = { readonly name: string; readonly pid: number };

/** The process and everything below it, as pids. Throws where there is no Linux `/proc`. */
export function treeOf(root: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = parentOf(Number(entry));
    if (parent !== undefined) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(childrenOf.get(pid) ?? []));
  return tree;
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(statOf(`/proc/${pid}/stat`)[1]);
  } catch {
    return undefined; // It ended in the meantime.
  }
}

/** The fields of a `stat` file from the state on; the name before it, in parentheses, may hold anything. */
function statOf(file: string): string[] {
  const stat = readFileSync(file, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const secondsIn = (fields: readonly string[]): number =>
  (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;

/** CPU seconds that a process has used so far, and its main thread alone: in Node that is the event loop. */
export function cpuOf(pid: number): { readonly total: number; readonly mainThread: number } {
  return {
    total: secondsIn(statOf(`/proc/${pid}/stat`)),
    mainThread: secondsIn(statOf(`/proc/${pid}/task/${pid}/stat`)),
  };
}

/** Resident memory in bytes; of pages that several processes share, `pss` counts this one's share only. */
export function memoryOf(pid: number): { readonly rss: number; readonly pss: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string) =>
    Number(text.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1]) * kibibyte;
  return { rss: field('Rss'), pss: field('Pss') };
}
