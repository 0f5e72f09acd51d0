import { setTimeout as pause } from 'node:timers/promises';
import type { Exit, Part } from './part.ts';

const RESTART_AFTER_MS_MIN = 500;
const RESTART_AFTER_MS_MAX = 15_000;
/** A process that ran this long was well; its next restart is quick again. */
const WELL_AFTER_MS = 30_000;

/** Says what happens, one line at a time. */
export type Say = (line: string) => void;

/** Why a process ended, for people. */
function describeExit({ code, signal }: Exit): string {
  if (signal) return `was ended by ${signal}`;
  return code === null ? 'could not be run' : `ended with code ${code}`;
}

/**
 * Starts a part again, with back-off from 0.5 to 15 s, whenever its process ends, until `stopping` is aborted. Call
 * once the part is up.
 */
export function superviseRestarts(part: Part, stopping: AbortSignal, say: Say): void {
  let restartAfterMs = RESTART_AFTER_MS_MIN;
  let upSince = performance.now();
  let isRestarting = false;

  async function restart(exit: Exit): Promise<void> {
    isRestarting = true;
    if (performance.now() - upSince > WELL_AFTER_MS) restartAfterMs = RESTART_AFTER_MS_MIN;
    say(
      `${part.name} (pid ${exit.pid}) ${describeExit(exit)}; starting it again in ${restartAfterMs / 1000} s`,
    );
    for (;;) {
      await pause(restartAfterMs, undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted) return;
      restartAfterMs = Math.min(restartAfterMs * 2, RESTART_AFTER_MS_MAX);
      try {
        await part.start();
        break;
      } catch (error) {
        if (stopping.aborted) return;
        say(`${error instanceof Error ? error.message : error}\ntrying again in ${restartAfterMs / 1000} s`);
      }
    }
    upSince = performance.now();
    isRestarting = false;
    say(`${part.name} is up again (pid ${part.pid})`);
  }

  part.onExit((exit) => {
    if (!stopping.aborted && !isRestarting) void restart(exit);
  });
}
