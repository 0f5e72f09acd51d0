import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 20;
/** A look that costs much is had less often: what is waited for needs the processor more than who waits. */
const restsPerLook = 4;

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
    const from = performance.now();
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(Math.max(pollMs, restsPerLook * (performance.now() - from)));
  }
}

/**
 * Asks again until `look` gives something that is true, and gives it. Throws what was waited for when `deadlineMs` have
 * passed, or what `look` threw at last.
 */
export const until = <Found>(
  what: string,
  look: () => Found | Promise<Found>,
  options?: Parameters<typeof eventually>[1],
): Promise<Exclude<Found, null | undefined | false | 0 | ''>> =>
  eventually(async () => {
    const found = await look();
    if (!found) throw new Error(`waited in vain for: ${what}`);
    return found as Exclude<Found, null | undefined | false | 0 | ''>;
  }, options);
