import { lastInstantOf } from '@tiltak/calendar';
import type { projectsOperations } from '@tiltak/contracts/projects';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { frames } from '../frame/frame.ts';
import type { Use } from '../ledger/ledger.ts';
import { measureAsOf, measureNow, measurePage, noSums, showMeasure } from '../views/measures.ts';
import { measures } from './measure.ts';

type Operations = Pick<typeof projectsOperations, 'createMeasure' | 'getMeasure' | 'listMeasures'>;

/** The operations on measures. */
export const measureHandlers = (store: Store): Handlers<Operations> => ({
  createMeasure({ body, actor, idempotency }) {
    const measureId = store.newId();
    const { frameId } = body;
    return store.transact(
      async (reads) => {
        const [measure, use, frame] = await Promise.all([
          reads.stream(measures, measureId),
          reads.doc<Use>('uses', measureId),
          frameId === null ? undefined : reads.stream(frames, frameId),
        ]);
        return (stage) => {
          if (frame?.state.status === 'none')
            throw new Rejection('frame_not_found', `There is no frame ${frameId}; GET /frames lists them.`);
          stage.handle(measure, body);
          stage.put(use, { frameId, ...noSums, revision: 1 });
          return showMeasure({ id: measureId, version: measure.version, state: measure.state }, use.value);
        };
      },
      { actor: actor.subject, idempotency },
    );
  },
  async getMeasure({ params, query }) {
    return query?.asOf === undefined
      ? measureNow(store, params.measureId)
      : { body: await measureAsOf(store, params.measureId, lastInstantOf(query.asOf)) };
  },
  async listMeasures({ query }) {
    return { body: await measurePage(store, query) };
  },
});
