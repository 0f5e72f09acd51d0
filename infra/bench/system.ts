import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openWorld, type World } from '../demo/world.ts';
import { freePort } from '../local/ports.ts';
import { runFilePath } from '../local/runFile.ts';
import { readJson } from '../local/secretFile.ts';
import { nowMs } from './load.ts';
import { type Named, treeOf } from './processes.ts';

const readyWithinMs = 120_000;
const stoppedWithinMs = 60_000;
const outputLimit = 100_000;
const portVariables = [
  ...['WEB_PORT', 'PROJECTS_PORT', 'PROCUREMENT_PORT', 'MAINTENANCE_PORT', 'NOTIFICATIONS_PORT'],
  ...['ISSUER_PORT', 'KAFKA_PORT', 'KAFKA_CONTROLLER_PORT', 'MONGO_PORT', 'SMTP_PORT', 'MAIL_PAGE_PORT'],
];

/** Free ports for everything that a system listens on: one set serves several starts on the same data. */
export async function freePorts(): Promise<Record<string, string>> {
  const ports: Record<string, string> = {};
  for (const name of portVariables) ports[name] = String(await freePort());
  return ports;
}

/**
 * The whole system as `npm start` runs it, on data and ports of the benchmark's own; resolves when it says that it is
 * ready. It is in a process group of its own, so that Ctrl-C reaches only the benchmark, which then ends it in order,
 * and it ends by itself when the benchmark is gone, however that went.
 */
export async function startSystem(options: {
  readonly dataDir: string;
  readonly ports: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}) {
  // Nothing that points to a system that runs already.
  const { KAFKA_BROKERS: _k, MONGO_URI: _m, OIDC_ISSUER: _i, SMTP_URL: _s, ...others } = process.env;
  const { NODE_OPTIONS: _n, ...inherited } = others;
  const startedAt = nowMs();
  const child = spawn(process.execPath, [join(import.meta.dirname, '../local/start.ts')], {
    env: { ...inherited, ...options.ports, TILTAK_DATA: options.dataDir, WEBHOOK_ALLOW_LOOPBACK: 'true' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const ready = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-outputLimit);
      if (output.includes('Tiltak is ready')) ready.resolve(nowMs() - startedAt);
    });
  const paused = new Set<number>();

  async function stop(): Promise<void> {
    for (const pid of paused) signalTo(pid, 'SIGCONT');
    paused.clear();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const overdue = setTimeout(() => child.kill('SIGKILL'), stoppedWithinMs);
    await once(child, 'exit');
    clearTimeout(overdue);
  }

  let readyMs: number;
  try {
    readyMs = await untilReady(child, ready, options.signal);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : error}; the start said:\n${output}`);
  }
  const world: World = openWorld(runFilePath(options.dataDir));
  const pid = child.pid ?? 0;

  return {
    world,
    dataDir: options.dataDir,
    /** From the start of the process to its ready line. */
    readyMs,
    /** Everything that was started, by name; the supervisor is `start`. */
    processes: (): Named[] => namedTree(options.dataDir, pid),
    /** Stops the services' processes as they are (SIGSTOP), all but those named. Returns how to let them go on. */
    pause({ except }: { readonly except: readonly string[] }): () => void {
      const { services } = openWorld(runFilePath(options.dataDir)).run;
      for (const [name, service] of Object.entries(services))
        if (!except.includes(name) && signalTo(service.pid, 'SIGSTOP')) paused.add(service.pid);
      return () => {
        for (const one of paused) signalTo(one, 'SIGCONT');
        paused.clear();
      };
    },
    /** What it has said so far: restarts of what died are among it. */
    output: () => output,
    stop,
  };
}

export type BenchSystem = Awaited<ReturnType<typeof startSystem>>;

async function untilReady(
  child: ChildProcess,
  ready: PromiseWithResolvers<number>,
  signal: AbortSignal,
): Promise<number> {
  child.once('exit', (code) => ready.reject(new Error(`the system ended with code ${code}`)));
  const giveUp = () => ready.reject(new Error('interrupted'));
  signal.addEventListener('abort', giveUp, { once: true });
  const limit = setTimeout(
    () => ready.reject(new Error(`the system was not ready after ${readyWithinMs} ms`)),
    readyWithinMs,
  );
  try {
    if (signal.aborted) giveUp();
    return await ready.promise;
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', giveUp);
  }
}

function namedTree(dataDir: string, root: number): Named[] {
  const noted = readJson<{ readonly children: readonly Named[] }>(join(dataDir, 'processes.json'));
  const names = new Map(noted?.children.map(({ name, pid }) => [pid, name]));
  return treeOf(root).map((pid) => ({
    pid,
    name: pid === root ? 'start' : (names.get(pid) ?? `pid ${pid}`),
  }));
}

/** False when there is no such process any more. */
function signalTo(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
