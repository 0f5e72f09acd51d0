import { pause, type Store } from '@tiltak/store';
import type { Outcome } from '../delivery/decide.ts';
import { deliveries } from '../delivery/deliveries.ts';
import { keepResponse } from '../delivery/responses.ts';
import { openSwitch } from '../endpoint/switch.ts';
import { openFallback } from '../mail/fallback.ts';

/** An attempt that is over. */
export type Result = {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempt: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly response: string | null;
  readonly traceparent: string | null;
};

/** The endpoint is gone for good (410, as Standard Webhooks has it). */
const isGone = ({ outcome }: Result) => outcome.statusCode === 410;
const retryMs = 500;

/**
 * Makes an attempt's result durable; resolves once it is. Keeps trying while the database is away; false when it was
 * told to give up: then the attempt is made again, by whoever comes next.
 */
export async function record(
  store: Store,
  result: Result,
  options: { readonly signal: AbortSignal; readonly onError: (error: unknown) => void },
): Promise<boolean> {
  while (!options.signal.aborted) {
    try {
      await recordOnce(store, result);
      return true;
    } catch (error) {
      options.onError(error);
      await pause(retryMs, options.signal);
    }
  }
  return false;
}

async function recordOnce(store: Store, result: Result): Promise<void> {
  const { deliveryId, attempt, at, durationMs, outcome, response, eventId, traceparent } = result;
  const command = { type: 'record', attempt, at: at.toISOString(), durationMs, outcome } as const;
  const kept =
    response !== null && keepResponse(store, { _id: store.newId(), deliveryId, attempt, at, response });
  await store.transact(
    async (reads) => {
      const isExhausted = !outcome.delivered && outcome.nextAttemptAt === null;
      const [delivery, endpoint, fallback] = await Promise.all([
        reads.stream(deliveries, deliveryId),
        isGone(result) ? openSwitch(reads, result.endpointId) : undefined,
        isExhausted ? openFallback(reads, eventId) : undefined,
      ]);
      return (stage) => {
        if (stage.handle(delivery, command).length > 0)
          fallback?.queue(stage, delivery.state, 'endpoint_exhausted');
        endpoint?.flip(stage, { enabled: false, reason: 'the endpoint answered 410 Gone' });
      };
    },
    // At the most a later event of the same order waits for it, and that for no longer than this.
    { actor: 'engine', cause: eventId, traceparent, isPatient: true },
  );
  await kept;
}
