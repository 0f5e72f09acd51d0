/** Tells each step of a play as it is done, with its time. */
export type Steps = <T>(what: string, step: () => Promise<T>, tell?: (result: T) => string) => Promise<T>;

/** Steps that are printed: a line each for people, or with `json` a JSON object a line. */
export function printedSteps(scene: string, json: boolean): Steps {
  let number = 0;
  return async (what, step, tell) => {
    number += 1;
    const startedAt = performance.now();
    const print = (ok: boolean, result: string) => {
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      if (json) console.log(JSON.stringify({ scene, step: number, what, ok, ms, result }));
      else console.log(`${ok ? '✓' : '✗'} ${what.padEnd(62)} ${`${ms} ms`.padStart(11)}  ${result}`);
    };
    try {
      const result = await step();
      print(true, tell?.(result) ?? '');
      return result;
    } catch (error) {
      print(false, String(error));
      throw error;
    }
  };
}
