import { instantAt, lastInstantOf } from '@tiltak/calendar';
import type { OperationAnswer } from '@tiltak/contracts';
import { procedureName, type procurementOperations } from '@tiltak/contracts/procurement';
import type { Call, Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { requiredClauses } from '../rule/clauses.ts';
import { ruleRows } from '../rule/rules.ts';
import { advise } from './advise.ts';
import type { Threshold } from './part.ts';
import { alike, summed, yearBefore } from './splitting.ts';

type Ops = Pick<typeof procurementOperations, 'adviseProcedures'>;
type Query = Call<Ops['adviseProcedures']>['query'];
type Answer = OperationAnswer<Ops['adviseProcedures']>;

/** Other purchases that are shown and summed at the most. */
export const othersMax = 200;

/** The adviser: an answer of its own from the rules of the day, which decides nothing. */
export const adviceRoutes = (store: Store): Handlers<Ops> => ({
  async adviseProcedures({ query }) {
    const { estimatedValueOre, kind, on, cpvCode, months } = query;
    const rows = await ruleRows(store);
    const advice = advise(procedureName.options, { estimatedValueOre, kind, on, cpvCode }, rows);
    const cpvCodes = cpvCode === undefined ? [] : [cpvCode];
    const clauses = requiredClauses({ estimatedValueOre, kind, on, cpvCodes, months: months ?? null }, rows);
    const splitting = await splittingOf(store, query, advice.thresholds);
    return { body: { estimatedValueOre, kind, on, ...advice, clauses, splitting } as Answer };
  },
});

async function splittingOf(store: Store, query: Query, thresholds: readonly Threshold[]) {
  const { unit, kind, on, cpvCode, procurementId, estimatedValueOre } = query;
  if (unit === undefined) return null;
  const from = new Date(instantAt(yearBefore(on), '00:00')).toISOString();
  const { filter, ...wanted } = alike({
    unit,
    kind,
    on,
    cpvCode,
    procurementId,
    from,
    until: lastInstantOf(on),
  });
  const found = await store
    .states<ProcurementCase>(procurements)
    .find(filter)
    .sort({ 'state.createdAt': -1 })
    .limit(othersMax + 1)
    .toArray();
  const others = found.slice(0, othersMax).map(({ _id, state }) => {
    const { title, procedure, status, estimatedValueOre, createdAt } = state;
    return { procurementId: _id, title, procedure, status, estimatedValueOre, createdAt };
  });
  return {
    ...wanted,
    others,
    hasMore: found.length > othersMax,
    ...summed(estimatedValueOre, others, thresholds),
  };
}
