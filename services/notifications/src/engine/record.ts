import { pause, type Store } from '@tiltak/store';
import type { Outcome } from '../delivery/decide.ts';
import { deliveries } from '../delivery/deliveries.ts';
import { keepResponse } from '../delivery/responses.ts';
import type { Standing } from '../endpoint/failing.ts';
import { openConsequences } from '../warning/consequences.ts';

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
  /** How the endpoint stood before. */
  readonly standing: Standing;
};

const retryMs = 500;

/**
 * Makes an attempt's result durable; resolves once it is. Keeps trying while the database is away; false when it was
 * told to give up: then the attempt is made again, by whoever comes next.
 */
export async function record(
  store: Store,
  result: Result,
  options: {
    readonly signal: AbortSignal;
    readonly onError: (error: unknown) => void;
    /** How long after the first attempt a delivery is still tried, and an endpoint that takes nothing is kept. */
    readonly forSeconds: number;
  },
): Promise<boolean> {
  while (!options.signal.aborted) {
    try {
      await recordOnce(store, result, options.forSeconds);
      return true;
    } catch (error) {
      options.onError(error);
      await pause(retryMs, options.signal);
    }
  }
  return false;
}

async function recordOnce(store: Store, result: Result, forSeconds: number): Promise<void> {
  const { deliveryId, attempt, at, durationMs, outcome, response, eventId, traceparent, standing } = result;
  const command = { type: 'record', attempt, at: at.toISOString(), durationMs, outcome } as const;
  const kept =
    response !== null && keepResponse(store, { _id: store.newId(), deliveryId, attempt, at, response });
  await store.transact(
    async (reads) => {
      const delivery = await reads.stream(deliveries, deliveryId);
      const conclude = await openConsequences(
        reads,
        { delivery: delivery.state, at: at.toISOString(), outcome, standing },
        forSeconds,
      );
      return (stage) => {
        if (stage.handle(delivery, command).length > 0) conclude?.(stage, delivery.state);
      };
    },
    // At the most a later event of the same order waits for it, and that for no longer than this.
    { actor: 'engine', cause: eventId, traceparent, isPatient: true },
  );
  await kept;
}
