import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { byFrame, rowsAt, type Sums, summed, sumsAsOf, withoutLater } from '../src/views/asOf.ts';
import { contractor, eventually, fromMaintenance, startProjects, submitted } from './running.ts';

let projects: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => {
  projects = await startProjects();
});
afterAll(async () => {
  await projects?.stop();
});

const decision = { body: 'Formannskapet', date: null, caseNumber: null, dateText: '15. april' };
const auditor = () => projects.as('auditor');

/** Two frames, three measures, and what orders did to them, one thing after the other. */
async function history() {
  const frame = async (name: string) =>
    (await projects.as('portfolio.controller').decideFrame({ body: { name, amountOre: 10_000, decision } }))
      .body.frameId;
  const measure = async (frameId: string) =>
    (
      await projects.as('project.owner').createMeasure({
        body: { name: 'Tiltak', part: null, points: [], frameId },
      })
    ).body.measureId;
  const [one, other] = [await frame('Én'), await frame('En annen')];
  const measureIds = [await measure(one), await measure(one), await measure(other)];
  const charged = [...measureIds, ...measureIds];
  for (const [at, measureId] of charged.entries()) {
    const orderId = `as-of-${at}`;
    const amountOre = 100 * (at + 1);
    const hours = { ...contractor, measureId, personHours: 7.25, apprenticeHours: 0.1 };
    await projects.send([
      fromMaintenance(orderId, 1, 'order.submitted', submitted(measureId, amountOre)),
      fromMaintenance(orderId, 2, 'order.placed', {
        ...contractor,
        ...{ amountOre, dueOn: '2030-01-01', proposedStart: null },
      }),
      fromMaintenance(orderId, 3, 'work.done', hours),
      // More than a frame has: a refusal is a row too, and no money.
      fromMaintenance(`${orderId}-large`, 1, 'order.submitted', submitted(measureId, 999_999)),
    ]);
  }
  const rows = () => projects.store.journal.find({ kind: 'allocations' }).sort({ at: 1 }).toArray();
  const done = await eventually(async () => {
    const all = await rows();
    return all.length >= charged.length * 4 && all;
  });
  return { frameIds: [one, other], measureIds, rows: done };
}

const rounded = (sums: ReadonlyMap<string, Sums & { readonly frameId: string }>) =>
  [...sums]
    .map(([id, { personHours, apprenticeHours, ...sum }]) => ({
      id,
      ...sum,
      hours: [Math.round(personHours * 100), Math.round(apprenticeHours * 100)].map((hours) => hours + 0),
    }))
    .filter(({ hours: [person], reservedOre, committedOre }) => reservedOre + committedOre + person! !== 0)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('at every instant, to the millisecond, the sums are those of the rows until then, by whatever way they are found', async () => {
  const { frameIds, measureIds, rows } = await history();
  const instants = [...new Set(rows.map(({ at }) => at))].flatMap((at) => [
    new Date(Date.parse(at) - 1).toISOString(),
    at,
  ]);
  expect(instants.length).toBeGreaterThan(4);
  for (const until of instants) {
    const expected = new Map<string, Sums & { readonly frameId: string }>();
    for (const { at, type, data } of rows) {
      if (at > until || /Refused$/.test(type)) continue;
      const {
        measureId,
        frameId,
        change,
        personHours = 0,
        apprenticeHours = 0,
      } = data as never as {
        readonly measureId: string;
        readonly frameId: string;
        readonly change?: Sums;
        readonly personHours?: number;
        readonly apprenticeHours?: number;
      };
      const before = expected.get(measureId);
      expected.set(measureId, {
        frameId,
        reservedOre: (before?.reservedOre ?? 0) + (change?.reservedOre ?? 0),
        committedOre: (before?.committedOre ?? 0) + (change?.committedOre ?? 0),
        invoicedOre: (before?.invoicedOre ?? 0) + (change?.invoicedOre ?? 0),
        paidOre: (before?.paidOre ?? 0) + (change?.paidOre ?? 0),
        personHours: (before?.personHours ?? 0) + personHours,
        apprenticeHours: (before?.apprenticeHours ?? 0) + apprenticeHours,
      });
    }
    const { store } = projects;
    const all = rounded(expected);
    expect(rounded(await summed(store, rowsAt({ $lte: until })))).toEqual(all);
    expect(rounded(await withoutLater(store, until))).toEqual(all);
    expect(rounded(await sumsAsOf(store, until, { measureIds }))).toEqual(all);
    for (const frameId of frameIds)
      expect(rounded(await sumsAsOf(store, until, { frameId }))).toEqual(
        all.filter((sum) => sum.frameId === frameId),
      );
    const { body } = await auditor().getPortfolio({ query: { asOf: until } });
    const total = [...byFrame(expected).values()].reduce((sum, { committedOre }) => sum + committedOre, 0);
    expect(body.total.committedOre).toBe(total);
  }
});

test('what some measures had used is found by their rows alone, however many others there are', async () => {
  const [row] = await projects.store.journal.find({ kind: 'allocations' }).limit(1).toArray();
  const { measureId } = row!.data as { readonly measureId: string };
  const own = { kind: 'allocations', 'data.measureId': measureId };
  const [ofMeasure, inAll] = [
    await projects.store.journal.countDocuments(own),
    await projects.store.journal.countDocuments({ kind: 'allocations' }),
  ];
  const until = new Date().toISOString();
  const plan = await projects.store.journal
    .find(rowsAt({ $lte: until }, [measureId]) as object)
    .explain('executionStats');
  expect(plan.executionStats.totalDocsExamined).toBe(ofMeasure);
  expect(ofMeasure).toBeLessThan(inAll);
});
