/** The task that the benchmark gave to this process. The process ends when the benchmark is gone. */
export function taskOfThisProcess<Task>(): Task {
  process.once('disconnect', () => process.exit(0));
  return JSON.parse(process.argv[2] ?? '{}') as Task;
}

/** Answers the benchmark. */
export function answer(message: object): void {
  process.send?.(message);
}
