import type { AnswerTimes } from '../answerTimes.ts';

/** How long things may wait before somebody is told, in seconds. */
export type EscalationTimes = {
  /** Reported work for its inspection, and what is said to be fixed for its approval. */
  readonly inspectionSeconds: number;
  /** Between one time that somebody is told and the next. */
  readonly repeatSeconds: number;
};

/** All that an order waits for. */
export type OrderTimes = AnswerTimes & { readonly escalation: EscalationTimes };
