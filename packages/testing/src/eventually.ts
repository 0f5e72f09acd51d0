import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;

/**
 * Asks again until `check` no longer throws, and gives what it answers. Throws the check's last error when
 * `deadlineMs` (10 seconds if left out) have gone by.
 */
export async function eventually<Answer>(
  check: () => Answer | Promise<Answer>,
  { deadlineMs = 10_000 }: { readonly deadlineMs?: number } = {},
): Promise<Answer> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(pollMs);
  }
}
