import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from './part.ts';
import { MachineProblem } from './problem.ts';
import { processMark } from './processMark.ts';
import { readJson, writeSecretJson } from './secretFile.ts';

const END_WITHIN_MS = 10_000;
const POLL_INTERVAL_MS = 50;

interface Noted {
  readonly name: string;
  readonly pid: number;
  /** See `processMark`: proves that the pid still is that process. */
  readonly mark: string;
}

interface Content {
  readonly supervisor: Noted;
  readonly children: readonly Noted[];
}

/** Which processes run on a data folder, noted in `processes.json` so that a later start can find leftovers. */
export interface ProcessFile {
  /** Notes the part's process whenever one runs. */
  follow(part: Part): void;
  /** Deletes the file: everything was stopped. */
  remove(): void;
}

async function isRunning({ pid, mark }: Noted): Promise<boolean> {
  return (await processMark(pid)) === mark;
}

async function end(leftover: Noted): Promise<void> {
  process.kill(leftover.pid, 'SIGTERM');
  const deadline = performance.now() + END_WITHIN_MS;
  while (await isRunning(leftover)) {
    if (performance.now() > deadline) process.kill(leftover.pid, 'SIGKILL');
    await pause(POLL_INTERVAL_MS);
  }
}

/**
 * Ends what an earlier start on this data folder left running because it was killed, last started first. A pid
 * counts only if it still is the noted process. Throws `MachineProblem` if that start itself still runs.
 */
export async function endLeftovers(dataDir: string, say: (line: string) => void): Promise<void> {
  const file = join(dataDir, 'processes.json');
  const content = readJson<Content>(file);
  if (!content) return;
  const { supervisor, children } = content;
  if (supervisor.pid !== process.pid && (await isRunning(supervisor))) {
    throw new MachineProblem(
      `Tiltak already runs on ${dataDir} (pid ${supervisor.pid}).`,
      `Stop it with Ctrl-C where it runs, or: kill ${supervisor.pid}\nTo run another beside it, give it other ports and another TILTAK_DATA.`,
    );
  }
  for (const leftover of children.toReversed()) {
    if (!(await isRunning(leftover))) continue;
    say(`${leftover.name} (pid ${leftover.pid}) was left over from an earlier start; ending it`);
    await end(leftover);
  }
  rmSync(file, { force: true });
}

/** Starts noting the processes of this start. Call `endLeftovers` before. */
export async function createProcessFile(dataDir: string): Promise<ProcessFile> {
  const file = join(dataDir, 'processes.json');
  const mark = (await processMark(process.pid)) ?? '';
  const supervisor: Noted = { name: 'npm start', pid: process.pid, mark };
  let children: readonly Noted[] = [];
  let isRemoved = false;
  const write = (changed: readonly Noted[]): void => {
    children = changed;
    if (!isRemoved) writeSecretJson(file, { supervisor, children } satisfies Content);
  };
  write([]);
  return {
    follow(part) {
      part.onStart(async (pid) => {
        const mark = await processMark(pid);
        if (mark !== undefined) write([...children, { name: part.name, pid, mark }]);
      });
      part.onExit(({ pid }) => write(children.filter((child) => child.pid !== pid)));
    },
    remove() {
      isRemoved = true;
      rmSync(file, { force: true });
    },
  };
}
