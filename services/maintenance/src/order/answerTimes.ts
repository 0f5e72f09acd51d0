import { Rejection } from '@tiltak/decider';
import type { Terms } from './events.ts';

/** How long a contractor has to answer, in seconds. */
export type AnswerTimes = {
  readonly normalSeconds: number;
  readonly urgentSeconds: number;
  /**
   * The least that an order may set for itself. Whoever orders may hurry, as with a leak, but neither give somebody more
   * time than others get, nor so little that the first by rank is passed over by a deadline that nobody can keep.
   */
  readonly leastSeconds: number;
};

type Asked = Pick<Terms, 'urgent' | 'respondWithinSeconds'>;

/** How long this order's offers are open. */
export const answerSecondsOf = (asked: Asked, times: AnswerTimes): number =>
  asked.respondWithinSeconds ?? usualSecondsOf(asked, times);

/** Throws `answer_time_out_of_bounds` with the bounds. */
export function mustGiveFairTime(asked: Asked, times: AnswerTimes): void {
  const { respondWithinSeconds } = asked;
  const { leastSeconds } = times;
  const usualSeconds = usualSecondsOf(asked, times);
  if (respondWithinSeconds === undefined) return;
  if (respondWithinSeconds < leastSeconds || respondWithinSeconds > usualSeconds)
    throw new Rejection(
      'answer_time_out_of_bounds',
      `respondWithinSeconds: from ${leastSeconds} to ${usualSeconds}.`,
      { leastSeconds, mostSeconds: usualSeconds },
    );
}

const usualSecondsOf = ({ urgent }: Asked, { normalSeconds, urgentSeconds }: AnswerTimes): number =>
  urgent ? urgentSeconds : normalSeconds;
