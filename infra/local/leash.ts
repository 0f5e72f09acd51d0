import { spawn } from 'node:child_process';
import type { Part } from './part.ts';

/** `+pid` puts a process on the leash, `-pid` takes it off; at the end of the input the rest is killed. */
const SCRIPT = `
trap '' INT TERM HUP
held=' '
while read -r line; do
  case $line in
    +*) held="$held\${line#+} " ;;
    -*) rest=' '; for pid in $held; do [ "$pid" = "\${line#-}" ] || rest="$rest$pid "; done; held=$rest ;;
  esac
done
for pid in $held; do kill -9 "$pid" 2>/dev/null; done
if [ -n "$1" ]; then rm -rf -- "$1"; fi
`;

/** Ends processes when the process that started them is gone, however it went. */
export interface Leash {
  /** Holds the part whenever it runs, over restarts too. */
  hold(part: Part): void;
  /** Kills what is still held and deletes the folder. */
  release(): Promise<void>;
}

/**
 * A test run that is killed can't clean up after itself, and nothing starts later on its temporary folder to do it.
 * So a small shell waits at the other end of a pipe, kills what it was told of when the pipe closes, and deletes
 * `directory`.
 */
export function createLeash(directory = ''): Leash {
  const shell = spawn('sh', ['-c', SCRIPT, 'leash', directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  shell.stdin.on('error', () => {});
  shell.unref();
  return {
    hold(part) {
      if (part.pid !== undefined) shell.stdin.write(`+${part.pid}\n`);
      part.onStart((pid) => shell.stdin.write(`+${pid}\n`));
      part.onExit(({ pid }) => {
        if (pid !== undefined && shell.stdin.writable) shell.stdin.write(`-${pid}\n`);
      });
    },
    async release() {
      shell.ref();
      shell.stdin.end();
      await gone;
    },
  };
}
