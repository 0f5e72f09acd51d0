import { pause, type Reads, type Stage, type StateDocument, type Store } from '@tiltak/store';
import type { Outcome } from '../delivery/decide.ts';
import { deliveries } from '../delivery/deliveries.ts';
import { isAttempt, type OpenDelivery } from '../delivery/delivery.ts';
import { type EndedAttempt, receipts, receiptsOf } from '../delivery/receipts.ts';
import { keepResponses } from '../delivery/responses.ts';
import type { Standing } from '../endpoint/failing.ts';
import { openConsequences } from '../warning/consequences.ts';

/** An attempt that is over. */
export type Result = {
  readonly deliveryId: string;
  /** As it was read before the attempt. */
  readonly delivery: StateDocument<OpenDelivery>;
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempt: number;
  readonly at: Date;
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly response: string | null;
  /** How the endpoint stood before. */
  readonly standing: Standing;
  /** Something waits for it to be recorded: the next of its queue. */
  readonly isWaitedFor: boolean;
};

type Waiting = { readonly result: Result; readonly recorded: (is: boolean) => void };

/** Results that one transaction holds. */
const resultsMax = 500;
const retryMs = 500;

/**
 * Makes the results of attempts durable, as many in one transaction as are there when it begins. One that nothing waits
 * for lets it wait for another work's transaction, or a moment.
 */
export function createRecorder(
  store: Store,
  options: {
    readonly signal: AbortSignal;
    readonly onError: (error: unknown) => void;
    /** How long after the first attempt a delivery is still tried, and an endpoint that takes nothing is kept. */
    readonly forSeconds: number;
  },
) {
  const { signal, onError } = options;
  const waiting: Waiting[] = [];
  let isAsked = false;
  let isHurried = false;

  /** Asks for a transaction, which takes what waits when it begins; what comes later asks for the next. */
  function ask(isWaitedFor: boolean): void {
    if (!isAsked) {
      isAsked = true;
      isHurried = isWaitedFor;
      void recordBatch(!isWaitedFor);
    } else if (isWaitedFor && !isHurried) {
      isHurried = true;
      store.transact(nothing, { actor: 'engine' }).catch(onError);
    }
  }

  async function recordBatch(isPatient: boolean): Promise<void> {
    let batch: readonly Waiting[] | undefined;
    let kept: Promise<void> | undefined;
    try {
      await store.transact(
        async (reads) => {
          if (!batch) {
            batch = waiting.splice(0, resultsMax);
            isAsked = false;
            if (waiting.length > 0) ask(true);
          }
          const results = batch.map(({ result }) => result);
          // There before the attempt is seen, and not worth failing for.
          kept ??= keepResponses(store, results).catch(onError);
          const [step] = await Promise.all([recordAll(reads, results, options.forSeconds), kept]);
          return step;
        },
        { actor: 'engine', isPatient },
      );
      for (const { recorded } of batch ?? []) recorded(true);
    } catch (error) {
      onError(error);
      await pause(retryMs, signal);
      if (!batch) isAsked = false;
      waiting.unshift(...(batch ?? []));
      if (signal.aborted) for (const { recorded } of waiting.splice(0)) recorded(false);
      else if (waiting.length > 0) ask(true);
    }
  }

  return {
    /**
     * Resolves once the result is durable. Keeps trying while the database is away; false when it was told to give
     * up: then the attempt is made again, by whoever comes next.
     */
    record(result: Result): Promise<boolean> {
      if (signal.aborted) return Promise.resolve(false);
      return new Promise((recorded) => {
        waiting.push({ result, recorded });
        ask(result.isWaitedFor);
      });
    },
  };
}

/** Only makes what waits for company go at once. */
const nothing = async () => () => {};

async function recordAll(
  reads: Reads,
  results: readonly Result[],
  forSeconds: number,
): Promise<(stage: Stage) => void> {
  const endpointIds = [...new Set(results.map(({ endpointId }) => endpointId))];
  const [attempts, told] = await Promise.all([
    Promise.all(results.map((result) => openAttempt(reads, result, forSeconds))),
    Promise.all(endpointIds.map((endpointId) => reads.stream(receipts, receiptsOf(endpointId)))),
  ]);
  return (stage) => {
    const ended = Map.groupBy(
      attempts.flatMap((one) => one(stage)),
      ({ event }) => event.data.endpointId,
    );
    for (const [index, endpointId] of endpointIds.entries()) {
      const stream = told[index];
      if (stream) stage.handle(stream, { type: 'record', ended: ended.get(endpointId) ?? [] });
    }
  };
}

/** One attempt's result: what comes of the delivery, and of its endpoint. */
async function openAttempt(reads: Reads, result: Result, forSeconds: number) {
  const { deliveryId, attempt, durationMs, outcome, standing } = result;
  const at = result.at.toISOString();
  const delivery = await reads.stream(deliveries, deliveryId, result.delivery);
  const facts = { delivery: delivery.state, at, outcome, standing };
  const conclude = await openConsequences(reads, facts, forSeconds);
  return (stage: Stage): readonly EndedAttempt[] => {
    const events = stage.handle(delivery, { type: 'record', attempt, at, durationMs, outcome });
    if (events.length > 0) conclude?.(stage, delivery.state);
    return events.filter(isAttempt).map((event) => ({ deliveryId, event }));
  };
}
