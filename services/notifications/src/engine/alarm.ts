/**
 * Sleep that can be cut short. A ring while nobody sleeps is kept for the next sleep, so that none is lost between
 * looking for work and going to sleep.
 */
export function createAlarm() {
  let rung = false;
  let wakeUp: (() => void) | undefined;
  return {
    ring(): void {
      rung = true;
      wakeUp?.();
    },
    /** Resolves after `ms`, or at the next ring. For one sleeper. */
    sleep(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wakeUp = undefined;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, rung ? 0 : ms);
        wakeUp = done;
      });
    },
  };
}
