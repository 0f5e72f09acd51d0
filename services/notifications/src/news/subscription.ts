import { instantAt, isBusinessDay, nextBusinessDay, osloDay } from '@tiltak/calendar';
import type { Stage } from '@tiltak/store';
import type { NewsKind } from './kinds.ts';

/** Who gets a daily digest, by the subject of their sign-in: with an address, so that it is no journal row. */
export type Subscription = {
  readonly email: string;
  /** Empty: all. */
  readonly kinds: readonly NewsKind[];
  /** `HH:MM` in Norway. */
  readonly at: string;
  /** The position of the news up to which it was told. */
  readonly told: number;
};

export const subscriptionsCollection = { name: 'newsSubscriptions' } as const;
export const digestTimer = 'newsDigest';
const timerIdOf = (subject: string) => `digest:${subject}`;

/** The next time after an instant that clocks in Norway show `time` on a business day. UTC, RFC 3339. */
export function nextDigestAt(after: string, time: string): Date {
  const today = osloDay(after);
  const at = instantAt(today, time);
  if (isBusinessDay(today) && at > Date.parse(after)) return new Date(at);
  return new Date(instantAt(nextBusinessDay(today), time));
}

/** Sets when the next digest is; the same subscriber's timer is moved. */
export function scheduleDigest(stage: Stage, subject: string, { at }: Pick<Subscription, 'at'>): void {
  const dueAt = nextDigestAt(stage.at, at);
  stage.schedule({ id: timerIdOf(subject), kind: digestTimer, dueAt, payload: { subject } });
}

export const unscheduleDigest = (stage: Stage, subject: string): void => stage.unschedule(timerIdOf(subject));
