import type { Reads, Stage, Store } from '@tiltak/store';

/** An endpoint at which every attempt since has failed. */
export type Failing = { readonly since: string };

export const failingCollection = { name: 'failing' } as const;

/** Parts of the way to disabling at which somebody is warned. */
const warnedAtPercent = [50, 70, 90] as const;
export const failingTimer = 'endpointFailing';
const timerIdOf = (endpointId: string, percent: number) => `failing:${endpointId}:${percent}`;

export type FailingPayload = {
  readonly endpointId: string;
  readonly since: string;
  readonly percent: number;
  readonly disabledAt: string;
};

/** From the first failure: the warnings on the way are set, and with `end` they are taken back. */
export async function openFailing(reads: Reads, endpointId: string) {
  const failing = await reads.doc<Failing>(failingCollection.name, endpointId);
  return {
    begin(stage: Stage, since: string, forSeconds: number): void {
      if (failing.value !== undefined) return;
      stage.put(failing, { since });
      const at = (percent: number) => new Date(Date.parse(since) + forSeconds * 10 * percent);
      for (const percent of warnedAtPercent) {
        const payload: FailingPayload = { endpointId, since, percent, disabledAt: at(100).toISOString() };
        stage.schedule({
          id: timerIdOf(endpointId, percent),
          kind: failingTimer,
          dueAt: at(percent),
          payload,
        });
      }
    },
    end(stage: Stage): void {
      if (failing.value === undefined) return;
      stage.put(failing, undefined);
      for (const percent of warnedAtPercent) stage.unschedule(timerIdOf(endpointId, percent));
    },
  };
}

/** How an endpoint stood before an attempt's result: since when everything had failed, if it had. */
export type Standing = { readonly failingSince: string | undefined };

/**
 * Which endpoints fail, as the engine remembers it: so that what goes well costs no look into the database. What other
 * processes record is seen at the next refresh; a failing that is over is ended by the next success.
 */
export function createFailures(store: Pick<Store, 'documents'>) {
  const since = new Map<string, string>();
  return {
    /** How the endpoint stood, and from now on stands. To be asked once for each result, before it is recorded. */
    standing(
      endpointId: string,
      { delivered, at }: { readonly delivered: boolean; readonly at: string },
    ): Standing {
      const failingSince = since.get(endpointId);
      if (delivered) since.delete(endpointId);
      else if (failingSince === undefined) since.set(endpointId, at);
      return { failingSince };
    },
    /** What the database knows that this process does not. */
    async refresh(): Promise<void> {
      const found = await store.documents<Failing>(failingCollection.name);
      for (const [endpointId, failing] of found) since.set(endpointId, failing.since);
    },
  };
}

export type Failures = ReturnType<typeof createFailures>;
