import type { Reads, Stage } from '@tiltak/store';
import type { Outcome } from '../delivery/decide.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { openFailing, type Standing } from '../endpoint/failing.ts';
import { openSwitch } from '../endpoint/switch.ts';
import { openFallback } from '../mail/fallback.ts';
import { openWarning } from './warning.ts';

/** The endpoint is gone for good (410, as Standard Webhooks has it). */
const goneStatus = 410;

/**
 * What an attempt leads to besides its record: a letter instead of what is given up, a warning at an order's first
 * such, the beginning and end of an endpoint's failing, and its being disabled when it is gone, or has taken nothing
 * for as long as anything is tried. Undefined for most: what goes well at an endpoint that is well has none.
 */
export async function openConsequences(
  reads: Reads,
  attempt: {
    readonly delivery: Delivery;
    readonly at: string;
    readonly outcome: Outcome;
    readonly standing: Standing;
  },
  forSeconds: number,
): Promise<((stage: Stage, after: Delivery) => void) | undefined> {
  const { delivery, at, outcome } = attempt;
  if (delivery.status === 'none') return undefined;
  const { failingSince } = attempt.standing;
  const { endpointId, organisationNumber, eventId, orderId } = delivery;
  if (outcome.delivered) {
    if (failingSince === undefined) return undefined;
    const failing = await openFailing(reads, endpointId);
    return (stage) => failing.end(stage);
  }
  const since = failingSince ?? at;
  const isGone = outcome.statusCode === goneStatus;
  const isOff = isGone || Date.parse(at) - Date.parse(since) >= forSeconds * 1000;
  const isExhausted = outcome.nextAttemptAt === null;
  if (failingSince !== undefined && !isOff && !isExhausted) return undefined;
  const warningOf = (isDue: boolean, key: string) =>
    isDue ? openWarning(reads, key, organisationNumber) : undefined;
  const [failing, fallback, warnOfOrder, off, warnOfOff] = await Promise.all([
    openFailing(reads, endpointId),
    isExhausted ? openFallback(reads, eventId) : undefined,
    warningOf(isExhausted && orderId !== null, `${orderId}.${organisationNumber}.undelivered`),
    isOff ? openSwitch(reads, endpointId) : undefined,
    warningOf(isOff, `${endpointId}.${Date.parse(since)}.disabled`),
  ]);
  return (stage, after) => {
    if (after.status === 'none') return;
    failing.begin(stage, since, forSeconds);
    fallback?.queue(stage, after, 'endpoint_exhausted');
    const { attempts, firstAttemptAt } = after;
    warnOfOrder?.(stage, { kind: 'undelivered', attempts, firstAttemptAt }, orderId);
    if (off?.stream.state.status !== 'enabled') return;
    const reason = isGone ? 'the endpoint answered 410 Gone' : `nothing was delivered to it since ${since}`;
    off.flip(stage, { enabled: false, reason });
    warnOfOff?.(stage, { kind: 'disabled', isGone, since }, null);
  };
}
