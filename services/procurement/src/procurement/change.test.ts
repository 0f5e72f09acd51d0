import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { facts, specification } from '../../test/caseExamples.ts';
import type { ProcurementEvent } from './events.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';
import { type ProcurementCase, procurements } from './procurement.ts';

const at = '2026-01-12T09:00:00.000Z';
const later = '2026-01-20T09:00:00.000Z';
const bids = '2026-03-02T12:00:00+01:00';
const extended = '2026-03-16T12:00:00+01:00';
const earliest = { day: '2026-02-11', rules: [] };
const climate = { problems: [], rules: [] };
const { title, kind, cpvCodes } = facts;

const published = (procedure: ProcedureName = 'open'): readonly ProcurementEvent[] => {
  const asksFor = procedure === 'open' ? 'bids' : 'requests';
  const deadlines = { requests: null, bids: null, [asksFor]: bids };
  const announced = { title, kind, procedure, cpvCodes, deadlines, invitedSupplierIds: null };
  return [
    { type: 'ProcurementCreated', data: { facts: { ...facts, procedure }, at } },
    {
      type: 'CompetitionSpecified',
      data: { specification: { ...specification, version: 1 }, rules: [], at },
    },
    {
      type: 'ProcurementPublished',
      data: { ...announced, questionsUntil: '2026-02-20', rules: [], at },
    },
  ];
};
const on = (...way: readonly Status[]): readonly ProcurementEvent[] =>
  way.map((to, index) => ({
    type: 'ProcurementAdvanced',
    data: { from: way[index - 1] ?? 'published', to, reason: null, at },
  }));
const open = published();

const change = {
  type: 'changeCompetition',
  specification: { ...specification, noLotsReason: 'En entreprenør må ha hele ansvaret.' },
  climate,
  documentIds: [],
  reason: 'Begrunnelsen var uklar.',
  isSubstantial: false,
  deadline: null,
  questionsUntil: null,
  earliest,
  at: later,
} as const;
const reweighed = {
  ...change,
  specification: {
    ...specification,
    criteria: specification.criteria.map((one) => ({
      ...one,
      weightPercent: { P: 40, K: 30 }[one.criterionId] ?? 30,
    })),
  },
  isSubstantial: true,
  deadline: extended,
} as const;

const after = (...events: readonly ProcurementEvent[]) => given(procurements, [...open, ...events]);

test('a small change makes a new version, and leaves the deadline and the bids as they are', () => {
  expect(after().when(change).state()).toMatchObject({
    specification: { version: 2, noLotsReason: 'En entreprenør må ha hele ansvaret.' },
    deadlines: { bids },
    reconfirmBidsSince: null,
  });
});

test('a substantial change extends the deadline and has earlier bids reconfirmed', () => {
  expect(after().when(reweighed).state()).toMatchObject({
    specification: { version: 2 },
    deadlines: { requests: null, bids: extended },
    reconfirmBidsSince: 2,
  });
});

test('a new version of a document is a change, though the specification is as it was', () => {
  const state = after()
    .when({ ...change, specification: null, documentIds: ['d1'] })
    .state();
  expect(state).toMatchObject({ specification: { ...specification, version: 2 } });
});

test.each<[string, object]>([
  ['extension_missing', { ...reweighed, deadline: null }],
  ['deadline_not_later', { ...reweighed, deadline: bids }],
  ['deadline_not_later', { ...change, deadline: '2026-03-01T12:00:00+01:00' }],
  ['deadline_too_short', { ...reweighed, earliest: { day: '2026-03-17', rules: [] } }],
  ['change_is_substantial', { ...reweighed, isSubstantial: false }],
  ['nothing_changed', { ...change, specification }],
  ['nothing_changed', { ...change, specification: null }],
  ['questions_after_deadline', { ...change, questionsUntil: '2026-03-03' }],
  [
    'weights_not_100',
    { ...reweighed, specification: { ...specification, criteria: specification.criteria.slice(1) } },
  ],
  ['climate_rule', { ...change, climate: { problems: [{ detail: 'x' }], rules: [] } }],
  ['deadline_past', { ...change, at: bids }],
])('a change is refused: %s', (code, command) => {
  after()
    .when(command as typeof change)
    .rejects(code);
});

test('from the instant of the deadline on nothing is changed, even while nobody has closed it', () => {
  const before = new Date(Date.parse(bids) - 1).toISOString();
  after()
    .when({ ...change, at: before })
    .state();
  after()
    .when({ ...change, at: new Date(bids).toISOString() })
    .rejects('deadline_past');
});

test('what bids are compared by is fixed from the opening on, and everything else too where nothing is asked for', () => {
  after(...on('closed_for_bids', 'opened'))
    .when(reweighed)
    .rejects('model_fixed');
  after(...on('closed_for_bids', 'opened'))
    .when(change)
    .rejects('wrong_step');
  after(...on('closed_for_bids'))
    .when(reweighed)
    .rejects('wrong_step');
});

test('in two stages the requirements are fixed with the requests, and the model with the negotiation', () => {
  const requested = [...published('competitive_dialogue'), ...on('qualification')];
  const asksMore = [{ requirementId: 'R2', title: 'Kapasitet', evidence: 'Bemanningsplan' }];
  const harder = {
    ...change,
    specification: { ...specification, requirements: asksMore },
    isSubstantial: true,
  };
  given(procurements, published('competitive_dialogue'))
    .when({ ...harder, deadline: extended })
    .state();
  given(procurements, requested).when(harder).rejects('requirements_fixed');
  const between = given(procurements, requested)
    .when({ ...reweighed, deadline: null })
    .state() as ProcurementCase;
  // Nobody has bid: there is nothing to reconfirm.
  expect(between.reconfirmBidsSince).toBeNull();
  const inDialogue = [...requested, ...on('qualification', 'negotiation').slice(1)];
  given(procurements, inDialogue)
    .when({ ...reweighed, deadline: null })
    .rejects('model_fixed');
  given(procurements, inDialogue).when(change).state();
  given(procurements, inDialogue)
    .when({ ...change, deadline: extended })
    .rejects('deadline_not_used');
});

test('one person extends a deadline, and it never ends earlier by that', () => {
  const extend = {
    type: 'extendDeadline',
    deadline: extended,
    questionsUntil: null,
    reason: 'Ferie',
    at: later,
  } as const;
  expect(after().when(extend).state()).toMatchObject({
    deadlines: { bids: extended },
    questionsUntil: '2026-02-20',
  });
  after()
    .when({ ...extend, deadline: bids })
    .rejects('deadline_not_later');
  after()
    .when({ ...extend, at: bids })
    .rejects('deadline_past');
  after(...on('closed_for_bids'))
    .when(extend)
    .rejects('wrong_step');
});

test('a deadline is shortened by two persons, never by one and never below the minimum', () => {
  const shorter = '2026-02-13T12:00:00+01:00';
  const propose = {
    type: 'proposeShorterDeadline',
    deadline: shorter,
    reason: 'Taket lekker mer enn ventet.',
    by: 'anne',
    earliest,
    at: later,
  } as const;
  const approve = { type: 'approveShorterDeadline', by: 'bjarne', earliest, at: later } as const;
  after()
    .when({ ...propose, deadline: '2026-02-10T12:00:00+01:00' })
    .rejects('deadline_too_short');
  after()
    .when({ ...propose, deadline: bids })
    .rejects('deadline_not_earlier');
  after().when(approve).rejects('shorter_deadline_missing');

  const proposed = after().when(propose).state() as ProcurementCase;
  expect(proposed).toMatchObject({ deadlines: { bids }, shorterDeadline: { proposedBy: 'anne' } });
  const event: ProcurementEvent = { type: 'ShorterDeadlineProposed', data: proposed.shorterDeadline! };
  after(event)
    .when({ ...approve, by: 'anne' })
    .rejects('same_person');
  // What was long enough when it was proposed may not be any more.
  after(event)
    .when({ ...approve, earliest: { day: '2026-02-14', rules: [] } })
    .rejects('deadline_too_short');
  expect(after(event).when(approve).state()).toMatchObject({
    deadlines: { bids: shorter },
    questionsUntil: '2026-02-13',
    shorterDeadline: null,
  });
});

test('a proposal to shorten ends with the deadline that it was about', () => {
  const data = {
    window: 'bids',
    deadline: extended,
    reason: 'x',
    proposedBy: 'anne',
    proposedAt: at,
  } as const;
  const extend = {
    type: 'extendDeadline',
    deadline: extended,
    questionsUntil: null,
    reason: 'x',
    at: later,
  } as const;
  const state = after({ type: 'ShorterDeadlineProposed', data }).when(extend).state();
  expect(state).toMatchObject({ shorterDeadline: null });
});

test('no firm fills a case up with complaints', () => {
  const filed = (complaintId: string, supplierId: string | null): ProcurementEvent => ({
    type: 'ComplaintFiled',
    data: { complaintId, supplierId, filedBy: 'Prøve AS', about: 'Vektingen', at },
  });
  const ten = Array.from({ length: 10 }, (_, index) => filed(`c${index}`, 's1'));
  const file = {
    type: 'fileComplaint',
    complaintId: 'c10',
    supplierId: 's1',
    filedBy: 'Prøve AS',
    about: 'x',
    at,
  } as const;
  after(...ten)
    .when(file)
    .rejects('too_many_complaints');
  after(...ten)
    .when({ ...file, supplierId: 's2' })
    .state();
  const decided: ProcurementEvent = {
    type: 'ComplaintDecided',
    data: { complaintId: 'c0', outcome: 'rejected', reason: 'x', at },
  };
  after(...ten, decided)
    .when(file)
    .state();
});
