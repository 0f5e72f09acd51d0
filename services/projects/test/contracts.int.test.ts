import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { foldAll, verifyJournal } from '@tiltak/store';
import { allocations } from '../src/allocation/allocation.ts';
import { changed, noMoney } from '../src/allocation/amounts.ts';
import { followed } from '../src/procurement/procurement.ts';
import { aggregates } from '../src/service.ts';
import { procurementCountsAsOf } from '../src/views/procurements.ts';
import {
  contractor,
  eventually,
  fromMaintenance,
  fromProcurement,
  startProjects,
  submitted,
} from './running.ts';

let projects: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => {
  projects = await startProjects();
});
afterAll(async () => {
  await projects?.stop();
});

const decision = { body: 'Formannskapet', date: null, caseNumber: null, dateText: '15. april' };

async function openMeasure(amountOre: number) {
  const { body: frame } = await projects
    .as('portfolio.controller')
    .decideFrame({ body: { name: 'Stimuleringstiltak', amountOre, decision } });
  const { frameId } = frame;
  const body = { name: 'Nytt tak', part: null, points: [], frameId };
  const { body: measure } = await projects.as('project.owner').createMeasure({ body });
  return { frameId, measureId: measure.measureId };
}

const getFrame = async (frameId: string) =>
  (await projects.as('auditor').getFrame({ params: { frameId } })).body;
const getMeasure = async (measureId: string, asOf?: string) =>
  (
    await projects
      .as('auditor')
      .getMeasure({ params: { measureId }, query: asOf === undefined ? {} : { asOf } })
  ).body;
const answersTo = (allocationId: string) =>
  projects.published.filter(({ subject }) => subject === allocationId);

/** The events of a contract, each the next one of its stream. */
function contractOf(contractId: string, measureId: string, type = 'contract') {
  let sequence = 0;
  const told = { contractId, procurementId: `case-of-${contractId}`, measureId, type };
  return (what: string, data: object = {}) => {
    sequence += 1;
    return fromProcurement(contractId, sequence, `contract.${what}`, { ...told, ...data });
  };
}
const terms = {
  lotId: 'LOT-1',
  title: 'Nytt tak',
  suppliers: [{ supplierId: 's', organisationNumber: '310000019', name: 'Tak AS', rank: 1 }],
  ceilingOre: 1000,
  startsOn: '2026-12-04',
  endsOn: null,
  frameworkAgreementId: null,
  signedAt: '2026-12-04T09:00:00.000Z',
};
const tell = (...events: Parameters<typeof projects.send>[0]) => projects.send(events, 'procurement');

test('a contract holds money of its frame as an order does: reserved, committed, invoiced, and the rest freed; the ledger is the sum of both', async () => {
  const { frameId, measureId } = await openMeasure(1000);
  const event = contractOf('contract-a', measureId);
  await tell(event('fundsrequested', { request: 1, amountOre: 700 }));
  const [answer] = await eventually(
    async () => answersTo('contract-a').length === 1 && answersTo('contract-a'),
  );
  expect(answer).toMatchObject({
    type: 'no.tiltak.projects.funds.reserved.v1',
    data: { allocationId: 'contract-a', request: 1, amountOre: 700, availableOre: 300 },
  });
  await projects.send([fromMaintenance('order-beside', 1, 'order.submitted', submitted(measureId, 200))]);
  await eventually(async () => (await getFrame(frameId)).reservedOre === 900);

  const signed = event('signed', { ...terms, valueOre: 700 });
  // At least once: the same event again has no effect.
  await tell(signed, signed);
  await eventually(async () => (await getFrame(frameId)).committedOre === 700);
  await tell(event('changerequested', { changeId: 'change-1', addedOre: 101 }));
  await eventually(async () => answersTo('contract-a').length === 2);
  expect(answersTo('contract-a')[1]).toMatchObject({
    type: 'no.tiltak.projects.funds.refused.v1',
    data: { changeId: 'change-1', amountOre: 101, availableOre: 100 },
  });
  await tell(
    event('changerequested', { changeId: 'change-2', addedOre: 100 }),
    event('changed', {
      ...{ changeId: 'change-2', ground: 'unforeseen', addedOre: 100, currentValueOre: 800, endsOn: null },
    }),
    event('changed', {
      ...{
        changeId: 'change-3',
        ground: 'not_substantial',
        addedOre: -50,
        currentValueOre: 750,
        endsOn: null,
      },
    }),
    event('workreported', { personHours: 80, apprenticeHours: 10 }),
    event('invoiced', { invoiceNumber: '1', amountOre: 600 }),
  );
  await eventually(async () => (await getFrame(frameId)).invoicedOre === 600);
  expect(await getFrame(frameId)).toMatchObject({ reservedOre: 200, committedOre: 150, availableOre: 50 });
  await tell(event('completed', { paidOre: 600 }));
  await eventually(async () => (await getFrame(frameId)).paidOre === 600);
  const used = { reservedOre: 200, committedOre: 0, invoicedOre: 600, paidOre: 600 };
  expect(await getFrame(frameId)).toMatchObject({ ...used, availableOre: 200 });
  expect(await getMeasure(measureId)).toMatchObject({ ...used, personHours: 80, apprenticeHours: 10 });

  const sum = [...(await foldAll(projects.store, allocations)).values()]
    .flatMap((state) => (state.status !== 'none' && state.frameId === frameId ? [state.amounts] : []))
    .reduce(changed, noMoney);
  expect(sum).toEqual(used);
});

test('a contract that is given up frees its money, and a framework agreement takes none', async () => {
  const { frameId, measureId } = await openMeasure(1000);
  const event = contractOf('contract-b', measureId);
  const framework = contractOf('contract-c', measureId, 'framework_agreement');
  await tell(event('fundsrequested', { request: 1, amountOre: 1000 }));
  await eventually(async () => (await getFrame(frameId)).availableOre === 0);
  await tell(
    framework('signed', { ...terms, valueOre: 0, frameworkAgreementId: 'agreement' }),
    framework('completed', { paidOre: 0 }),
    event('cancelled', { reason: 'Klagen fikk medhold' }),
  );
  await eventually(async () => (await getFrame(frameId)).availableOre === 1000);
  await eventually(
    async () => (await getMeasure(measureId)).procurements.signed[0]?.contracts[0]?.status === 'completed',
  );
  expect(await getFrame(frameId)).toMatchObject({ reservedOre: 0, committedOre: 0 });
  await projects.send([
    fromMaintenance('order-d', 1, 'order.submitted', submitted(measureId, 1000)),
    fromMaintenance('order-d', 2, 'order.placed', {
      ...{ ...contractor, amountOre: 1000, dueOn: '2030-01-01', proposedStart: null },
    }),
  ]);
  await eventually(async () => (await getFrame(frameId)).committedOre === 1000);
});

test('a measure shows its procurements as planned, running and signed, now and as they were', async () => {
  const { measureId } = await openMeasure(1000);
  const facts = { title: 'Nytt tak', kind: 'works', procedure: 'open', estimatedValueOre: 900, measureId };
  const about = (one: string) => {
    let sequence = 0;
    return (what: string, data: object = {}) => {
      sequence += 1;
      return fromProcurement(one, sequence, `procurement.${what}`, { procurementId: one, ...data });
    };
  };
  const [planned, running, cancelled, signed] = ['p-1', 'p-2', 'p-3', 'case-of-contract-e'].map(about);
  if (!planned || !running || !cancelled || !signed) throw new Error('four cases');
  const open = {
    ...facts,
    cpvCodes: [],
    deadlines: { requests: null, bids: null },
    invitedSupplierIds: null,
  };
  await tell(
    planned('created', { ...facts, title: 'Gammel tittel' }),
    planned('changed', facts),
    running('created', facts),
    running('published', open),
    cancelled('created', facts),
    cancelled('cancelled', { reason: 'Behovet er borte' }),
    // A contract may be heard of before the case that it is in.
    contractOf('contract-e', measureId)('signed', { ...terms, type: 'framework_agreement', valueOre: 0 }),
  );
  const groups = async (asOf?: string) => {
    const { procurements } = await getMeasure(measureId, asOf);
    return Object.fromEntries(
      Object.entries(procurements).map(([group, all]) => [group, all.map((one) => one.procurementId).sort()]),
    );
  };
  const then = await eventually(async () => {
    const shown = await groups();
    return (
      shown.planned?.length === 1 &&
      shown.running?.length === 1 &&
      shown.signed?.length === 1 &&
      new Date(Date.now() + 1).toISOString()
    );
  });
  expect(await groups()).toEqual({ planned: ['p-1'], running: ['p-2'], signed: ['case-of-contract-e'] });
  const { procurements } = await getMeasure(measureId);
  expect(procurements.planned[0]?.title).toBe('Nytt tak');
  expect(procurements.signed[0]).toMatchObject({
    title: 'Nytt tak',
    procedure: null,
    contracts: [{ contractId: 'contract-e', supplierNames: ['Tak AS'], status: 'signed' }],
  });
  // The portfolio counts them all: of this measure, and of those that the other tests have left.
  const counted = async (asOf?: string) => {
    const { body } = await projects.as('auditor').getPortfolio({ query: asOf === undefined ? {} : { asOf } });
    return body.byPart.find(({ key }) => key === 'none')?.procurements;
  };
  const inPortfolio = await counted();
  expect(inPortfolio).toMatchObject({ planned: 1, running: 1 });
  expect(inPortfolio?.signed).toBeGreaterThanOrEqual(1);
  await tell(
    planned('published', open),
    running('advanced', { from: 'published', to: 'closed_for_bids' }),
    signed('created', facts),
  );
  await eventually(async () => (await groups()).running?.length === 2);
  expect(await groups(then)).toEqual({ planned: ['p-1'], running: ['p-2'], signed: ['case-of-contract-e'] });
  expect(await counted()).toMatchObject({ planned: 0, running: 2 });
  expect(await counted(then)).toEqual(inPortfolio);
});

test('at every instant the portfolio counts the procurements as the journal has them, and reads only what changed since', async () => {
  const { store } = projects;
  const kind = followed.kind;
  const instants = (await store.journal.distinct('at', { kind })) as string[];
  expect(instants.length).toBeGreaterThan(3);
  for (const until of instants.flatMap((at) => [new Date(Date.parse(at) - 1).toISOString(), at])) {
    const expected = { planned: 0, running: 0, signed: 0 };
    for (const { measureId, status, contracts } of (await foldAll(store, followed, until)).values()) {
      if (measureId === null || status === 'cancelled') continue;
      const isSigned = contracts.length > 0 || status === 'contracted' || status === 'completed';
      const isPlanned = ['draft', 'planned', 'market_dialogue'].includes(status);
      expected[isSigned ? 'signed' : isPlanned ? 'planned' : 'running'] += 1;
    }
    const counted = { planned: 0, running: 0, signed: 0 };
    for (const counts of (await procurementCountsAsOf(store, until)).values())
      for (const group of ['planned', 'running', 'signed'] as const) counted[group] += counts[group];
    expect(counted).toEqual(expected);
  }
  const plan = await store
    .states(followed)
    .find({ updatedAt: { $gt: instants[0] }, createdAt: { $lte: instants[0] } } as object)
    .project({ _id: 1 })
    .explain('executionStats');
  expect(plan.executionStats.totalDocsExamined).toBe(0);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(projects.store, aggregates)).toEqual([]);
});
