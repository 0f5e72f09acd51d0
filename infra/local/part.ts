import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines } from './command.ts';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const POLL_INTERVAL_MS = 25;

/** How a process ended. */
export interface Exit {
  /** Undefined when the program could not be started at all. */
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What to run, and when it counts as ready. */
export interface PartOptions {
  /** For messages, e.g. `kafka`. */
  readonly name: string;
  readonly port: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Output and errors are appended here. */
  readonly logFile: string;
  /** Asked repeatedly until true; an error counts as "not yet", and is told if it never becomes true. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs?: number;
  /** How long after SIGTERM the process gets before SIGKILL. */
  readonly stopWithinMs?: number;
}

/** A process of the system that can be stopped, killed and started again on the same port and data. */
export interface Part {
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  /** The running process, or undefined when it is down. */
  readonly pid: number | undefined;
  /** Starts the process and resolves once it is ready. Throws, with the last log lines, if it isn't in time. */
  start(): Promise<void>;
  /** SIGTERM, then SIGKILL if it takes too long. Resolves when the process is gone; nothing happens if it is. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would be. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Told of every new process, as soon as it exists. */
  onStart(listener: (pid: number) => void): void;
  /** Told of every end of the process, wanted or not. */
  onExit(listener: (exit: Exit) => void): void;
}

/**
 * Describes a process without starting it. The process gets a process group of its own, so that Ctrl-C in a
 * terminal reaches only the one who started it, who then stops everything in order.
 */
export function createPart(options: PartOptions): Part {
  const startListeners: ((pid: number) => void)[] = [];
  const exitListeners: ((exit: Exit) => void)[] = [];
  let running: { readonly child: ChildProcess; readonly ended: Promise<Exit> } | undefined;

  function launch(): Promise<Exit> {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const log = openSync(options.logFile, 'a', 0o600);
    const child = spawn(options.command, options.args, {
      detached: true,
      stdio: ['ignore', log, log],
      ...(options.env && { env: options.env }),
    });
    closeSync(log);
    const ended = new Promise<Exit>((resolve) => {
      const end = (exit: Exit): void => {
        if (running?.child === child) running = undefined;
        resolve(exit);
        for (const listener of exitListeners) listener(exit);
      };
      child.once('error', () => end({ pid: undefined, code: null, signal: null }));
      child.once('exit', (code, signal) => end({ pid: child.pid, code, signal }));
    });
    running = { child, ended };
    if (child.pid !== undefined) for (const listener of startListeners) listener(child.pid);
    return ended;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const current = running;
    if (!current) return;
    current.child.kill(signal);
    const late = setTimeout(() => current.child.kill('SIGKILL'), options.stopWithinMs ?? STOP_WITHIN_MS);
    await current.ended;
    clearTimeout(late);
  }

  return {
    name: options.name,
    port: options.port,
    logFile: options.logFile,
    get pid() {
      return running?.child.pid;
    },
    async start() {
      if (running) throw new Error(`${options.name} is already running with pid ${running.child.pid}`);
      const logStart = existsSync(options.logFile) ? statSync(options.logFile).size : 0;
      let exit: Exit | undefined;
      void launch().then((ended) => {
        exit = ended;
      });
      let doubt: unknown;
      const deadline = performance.now() + (options.readyWithinMs ?? READY_WITHIN_MS);
      while (performance.now() < deadline && !exit) {
        try {
          if (await options.isReady()) return;
        } catch (error) {
          doubt = error;
        }
        await pause(POLL_INTERVAL_MS);
      }
      await end('SIGKILL');
      const why = exit
        ? `ended before it was ready (${exit.signal ?? `code ${exit.code}`})`
        : `was not ready in time${doubt instanceof Error ? ` (${doubt.message})` : ''}`;
      const log = (await readFile(options.logFile)).subarray(logStart).toString('utf8');
      throw new Error(`${options.name} ${why}; from ${options.logFile}:\n${lastLines(log)}`);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    onStart(listener) {
      startListeners.push(listener);
    },
    onExit(listener) {
      exitListeners.push(listener);
    },
  };
}
