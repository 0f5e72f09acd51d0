import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import type { Say } from './supervisor.ts';

const LOOK_EVERY_MS = 300;
const READ_BYTES_MAX = 256 * 1024;
/** More errors than this in one look are counted, not shown. */
const LINES_MAX = 10;
const PINO_ERROR_LEVEL = 50;

/** Keeps the log of the start before as `<name>.1.log`. */
export function rotateLog(file: string): void {
  if (existsSync(file)) renameSync(file, file.replace(/\.log$/, '.1.log'));
}

/** What of a log line belongs on the console: errors in pino's JSON, and everything that isn't JSON (a crash). */
export function errorIn(line: string): string | undefined {
  if (line.trim() === '') return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      readonly level?: number | string;
      readonly msg?: string;
      readonly err?: { readonly message?: string };
    };
    const isError =
      typeof level === 'number' ? level >= PINO_ERROR_LEVEL : level === 'error' || level === 'fatal';
    if (!isError) return undefined;
    const parts = [msg, err?.message].filter((part, index, all) => part && all.indexOf(part) === index);
    return parts.join(': ') || line;
  } catch {
    return line;
  }
}

/** Shows the errors that a service writes to its log file from now on. Ends with the returned function. */
export function watchLog(name: string, file: string, say: Say): () => void {
  let position = existsSync(file) ? statSync(file).size : 0;
  let rest = '';

  function look(): void {
    if (!existsSync(file)) return;
    const size = statSync(file).size;
    if (size <= position) return;
    const chunk = Buffer.alloc(Math.min(size - position, READ_BYTES_MAX));
    const handle = openSync(file, 'r');
    const length = readSync(handle, chunk, 0, chunk.length, position);
    closeSync(handle);
    position += length;
    const lines = (rest + chunk.toString('utf8', 0, length)).split('\n');
    rest = lines.pop() ?? '';
    const errors = lines.map(errorIn).filter((line) => line !== undefined);
    for (const line of errors.slice(0, LINES_MAX)) say(`[${name}] ${line}`);
    if (errors.length > LINES_MAX)
      say(`[${name}] ... and ${errors.length - LINES_MAX} more lines in ${file}`);
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
  };
}
