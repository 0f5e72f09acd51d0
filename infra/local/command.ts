import { spawn } from 'node:child_process';

/** At most this much of a command's output is kept, from its end. */
const OUTPUT_CHARACTERS_MAX = 20_000;

/** What a finished command left: `code` is null when it was ended by a signal or could not be started. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
  /** The program does not exist or may not be run. */
  readonly missing: boolean;
}

/** Where to run a command, and with what. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The command is asked to end (SIGTERM) when its output matches. */
  readonly endOn?: RegExp;
}

/**
 * Runs a command to its end, its output and errors together. Never throws for what the command
 * does. If this process ends first, so does the command.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { endOn, ...options }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const endWithParent = (): void => void child.kill('SIGKILL');
    process.once('exit', endWithParent);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-OUTPUT_CHARACTERS_MAX);
      if (endOn?.test(output)) child.kill('SIGTERM');
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      process.off('exit', endWithParent);
      resolve({ code: null, output: error.message, missing: true });
    });
    child.once('close', (code) => {
      process.off('exit', endWithParent);
      resolve({ code, output, missing: false });
    });
  });
}

/** The last lines of a text, for messages. */
export function lastLines(text: string, count = 12): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
