import { randomUUID } from 'node:crypto';
import { call } from './request.ts';
import type { Tiltak } from './tiltak.ts';

/**
 * Your answer to an offer. A decline needs no reason, but the municipality would like one; a change needs one.
 *
 * @example
 * const answer: CallOffAnswer = { answer: 'accept_with_changes', reason: 'Ferie i uke 28', proposedStart: '2030-07-15' };
 */
export type CallOffAnswer = {
  readonly answer: 'accept' | 'decline' | 'accept_with_changes';
  readonly reason?: string | null;
  /** `YYYY-MM-DD` */
  readonly proposedStart?: string | null;
  /** With a yes in a mini-competition (`priceBasis` is `miniCompetition`): your price in øre. Replaceable until the deadline. */
  readonly priceOre?: number | null;
};

/**
 * The hours that the work took; `apprenticeHours` are those of them that apprentices (lærlinger) worked.
 *
 * @example
 * const hours: Hours = { personHours: 112, apprenticeHours: 30 };
 */
export type Hours = { readonly personHours: number; readonly apprenticeHours?: number };

/** The same key again has no further effect, also after a restart; left out: a new one for this call's own repetitions. */
type Options = { readonly idempotencyKey?: string };

/**
 * Answers an offer (avrop), in place of its answer link. Throws TiltakError with the code `expired`, `withdrawn` or
 * `already_answered` when it is too late, and NoAnswer.
 *
 * @example
 * await answerCallOff(tiltak, event.data.callOffId, { answer: 'accept', proposedStart: '2030-05-02' });
 */
export function answerCallOff(
  tiltak: Pick<Tiltak, 'maintenanceUrl' | 'token'>,
  callOffId: string,
  answer: CallOffAnswer,
  options: Options = {},
): Promise<{ readonly callOffId: string; readonly orderId: string; readonly status: string }> {
  return post(tiltak, `/call-offs/${encodeURIComponent(callOffId)}/answer`, answer, options);
}

/**
 * Tells that you are at work on an order that was placed with you. Throws TiltakError (`wrong_state`;
 * `safety_not_confirmed` for construction work without SHA plan and HMS cards) and NoAnswer.
 *
 * @example
 * await startWork(tiltak, orderId);
 */
export function startWork(
  tiltak: Pick<Tiltak, 'maintenanceUrl' | 'token'>,
  orderId: string,
  options: Options = {},
): Promise<{ readonly orderId: string; readonly status: string }> {
  return post(tiltak, `/orders/${encodeURIComponent(orderId)}/start-work`, {}, options);
}

/**
 * Reports the work as done, with its hours. After a rework report again: the reports add up. Throws TiltakError
 * (`wrong_state`, `work_paused`, `apprentice_hours_exceed_person_hours`) and NoAnswer.
 *
 * @example
 * await reportWorkDone(tiltak, orderId, { personHours: 112, apprenticeHours: 30 });
 */
export function reportWorkDone(
  tiltak: Pick<Tiltak, 'maintenanceUrl' | 'token'>,
  orderId: string,
  hours: Hours,
  options: Options = {},
): Promise<{ readonly orderId: string; readonly status: string }> {
  return post(tiltak, `/orders/${encodeURIComponent(orderId)}/report-work-done`, hours, options);
}

const post = <Answer>(
  tiltak: Pick<Tiltak, 'maintenanceUrl' | 'token'>,
  path: string,
  body: object,
  { idempotencyKey = randomUUID() }: Options,
): Promise<Answer> =>
  call(tiltak, {
    method: 'POST',
    url: tiltak.maintenanceUrl + path,
    body,
    idempotencyKey,
  }) as Promise<Answer>;
