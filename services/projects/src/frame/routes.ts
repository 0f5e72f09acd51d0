import { lastInstantOf } from '@tiltak/calendar';
import type { projectsOperations } from '@tiltak/contracts/projects';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { noMoney } from '../allocation/amounts.ts';
import type { Balance } from '../ledger/ledger.ts';
import { frameAsOf, frameNow, framePage, showFrame } from '../views/frames.ts';
import { frames } from './frame.ts';

type Operations = Pick<typeof projectsOperations, 'decideFrame' | 'getFrame' | 'listFrames'>;

/** The operations on frames. */
export const frameHandlers = (store: Store): Handlers<Operations> => ({
  decideFrame({ body, actor, idempotency }) {
    const frameId = store.newId();
    return store.transact(
      async (reads) => {
        const [frame, balance] = await Promise.all([
          reads.stream(frames, frameId),
          reads.doc<Balance>('balances', frameId),
        ]);
        return (stage) => {
          stage.handle(frame, body);
          // Only a decided frame has a balance, and without a balance nothing can be reserved.
          if (body.standing === 'decided')
            stage.put(balance, { amountOre: body.amountOre, ...noMoney, revision: 1 });
          return showFrame({ id: frameId, version: frame.version, state: frame.state }, balance.value);
        };
      },
      { actor: actor.subject, idempotency },
    );
  },
  async getFrame({ params, query }) {
    return query?.asOf === undefined
      ? frameNow(store, params.frameId)
      : { body: await frameAsOf(store, params.frameId, lastInstantOf(query.asOf)) };
  },
  async listFrames({ query }) {
    return { body: await framePage(store, query) };
  },
});
