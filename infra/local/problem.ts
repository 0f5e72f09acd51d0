/**
 * Something is wrong on this machine that the person at the keyboard can put right: a missing program, a taken
 * port, no network. The message says what is wrong and the remedy what to do; neither needs a stack trace.
 */
export class MachineProblem extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'MachineProblem';
    this.remedy = remedy;
  }
}

/** The text to print for any failure: message and remedy for a known problem, the stack for a fault of ours. */
export function explain(error: unknown): string {
  if (error instanceof MachineProblem) return `${error.message}\n  ${error.remedy.replaceAll('\n', '\n  ')}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
