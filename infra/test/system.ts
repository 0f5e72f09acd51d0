import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openWorld } from '../demo/world.ts';
import { freePort } from '../local/ports.ts';
import { type RunFile, runFilePath } from '../local/runFile.ts';
import { scratchFolder } from './scratch.ts';

const readyWithinMs = 90_000;
const stoppedWithinMs = 60_000;

/**
 * The whole system as `npm start` runs it, with data and ports of its own: broker, database, issuer, five services,
 * demo data, and the supervisor that restarts what dies. Resolves when it is ready. Use with `await using`, or stop it.
 */
export async function startSystem(environment: Readonly<Record<string, string>> = {}) {
  const dataDir = scratchFolder('tiltak-system-');
  const portVariables = [
    ...['WEB', 'PROJECTS', 'PROCUREMENT', 'MAINTENANCE', 'NOTIFICATIONS'],
    ...['ISSUER', 'KAFKA', 'KAFKA_CONTROLLER', 'MONGO', 'SMTP', 'MAIL_PAGE'],
  ];
  const ports: Record<string, string> = {};
  for (const name of portVariables) ports[`${name}_PORT`] = String(await freePort());
  const { KAFKA_BROKERS: _k, MONGO_URI: _m, OIDC_ISSUER: _o, SMTP_URL: _s, ...others } = process.env;
  const { NODE_OPTIONS: _n, ...inherited } = others;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../local/start.ts')], {
    env: { ...inherited, ...ports, ...environment, TILTAK_DATA: dataDir },
    // The channel ends with this process: the system then stops by itself.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });

  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const overdue = setTimeout(() => child.kill('SIGKILL'), stoppedWithinMs);
      await once(child, 'exit');
      clearTimeout(overdue);
    }
    await rm(dataDir, { recursive: true, force: true });
  }

  try {
    await untilReady(child, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  const world = openWorld(runFilePath(dataDir));
  return {
    dataDir,
    world,
    /** The run file as it is now: pids change when something is restarted. */
    run: (): RunFile => openWorld(runFilePath(dataDir)).run,
    /** The pid of a part that runs now: a service, `issuer`, `mongod` or `kafka`. */
    pidOf(part: string): number {
      const noted = JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as {
        readonly children: readonly { readonly name: string; readonly pid: number }[];
      };
      const found = noted.children.find(({ name }) => name === part);
      if (!found) throw new Error(`no ${part} runs`);
      return found.pid;
    },
    /** What the supervisor has said so far. */
    output: () => output,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export type TestSystem = Awaited<ReturnType<typeof startSystem>>;

function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      clearInterval(look);
      clearTimeout(limit);
      if (error) reject(error);
      else resolve();
    };
    const limit = setTimeout(
      () => settle(new Error(`not ready after ${readyWithinMs} ms:\n${output()}`)),
      readyWithinMs,
    );
    const look = setInterval(() => {
      if (output().includes('Tiltak is ready')) settle();
    }, 50);
    child.once('exit', (code) => settle(new Error(`it ended with code ${code}:\n${output()}`)));
  });
}
