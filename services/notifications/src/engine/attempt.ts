import { counter, currentTraceparent, histogram, withSpan } from '@tiltak/telemetry';
import type { Outcome } from '../delivery/decide.ts';
import { nextAttempt, type RetryPolicy } from '../delivery/schedule.ts';
import type { Job } from './load.ts';
import type { Answer, Poster } from './post.ts';
import { signatureHeaders } from './sign.ts';

const attempts = counter('webhook_attempts_total', 'Attempts to deliver an event', ['outcome']);
const durations = histogram('webhook_attempt_duration_seconds', 'Time until an endpoint answered');
const firstAttempts = histogram(
  'webhook_first_attempt_seconds',
  'From an event being committed here to the end of its first attempt',
);

/**
 * The ids of events that this one has taken the place of, separated by spaces: after an outage they are not sent, and
 * `previousId` leads to them.
 */
const supersedesHeader = 'tiltak-supersedes';

/** One request, in a span that continues the trace of the command that caused the event. */
export function attempt(job: Job, post: Poster['post'], now: () => Date): Promise<Answer> {
  const { endpointId, url, eventId: id, body, keys, traceparent: parent } = job;
  return withSpan(
    `deliver ${job.eventType}`,
    { kind: 'client', attributes: { endpointId, attempt: job.attempt }, parent: parent ?? undefined },
    async (span) => {
      const traceparent = currentTraceparent() ?? parent;
      const headers = {
        'content-type': 'application/cloudevents+json',
        'user-agent': 'tiltak-webhooks/1',
        ...signatureHeaders({ id, at: now(), body, keys }),
        ...(traceparent !== null && { traceparent }),
        ...(job.supersedes.length > 0 && { [supersedesHeader]: job.supersedes.join(' ') }),
      };
      const answer = await post({ endpointId, url, headers, body });
      if (answer.statusCode !== null) span.setAttribute('http.response.status_code', answer.statusCode);
      return answer;
    },
  );
}

/** What an answer means for the delivery. */
export function outcomeOf(
  job: Job,
  { statusCode, error, retryAfter }: Answer,
  { at, retry, random }: { readonly at: Date; readonly retry: RetryPolicy; readonly random: number },
): Outcome {
  if (error === null && statusCode !== null) return { delivered: true, statusCode };
  const firstAttemptAt = job.firstAttemptAt === null ? at : new Date(job.firstAttemptAt);
  const next = nextAttempt(retry, {
    attempts: job.attempt,
    ...{ firstAttemptAt, now: at, statusCode, retryAfter, random },
  });
  return {
    delivered: false,
    statusCode,
    error: error ?? 'no answer',
    nextAttemptAt: next?.toISOString() ?? null,
  };
}

/** The endpoint asked to be left alone for a while: that is meant for all that goes to it. */
export const isTold = ({ statusCode, retryAfter }: Answer): boolean =>
  (statusCode === 429 || statusCode === 503) && retryAfter !== undefined;

/** What an operator sees of it. */
export function measure(
  job: Job,
  outcome: Outcome,
  { at, durationMs }: { at: Date; durationMs: number },
): void {
  attempts.inc({ outcome: outcome.delivered ? 'delivered' : 'failed' });
  durations.observe(durationMs / 1000);
  if (job.attempt === 1) firstAttempts.observe((at.getTime() - Date.parse(job.receivedAt)) / 1000);
}
