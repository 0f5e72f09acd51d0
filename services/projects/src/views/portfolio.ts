import { lastInstantOf } from '@tiltak/calendar';
import type { projectsOperations } from '@tiltak/contracts/projects';
import type { Handlers } from '@tiltak/http';
import { foldAll, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { availableOf, changed, noMoney } from '../allocation/amounts.ts';
import { type FrameState, frames } from '../frame/frame.ts';
import type { Balance, Use } from '../ledger/ledger.ts';
import { type MeasureState, measures } from '../measure/measure.ts';
import { allSumsAsOf, byFrame } from './asOf.ts';
import { type ShownFrame, toFrame } from './frames.ts';
import { noSums } from './measures.ts';
import { noProcurements, procurementCounts, procurementCountsAsOf } from './procurements.ts';
import { rollUp, type Used } from './rollUp.ts';

type Portfolio = z.output<(typeof projectsOperations)['getPortfolio']['answer']['body']>;

/** The portfolio: now from the running totals, and as of a past instant from the journal. */
export const portfolioHandlers = (
  store: Store,
): Handlers<Pick<typeof projectsOperations, 'getPortfolio'>> => ({
  async getPortfolio({ query }) {
    const body =
      query?.asOf === undefined
        ? await portfolioNow(store)
        : await portfolioAsOf(store, lastInstantOf(query.asOf));
    return { body };
  },
});

/** A document per frame and measure, all as of one moment: a sum never shows half of a transaction. */
async function portfolioNow(store: Store): Promise<Portfolio> {
  const asOf = store.now().toISOString();
  const session = store.connection.getClient().startSession({ snapshot: true });
  try {
    const options = { session, readConcern: { level: 'snapshot' } } as const;
    const states = <State>(aggregate: { readonly kind: string }) =>
      store.states<State>(aggregate).find({}, options).sort({ _id: 1 }).toArray();
    // The first read fixes the snapshot's time for those after it.
    const frameRows = await states<FrameState>(frames);
    const balanceOf = await store.documents<Balance>('balances', undefined, options);
    const measureRows = await states<MeasureState>(measures);
    const useOf = await store.documents<Use>('uses', undefined, options);
    const casesOf = await procurementCounts(store, options);
    return toPortfolio(
      asOf,
      frameRows.map(({ _id, state }) => toFrame(_id, state, balanceOf.get(_id))),
      measureRows.flatMap(({ _id, state }) => usedOf(state, useOf.get(_id), casesOf.get(_id))),
    );
  } finally {
    await session.endSession();
  }
}

async function portfolioAsOf(store: Store, until: string): Promise<Portfolio> {
  const [frameStates, measureStates, sums, casesOf] = await Promise.all([
    foldAll(store, frames, until),
    foldAll(store, measures, until),
    allSumsAsOf(store, until),
    procurementCountsAsOf(store, until),
  ]);
  const used = byFrame(sums);
  return toPortfolio(
    until,
    [...frameStates].map(([id, state]) => toFrame(id, state, used.get(id))),
    [...measureStates].flatMap(([id, state]) => usedOf(state, sums.get(id), casesOf.get(id))),
  );
}

const usedOf = (
  state: MeasureState,
  sums: Used['sums'] = noSums,
  procurements = noProcurements,
): readonly Used[] => (state.status === 'none' ? [] : [{ facts: state, sums, procurements }]);

/** The total is that of the decided frames: what is only proposed can't be used. */
function toPortfolio(asOf: string, shown: readonly ShownFrame[], used: readonly Used[]): Portfolio {
  const decided = shown.filter(({ standing }) => standing === 'decided');
  const money = decided.reduce(changed, noMoney);
  const amountOre = decided.reduce((sum, frame) => sum + frame.amountOre, 0);
  return {
    asOf,
    total: { amountOre, ...money, availableOre: availableOf(amountOre, money) },
    frames: [...shown],
    ...rollUp(used),
  };
}
