import { MachineProblem } from './problem.ts';

/** Throws a `MachineProblem` when something that was given from outside isn't fit for use. */
export async function requireHealthy(what: string, isHealthy: () => Promise<boolean>): Promise<void> {
  let reason = 'it is not ready for use';
  try {
    if (await isHealthy()) return;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new MachineProblem(
    `${what} can't be used: ${reason}`,
    'Start it, or unset the variable to have one started here.',
  );
}

/** As `Promise.all`, but waits for all and reports every problem at once: Java and pip missing are one message. */
export async function allOrEveryProblem<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failures: unknown[] = [];
  for (const outcome of await Promise.allSettled(promises)) {
    if (outcome.status === 'rejected') failures.push(outcome.reason);
  }
  const problems = failures.filter((failure) => failure instanceof MachineProblem);
  const last = problems.at(-1);
  if (failures.length > problems.length)
    throw failures.find((failure) => !(failure instanceof MachineProblem));
  if (last) {
    const others = problems.slice(0, -1).map(({ message, remedy }) => `${message}\n  ${remedy}\n`);
    throw new MachineProblem(`${others.join('')}${last.message}`, last.remedy);
  }
  return (await Promise.all(promises)) as { -readonly [K in keyof T]: Awaited<T[K]> };
}
