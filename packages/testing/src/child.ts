import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of a test's own, which says what it has done in lines on its standard output. */
export type Child = {
  readonly pid: number;
  /** Every whole line so far. */
  readonly lines: readonly string[];
  /** SIGKILL, as a crash would be. Resolves when the process is gone and every line that it wrote is read. */
  kill(): Promise<void>;
  /** SIGTERM, then waits for the end. Gives the exit code. */
  stop(): Promise<number | null>;
  /** Waits for the end. Gives the exit code, null after a signal. */
  ended(): Promise<number | null>;
};

/** However the test process goes, its end of the child's standard input is closed then. */
const endWithStdin =
  'data:text/javascript,process.stdin.on("close",()=>process.exit(1)).resume();process.stdin.unref()';

/** Starts a TypeScript file as a process of its own; it goes when the test process goes. What it complains of is shown. */
export function startChild(
  file: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void = () => {},
): Child {
  const child: ChildProcess = spawn(process.execPath, ['--import', endWithStdin, file], {
    env: { ...process.env, ...environment, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const read = once(reader, 'close');
  reader.on('line', (line) => {
    lines.push(line);
    onLine(line);
  });
  const ended = async () => {
    const [[code]] = await Promise.all([exited, read]);
    return code as number | null;
  };
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended();
    },
    async stop() {
      child.kill('SIGTERM');
      return ended();
    },
  };
}
