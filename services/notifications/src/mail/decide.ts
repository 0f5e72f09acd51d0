import { isOpen, type Mail, type MailEvent, type MailFacts } from './mail.ts';

/** How an attempt ended; where it failed, when the next one is: null where no other may help. */
export type MailOutcome =
  | { readonly delivered: true; readonly replyCode: number }
  | {
      readonly delivered: false;
      readonly replyCode: number | null;
      readonly error: string;
      readonly nextAttemptAt: string | null;
    };

export type MailCommand =
  | { readonly type: 'queue'; readonly facts: MailFacts; readonly traceparent: string | null }
  | {
      readonly type: 'record';
      /** From 1. */
      readonly attempt: number;
      readonly at: string;
      readonly outcome: MailOutcome;
    }
  | { readonly type: 'hasten'; readonly at: string };

export function decide(command: MailCommand, state: Mail): readonly MailEvent[] {
  if (command.type === 'queue') {
    const { facts, traceparent } = command;
    return state.status === 'none' ? [{ type: 'MailQueued', data: { ...facts, traceparent } }] : [];
  }
  if (!isOpen(state)) return [];
  if (command.type === 'hasten')
    return state.dueAt > command.at ? [{ type: 'MailHastened', data: { at: command.at } }] : [];
  const { attempt, at, outcome } = command;
  // Two processes may overlap for a moment: an attempt that is recorded already stays as it is.
  if (attempt !== state.attempts + 1) return [];
  const { status: _s, queue: _q, dueAt: _d, attempts: _a, ...others } = state;
  const { firstAttemptAt: _f, deliveredAt: _w, traceparent: _t, ...letter } = others;
  const facts = { ...letter, attempt, at, replyCode: outcome.replyCode };
  if (outcome.delivered) return [{ type: 'MailDelivered', data: facts }];
  const { error, nextAttemptAt } = outcome;
  return nextAttemptAt === null
    ? [{ type: 'MailExhausted', data: { ...facts, error } }]
    : [{ type: 'MailFailed', data: { ...facts, error, nextAttemptAt } }];
}
