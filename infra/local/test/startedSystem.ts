import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../../test/scratch.ts';
import { freePort } from '../ports.ts';
import { type RunFile, runFilePath } from '../runFile.ts';
import { eventually } from './polling.ts';

const PORTS = [
  'WEB',
  'PROJECTS',
  'PROCUREMENT',
  'MAINTENANCE',
  'NOTIFICATIONS',
  'ISSUER',
  'SMTP',
  'MAIL_PAGE',
];
const STORE_PORTS = ['KAFKA', 'KAFKA_CONTROLLER', 'MONGO'];

/** A data folder of its own and free ports, as environment. */
export async function newSurroundings(): Promise<Record<string, string> & { TILTAK_DATA: string }> {
  const environment = { TILTAK_DATA: scratchFolder('tiltak-start-') };
  const ports: Record<string, string> = {};
  for (const name of [...PORTS, ...STORE_PORTS]) ports[`${name}_PORT`] = String(await freePort());
  return { ...environment, ...ports };
}

/** `npm start` with stand-ins for the services, as a process of its own. */
export interface StartedSystem {
  readonly pid: number;
  /** What it has printed so far, errors too. */
  output(): string;
  /** What `run.json` says now; undefined while there is none. */
  run(): RunFile | undefined;
  /** The pids of everything that it started and that runs now. */
  children(): readonly { readonly name: string; readonly pid: number }[];
  /** Resolves once the ready line was printed; throws if the process ends first. */
  ready(): Promise<RunFile>;
  /** Sends a signal to the process group, as Ctrl-C in a terminal does, and resolves to the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
  readonly hasEnded: boolean;
}

/** Starts it; the caller ends it. */
export function startSystem(
  environment: Record<string, string>,
  args: readonly string[] = [],
): StartedSystem {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'fixtures/start.ts'), ...args],
    {
      detached: true, // The channel ends with the test process, and the system then stops by itself.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...environment },
    },
  );
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  const dataDir = environment.TILTAK_DATA!;
  const run = (): RunFile | undefined =>
    existsSync(runFilePath(dataDir)) ? JSON.parse(readFileSync(runFilePath(dataDir), 'utf8')) : undefined;
  return {
    pid: child.pid!,
    output: () => output,
    run,
    children: () => {
      const file = join(dataDir, 'processes.json');
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).children : [];
    },
    async ready() {
      await eventually('the system is ready', () => {
        if (hasEnded) throw new Error(`it ended:\n${output}`);
        return output.includes('Tiltak is ready') ? true : undefined;
      });
      return run()!;
    },
    end(signal) {
      if (!hasEnded) process.kill(-child.pid!, signal);
      return ended;
    },
    ended,
    get hasEnded() {
      return hasEnded;
    },
  };
}
