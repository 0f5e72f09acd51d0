import { setTimeout as pause } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;
const WITHIN_MS = 60_000;

/** Asks again and again until the answer is not undefined, and returns it. Throws after 60 s. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const deadline = performance.now() + WITHIN_MS;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(POLL_INTERVAL_MS);
  }
  throw new Error(`not within ${WITHIN_MS / 1000} s: ${what}`);
}

/** True while a process with this pid exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
