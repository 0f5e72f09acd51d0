import { lastInstantOf } from '@tiltak/calendar';
import type { measure, projectsOperations } from '@tiltak/contracts/projects';
import { fold, Rejection } from '@tiltak/decider';
import { historyOf, pageOf, type Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import type * as z from 'zod';
import { noMoney } from '../allocation/amounts.ts';
import type { Use } from '../ledger/ledger.ts';
import { type MeasureCreated, type MeasureState, measures } from '../measure/measure.ts';
import { type Sums, sumsAsOf } from './asOf.ts';
import { procurementsOf } from './procurements.ts';

/** A measure as it is shown. */
export type ShownMeasure = z.output<typeof measure>;

/** Nothing used, nothing worked. */
export const noSums: Sums = { ...noMoney, personHours: 0, apprenticeHours: 0 };
/** Hours to the hundredth: sums of decimal fractions would show their last bits. */
export const hoursOf = (sum: number): number => Math.round(sum * 100) / 100;

/** The measure and its ETag's version, which grows with each change of its use. Throws `not_found`. */
export function showMeasure(
  { id, version, state }: { readonly id: string; readonly version: number; readonly state: MeasureState },
  use: Use | undefined,
): { body: ShownMeasure; version: number } {
  return { body: toMeasure(id, state, use), version: version + (use?.revision ?? 0) };
}

/** The measure with the money it uses and the work it gave. Throws `not_found`. */
function toMeasure(measureId: string, state: MeasureState, used: Sums = noSums): ShownMeasure {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such measure.');
  const { status: _, words: _w, points, part, ...facts } = state;
  const { reservedOre, committedOre, invoicedOre, paidOre, personHours, apprenticeHours } = used;
  return {
    measureId,
    ...facts,
    part: part as ShownMeasure['part'],
    points: [...points],
    reservedOre,
    committedOre,
    invoicedOre,
    paidOre,
    personHours: hoursOf(personHours),
    apprenticeHours: hoursOf(apprenticeHours),
  };
}

export async function measureNow(store: Store, measureId: string) {
  const [found, uses, { procurements, revision }] = await Promise.all([
    store.states<MeasureState>(measures).findOne({ _id: measureId }),
    store.documents<Use>('uses', [measureId]),
    procurementsOf(store, measureId),
  ]);
  const { body, version } = showMeasure(
    { id: measureId, version: found?.version ?? 0, state: found?.state ?? measures.initial },
    uses.get(measureId),
  );
  return { body: { ...body, procurements }, version: version + revision };
}

/** The measure as it was; `not_found` if it was not there yet. */
export async function measureAsOf(store: Store, measureId: string, until: string) {
  const [state, sums, { procurements }] = await Promise.all([
    stateAsOf(store, measureId, until),
    sumsAsOf(store, until, { measureIds: [measureId] }),
    procurementsOf(store, measureId, until),
  ]);
  return { ...toMeasure(measureId, state, sums.get(measureId)), procurements };
}

async function stateAsOf(store: Store, measureId: string, until: string): Promise<MeasureState> {
  const rows = await historyOf<MeasureCreated>(store, measureId, until);
  return fold(measures, rows.filter(({ kind }) => kind === measures.kind) as readonly MeasureCreated[]);
}

/** A page of the measures, oldest first. With `asOf` the filters still look at how a measure is filed today. */
export async function measurePage(
  store: Store,
  query: z.output<(typeof projectsOperations)['listMeasures']['query']>,
) {
  const { cursor, limit, asOf } = query;
  const until = asOf === undefined ? undefined : lastInstantOf(asOf);
  const { items, next } = await pageOf(store.states<MeasureState>(measures), {
    filter: filterOf(query, until),
    order: 'oldest',
    cursor,
    limit,
  });
  const ids = items.map(({ _id }) => _id);
  if (until === undefined) {
    const uses = await store.documents<Use>('uses', ids);
    return { items: items.map(({ _id, state }) => toMeasure(_id, state, uses.get(_id))), next };
  }
  const [states, sums] = await Promise.all([
    Promise.all(ids.map((id) => stateAsOf(store, id, until))),
    sumsAsOf(store, until, { measureIds: ids }),
  ]);
  return { items: ids.map((id, at) => toMeasure(id, states[at] ?? measures.initial, sums.get(id))), next };
}

function filterOf(
  query: z.output<(typeof projectsOperations)['listMeasures']['query']>,
  until: string | undefined,
): object {
  const { words, part, point, category, areaId } = query;
  return {
    ...(words !== undefined && holdsAll(words)),
    ...(part !== undefined && { 'state.part': part }),
    ...(point !== undefined && { 'state.points': point }),
    ...(category !== undefined && { 'state.category': category }),
    ...(areaId !== undefined && { 'state.areaId': areaId }),
    ...(until !== undefined && { createdAt: { $lte: until } }),
  };
}
