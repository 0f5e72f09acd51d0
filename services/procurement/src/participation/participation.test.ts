import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { participationRequests, type RequestEvent, waitMsMax } from './request.ts';
import { qualifiedIn, type SelectionEvent, selections } from './selection.ts';

const deadline = '2026-02-12T12:00:00+01:00';
const before = (ms: number) => new Date(Date.parse(deadline) - ms).toISOString();
const arrival = (ms: number, waitedMs = 0) => ({
  receivedAt: before(ms),
  at: before(ms - waitedMs),
  deadline,
});
const declaration = { requirementId: 'R1', isFulfilled: true, evidence: 'Tre referanser' };
const content = { procurementId: 'p', supplierId: 's1', declarations: [declaration], exclusionGrounds: null };
const ask = { type: 'request', ...content, requirementIds: ['R1'], arrival: arrival(1) } as const;
const asked: RequestEvent = { type: 'ParticipationRequested', data: { ...content, receivedAt: before(1) } };

test('a request is taken until the millisecond before the deadline, also where the database was slow', () => {
  given(participationRequests, []).when(ask).then([asked]);
  given(participationRequests, [])
    .when({ ...ask, arrival: arrival(1, waitMsMax) })
    .then([asked]);
  given(participationRequests, [])
    .when({ ...ask, arrival: arrival(1, waitMsMax + 1) })
    .rejects('too_busy');
  for (const late of [0, -1, -86_400_000]) {
    given(participationRequests, [])
      .when({ ...ask, arrival: arrival(late) })
      .rejects('request_late');
    given(participationRequests, [asked])
      .when({ type: 'withdraw', arrival: arrival(late) })
      .rejects('request_late');
  }
  const nothing = { ...arrival(1), deadline: null };
  given(participationRequests, [])
    .when({ ...ask, arrival: nothing })
    .rejects('requests_not_asked');
});

test('each requirement is answered, once, and nothing else', () => {
  given(participationRequests, [])
    .when({ ...ask, declarations: [] })
    .rejects('declaration_missing');
  const twice = [declaration, declaration];
  given(participationRequests, [])
    .when({ ...ask, declarations: twice })
    .rejects('requirement_not_found');
  const other = [declaration, { ...declaration, requirementId: 'R9' }];
  given(participationRequests, [])
    .when({ ...ask, declarations: other })
    .rejects('requirement_not_found');
});

test('a request is replaced, and withdrawn, until the deadline', () => {
  expect(given(participationRequests, [asked]).when(ask).state()).toMatchObject({ version: 2 });
  const withdraw = { type: 'withdraw', arrival: arrival(1) } as const;
  expect(given(participationRequests, [asked]).when(withdraw).state()).toMatchObject({ status: 'withdrawn' });
  given(participationRequests, []).when(withdraw).rejects('not_found');
});

const at = '2026-02-20T09:00:00.000Z';
const assessment = { requirementId: 'R1', isFulfilled: true, note: 'Godt dokumentert' };
const qualify = {
  type: 'qualify',
  supplierId: 's1',
  assessments: [assessment],
  requirementIds: ['R1'],
  at,
} as const;
const qualified = (supplierId: string): SelectionEvent => ({
  type: 'RequestDecided',
  data: { supplierId, decision: { outcome: 'qualified', assessments: [assessment], at } },
});
const why = { ground: 'taxes_unpaid', paragraph: '§ 24-2', reason: 'Restanser på ti millioner.', at };
const rejected = (supplierId: string): SelectionEvent => ({
  type: 'RequestDecided',
  data: { supplierId, decision: { outcome: 'rejected', ...why } },
});
const select = {
  type: 'select',
  supplierIds: ['s1', 's2', 's3'],
  criteria: 'De beste referansene',
  reasons: [{ supplierId: 's4', reason: 'Svakere referanser.' }],
  requestedBy: ['s1', 's2', 's3', 's4', 's5'],
  least: 3,
  at,
} as const;
const decided = [qualified('s1'), qualified('s2'), qualified('s3'), qualified('s4'), rejected('s5')];

test('qualified is who fulfils each requirement', () => {
  given(selections, [])
    .when(qualify)
    .then([qualified('s1')]);
  given(selections, [])
    .when({ ...qualify, assessments: [] })
    .rejects('assessment_missing');
  const failed = [{ ...assessment, isFulfilled: false }];
  given(selections, [])
    .when({ ...qualify, assessments: failed })
    .rejects('requirement_not_fulfilled');
  given(selections, [])
    .when({ type: 'reject', supplierId: 's5', ...why })
    .then([rejected('s5')]);
});

test('those who go on are chosen among the qualified by stated criteria, with a reason for each other', () => {
  const state = given(selections, decided).when(select).state();
  expect(state.selected?.supplierIds).toEqual(['s1', 's2', 's3']);
  expect(qualifiedIn(state)).toEqual(['s1', 's2', 's3', 's4']);
});

test.each<[string, object]>([
  ['not_qualified', { supplierIds: ['s1', 's2', 's5'] }],
  ['supplier_twice', { supplierIds: ['s1', 's2', 's2'] }],
  ['too_few_invited', { supplierIds: ['s1', 's2'] }],
  ['selection_reason_missing', { reasons: [] }],
  ['selection_reason_missing', { criteria: null }],
  ['requests_undecided', { requestedBy: ['s1', 's6'] }],
])('a selection is refused: %s', (code, wrong) => {
  given(selections, decided)
    .when({ ...select, ...wrong })
    .rejects(code);
});

test('where fewer are qualified than the procedure asks for, all of them go on', () => {
  const two = [qualified('s1'), qualified('s2')];
  const both = {
    ...select,
    supplierIds: ['s1', 's2'],
    criteria: null,
    reasons: [],
    requestedBy: ['s1', 's2'],
  };
  given(selections, two).when(both).state();
  given(selections, two)
    .when({ ...both, supplierIds: ['s1'] })
    .rejects('too_few_invited');
});

test('once made, nothing of a selection changes', () => {
  const made = [
    ...decided,
    ...selections.decide(select, decided.reduce(selections.evolve, selections.initial)),
  ];
  given(selections, made).when(select).rejects('selection_made');
  given(selections, made).when(qualify).rejects('selection_made');
  given(selections, made)
    .when({ type: 'reject', supplierId: 's1', ...why })
    .rejects('selection_made');
});
