import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { facts, specification } from '../../test/caseExamples.ts';
import type { ProcurementEvent } from './events.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';
import { bidsDeadline, canBid, type ProcurementState, procurements } from './procurement.ts';
import type { Criterion, Specification } from './specification.ts';

const at = '2026-01-12T09:00:00.000Z';
const bids = '2026-03-02T12:00:00+01:00';
const earliest = {
  requests: { day: '2026-02-11', rules: [] },
  bids: { day: '2026-02-11', rules: [] },
};

const climate = { problems: [], rules: [] };

const created = (procedure: ProcedureName = 'open'): ProcurementEvent => ({
  type: 'ProcurementCreated',
  data: { facts: { ...facts, procedure }, at },
});
const planned: ProcurementEvent = {
  type: 'ProcurementPlanned',
  data: { publishOn: '2026-02-01', startOn: null, at },
};
const specified: ProcurementEvent = {
  type: 'CompetitionSpecified',
  data: { specification: { ...specification, version: 1 }, rules: [], at },
};
const { title, kind, cpvCodes } = facts;
const published = (
  procedure: ProcedureName,
  deadlines: { requests: string | null; bids: string | null },
): ProcurementEvent => ({
  type: 'ProcurementPublished',
  data: { title, kind, procedure, cpvCodes, deadlines, invitedSupplierIds: null, rules: [], at },
});
const advanced = (from: Status, to: Status): ProcurementEvent => ({
  type: 'ProcurementAdvanced',
  data: { from, to, reason: null, at },
});

const ready = [created(), planned, specified];
const publish = {
  type: 'publish',
  deadlines: { requests: null, bids },
  invitedSupplierIds: null,
  earliest,
  at,
} as const;
const open = [...ready, published('open', publish.deadlines)];

test('a planned and specified case is published with its deadline, and takes bids until then', () => {
  const state = given(procurements, ready).when(publish).state();
  expect(state).toMatchObject({ status: 'published', publishedAt: at, round: 1 });
  expect(canBid(state, 'anyone')).toBe(true);
  expect(bidsDeadline(state)).toBe(bids);
});

test.each<[string, object]>([
  ['deadline_missing', { deadlines: { requests: null, bids: null } }],
  ['deadline_past', { deadlines: { requests: null, bids: at } }],
  ['deadline_too_short', { deadlines: { requests: null, bids: '2026-02-10T23:59:59+01:00' } }],
  ['deadline_not_used', { deadlines: { requests: bids, bids } }],
  ['invitation_not_used', { invitedSupplierIds: ['s'] }],
])('a publication is refused: %s', (code, wrong) => {
  given(procurements, ready)
    .when({ ...publish, ...wrong })
    .rejects(code);
});

test('the minimum is counted in days of Norway: the first minute of its day is enough', () => {
  const deadlines = { requests: null, bids: '2026-02-10T23:00:00Z' };
  given(procurements, ready)
    .when({ ...publish, deadlines })
    .state();
});

test('nothing is published twice, unplanned, or without what is competed for', () => {
  given(procurements, open).when(publish).rejects('wrong_step');
  given(procurements, [created(), specified]).when(publish).rejects('wrong_step');
  given(procurements, [created(), planned]).when(publish).rejects('specification_missing');
});

test('a limited tender asks suppliers by name, and takes no bids from others', () => {
  const before = [created('limited_tender'), planned, specified];
  given(procurements, before).when(publish).rejects('invitation_missing');
  const state = given(procurements, before)
    .when({ ...publish, invitedSupplierIds: ['asked'] })
    .state();
  expect(canBid(state, 'asked')).toBe(true);
  expect(canBid(state, 'other')).toBe(false);
});

test('in two stages nobody can bid before being invited, and the second round is asked for after the first', () => {
  const before = [
    created('innovation_partnership'),
    planned,
    specified,
    published('innovation_partnership', { requests: bids, bids: null }),
    advanced('published', 'qualification'),
  ];
  const invite = {
    type: 'invite',
    supplierIds: ['a', 'b', 'c'],
    qualified: 4,
    bidsDeadline: '2026-05-04T12:00:00+02:00',
    earliest: earliest.bids,
    at,
  } as const;
  given(procurements, before)
    .when({ ...invite, supplierIds: ['a', 'b'] })
    .rejects('too_few_invited');
  given(procurements, before)
    .when({ ...invite, supplierIds: ['a', 'b'], qualified: 2 })
    .state();
  const invited: ProcurementEvent = {
    type: 'BiddersInvited',
    data: { title, supplierIds: ['a'], bidsDeadline: bids, round: 1, rules: [], at },
  };
  const first = [
    ...before,
    invited,
    advanced('invited', 'closed_for_bids'),
    advanced('closed_for_bids', 'opened'),
  ];
  given(procurements, first).when({ type: 'advance', to: 'evaluation', at }).rejects('negotiation_missing');
  const negotiated = [...first, advanced('opened', 'negotiation')];
  const state = given(procurements, negotiated)
    .when({ ...invite, supplierIds: ['a'] })
    .state();
  expect(state).toMatchObject({ status: 'invited', round: 2 });
  expect(canBid(state, 'b')).toBe(false);
});

test('a complaint holds the contract until it is decided, once', () => {
  const filed: ProcurementEvent = {
    type: 'ComplaintFiled',
    data: { complaintId: 'c', filedBy: 'Prøve AS', about: 'Vektingen', at },
  };
  const way: Status[] = ['closed_for_bids', 'opened', 'qualification', 'evaluation', 'awarded', 'standstill'];
  const steps = way.map((to, index) => advanced(way[index - 1] ?? 'published', to));
  const held = [...open, ...steps, filed];
  const sign = { type: 'advance', to: 'contracted', at } as const;
  given(procurements, held).when(sign).rejects('complaint_open');
  const decide = { type: 'decideComplaint', complaintId: 'c', outcome: 'rejected', reason: 'x', at } as const;
  const decided = procurements.decide(decide, held.reduce(procurements.evolve, procurements.initial));
  given(procurements, [...held, ...decided])
    .when(sign)
    .then([advanced('standstill', 'contracted')]);
  given(procurements, [...held, ...decided])
    .when(decide)
    .rejects('complaint_decided');
});

test.each<[string, Partial<Specification>]>([
  ['weights_not_100', { criteria: specification.criteria.slice(0, 2) }],
  ['part_twice', { lots: [...specification.lots, ...specification.lots] }],
  ['lot_not_found', { criteria: [{ ...(specification.criteria[0] as Criterion), lotIds: ['LOT-9'] }] }],
  ['reason_missing', { noLotsReason: null }],
  ['reason_missing', { climate: { treatment: 'exemption', reason: null } }],
  ['criteria_not_allowed', { envelopes: ['price'] }],
  ['criteria_not_allowed', { priceModel: { type: 'priced_quality', valuesOre: [] } }],
  ['result_not_allowed', { result: { type: 'partnership', partnersMax: 3 } }],
])('a specification is refused: %s (%j)', (code, wrong) => {
  given(procurements, [created()])
    .when({ type: 'specify', specification: { ...specification, ...wrong }, climate, at })
    .rejects(code);
});

test('a competition that breaks the climate rule is refused, except where the rules do not apply', () => {
  const broken = { problems: [{ detail: 'climate has 20 % of LOT-1' }], rules: [] };
  const specify = { type: 'specify', specification, climate: broken, at } as const;
  given(procurements, [created()]).when(specify).rejects('climate_rule');
  const research = {
    ...specification,
    result: { type: 'partnership', partnersMax: 3 },
    intellectualProperty: 'Leverandøren beholder rettighetene.',
  } as const;
  given(procurements, [created('pre_commercial_procurement')])
    .when({ ...specify, specification: research })
    .state();
});

test('after publication neither the case nor what is competed for changes unseen', () => {
  given(procurements, open).when({ type: 'specify', specification, climate, at }).rejects('wrong_step');
  given(procurements, open).when({ type: 'change', facts }).rejects('wrong_step');
});

test('a case is cancelled with its reason until there is a contract', () => {
  const state: ProcurementState = given(procurements, open).when({ type: 'cancel', reason: 'x', at }).state();
  expect(state).toMatchObject({ status: 'cancelled', cancelledBecause: 'x' });
  const direct = [
    created('direct'),
    planned,
    advanced('planned', 'awarded'),
    advanced('awarded', 'contracted'),
  ];
  given(procurements, direct).when({ type: 'cancel', reason: 'x', at }).rejects('wrong_step');
});
