import { equal, ok } from 'node:assert/strict';
import { test } from '@jest/globals';
import { osloDay } from '@tiltak/calendar';
import { Rejection } from '@tiltak/decider';
import fc from 'fast-check';
import { caseOf, climate, commandTo, earliest, specificationFor } from '../../test/caseDriver.ts';
import type { ProcurementCommand } from './decide.ts';
import type { ProcurementEvent } from './events.ts';
import type { ProcedureName, Status } from './procedure/procedure.ts';
import { procedures } from './procedure/procedures.ts';
import { canBid, type ProcurementCase } from './procurement.ts';
import { openWindow } from './window.ts';

const names = Object.keys(procedures) as ProcedureName[];
const hour = 3_600_000;
const start = Date.parse('2026-01-12T09:00:00.000Z');
/** So many hours from now: around the least deadline, some too early and some in the past. */
const someHours = fc.integer({ min: -24, max: 24 * 90 });
const inHours = (now: string, hours: number) => new Date(Date.parse(now) + hours * hour).toISOString();
const person = fc.constantFrom('anne', 'bjarne');
const status = fc.constantFrom<Status[]>(
  'planned',
  'market_dialogue',
  'qualification',
  'closed_for_bids',
  'opened',
  'negotiation',
  'evaluation',
  'awarded',
  'standstill',
  'contracted',
  'completed',
);

/** The command that asks for requests or bids until the deadline. */
function asking(to: 'published' | 'invited', procedure: ProcedureName, deadline: string): ProcurementCommand {
  const command = commandTo(to, procedure);
  if (command.type === 'invite') return { ...command, bidsDeadline: deadline };
  if (command.type !== 'publish') return command;
  return { ...command, deadlines: { ...command.deadlines, [procedures[procedure].asksFor]: deadline } };
}

type Made = (procedure: ProcedureName, at: string) => ProcurementCommand;

/** Any command, at any time; most of them come to the wrong place. */
const anyCommand: fc.Arbitrary<Made> = fc.oneof(
  status.map(
    (to): Made =>
      (procedure) =>
        commandTo(to, procedure),
  ),
  fc.constant<Made>((procedure) => ({
    type: 'specify',
    specification: specificationFor(procedure),
    climate,
    at: '',
  })),
  someHours.map(
    (hours): Made =>
      (procedure, at) =>
        asking('published', procedure, inHours(at, hours)),
  ),
  someHours.map(
    (hours): Made =>
      (procedure, at) =>
        asking('invited', procedure, inHours(at, hours)),
  ),
  fc.tuple(someHours, fc.boolean(), fc.integer({ min: 20, max: 60 })).map(
    ([hours, isSubstantial, price]): Made =>
      (procedure, at) => {
        const deadline = inHours(at, hours);
        const { criteria, ...rest } = specificationFor(procedure);
        const weights: Readonly<Record<string, number>> = { P: price, K: 70 - price };
        const weighed = criteria.map((one) => ({ ...one, weightPercent: weights[one.criterionId] ?? 30 }));
        return {
          type: 'changeCompetition',
          ...{ specification: { ...rest, criteria: weighed }, climate, documentIds: [], reason: 'x' },
          ...{ isSubstantial, deadline, questionsUntil: null, earliest, at: '' },
        };
      },
  ),
  someHours.map(
    (hours): Made =>
      (_, at) => ({
        ...{ type: 'extendDeadline', deadline: inHours(at, hours), questionsUntil: null },
        ...{ reason: 'x', at: '' },
      }),
  ),
  fc.tuple(someHours, person).map(
    ([hours, by]): Made =>
      (_, at) => ({
        ...{ type: 'proposeShorterDeadline', deadline: inHours(at, hours), reason: 'x' },
        ...{ by, earliest, at: '' },
      }),
  ),
  person.map(
    (by): Made =>
      () => ({ type: 'approveShorterDeadline', by, earliest, at: '' }),
  ),
  fc.constantFrom('c1', 'c2').map(
    (complaintId): Made =>
      () => ({
        type: 'fileComplaint',
        complaintId,
        filedBy: 'Prøve AS',
        supplierId: null,
        about: 'x',
        at: '',
      }),
  ),
  fc.constantFrom('c1', 'c2').map(
    (complaintId): Made =>
      () => ({ type: 'decideComplaint', complaintId, outcome: 'rejected', reason: 'x', at: '' }),
  ),
);

/** A command that brings the case on: left to chance alone hardly any would come to a contract. */
const onward: fc.Arbitrary<Made | number> = fc.oneof(
  { weight: 3, arbitrary: fc.nat({ max: 5 }) },
  { weight: 2, arbitrary: anyCommand },
);

function next(
  procedure: ProcedureName,
  state: ProcurementCase,
  { choice, now }: { readonly choice: number; readonly now: string },
): ProcurementCommand {
  if (state.specification === null)
    return { type: 'specify', specification: specificationFor(procedure), climate, at: '' };
  // Two in three go on to the next step, and one tries to shorten what is taken now.
  if (choice >= 4 && openWindow(state)) {
    const by = choice === 4 ? 'anne' : 'bjarne';
    if (state.shorterDeadline) return { type: 'approveShorterDeadline', by, earliest, at: '' };
    const deadline = inHours(now, 24 * 31);
    return { type: 'proposeShorterDeadline', deadline, reason: 'x', by, earliest, at: '' };
  }
  const steps = procedures[procedure].steps[state.status] ?? [];
  const to = steps[choice % Math.max(steps.length, 1)];
  if (to === 'published' || to === 'invited') return asking(to, procedure, inHours(now, 24 * 40));
  return to ? commandTo(to, procedure) : { type: 'cancel', reason: 'x', at: '' };
}

const deadlinesIn = (event: ProcurementEvent): readonly (string | null)[] => {
  switch (event.type) {
    case 'ProcurementPublished':
      return [event.data.deadlines.requests, event.data.deadlines.bids];
    case 'BiddersInvited':
      return [event.data.bidsDeadline];
    case 'DeadlineMoved':
      return [event.data.deadline];
    default:
      return [];
  }
};

/** What must hold of each event, whatever came before it. */
function check(before: ProcurementCase, event: ProcurementEvent, way: readonly Status[], now: string): void {
  const { procedure } = before;
  for (const deadline of deadlinesIn(event))
    if (deadline !== null) ok(osloDay(deadline) >= earliest.day, `${event.type} below the minimum`);
  if (event.type === 'DeadlineMoved') {
    const { from, deadline, shortenedBy } = event.data;
    ok(Date.parse(now) < Date.parse(from), 'a deadline that has passed was moved');
    if (Date.parse(deadline) < Date.parse(from)) ok(shortenedBy, 'shortened by one person');
    if (shortenedBy) ok(shortenedBy.proposer !== shortenedBy.approver, 'both were the same person');
  }
  if (event.type === 'CompetitionChanged') {
    equal(event.data.specification.version, (before.specification?.version ?? 0) + 1);
    if (before.openedAt)
      equal(
        JSON.stringify(event.data.specification.criteria),
        JSON.stringify(before.specification?.criteria),
        'weights changed after the opening',
      );
  }
  if (event.type !== 'ProcurementAdvanced') return;
  const { to } = event.data;
  const window = to === 'opened' ? 'bids' : openWindow(before);
  const deadline = window && before.deadlines[window];
  if (deadline) ok(Date.parse(now) >= Date.parse(deadline), `${to} before the deadline`);
  const isBound = to === 'contracted' || to === 'completed';
  if (isBound)
    ok(
      before.complaints.every(({ decidedAt }) => decidedAt),
      'bound while a complaint is open',
    );
  const sinceAward = way.slice(way.lastIndexOf('awarded'));
  if (to === 'contracted' && procedures[procedure].standstill === 'required')
    ok(way.includes('awarded') && sinceAward.includes('standstill'), 'bound without standstill');
  if (to === 'evaluation' && procedures[procedure].bidders !== 'nobody')
    ok(way.includes('closed_for_bids') && way.includes('opened'), 'evaluated without an opening');
  if (to === 'opened') equal(way.at(-1), 'closed_for_bids', 'opened while bids were taken');
}

/** Plays commands on a case, half a day each or until the deadline; answers the statuses that it came through. */
function play(procedure: ProcedureName, commands: readonly (Made | number)[]): readonly Status[] {
  const { run, state, events } = caseOf(procedure);
  const way: Status[] = ['draft'];
  let clock = start;
  for (const made of commands) {
    const before = state() as ProcurementCase;
    const seen = events.length;
    clock += 12 * hour;
    const window = openWindow(before);
    // One in three waits for the deadline; the others try what they try while something is taken.
    if (typeof made === 'number' && made < 2 && window)
      clock = Math.max(clock, Date.parse(before.deadlines[window] ?? ''));
    const now = new Date(clock).toISOString();
    const command =
      typeof made === 'number' ? next(procedure, before, { choice: made, now }) : made(procedure, now);
    try {
      run({ ...command, at: now } as ProcurementCommand);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      equal(events.length, seen, 'what was refused changed something');
      continue;
    }
    for (const event of events.slice(seen)) check(before, event, way, now);
    const after = state() as ProcurementCase;
    if (after.status !== before.status) way.push(after.status);
    const isTaking = after.status === 'published' || after.status === 'invited';
    if (!isTaking) ok(!canBid(after, 's1'), `bids are taken while it is ${after.status}`);
  }
  return way;
}

test('no sequence of commands is bound in standstill or under a complaint, opens or closes early or shortens a deadline unseen', () => {
  const reached = new Map<Status, number>();
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(onward, { minLength: 20, maxLength: 60 }),
      (procedure, commands) => {
        for (const one of new Set(play(procedure, commands))) reached.set(one, (reached.get(one) ?? 0) + 1);
      },
    ),
    { numRuns: 400 },
  );
  // The sequences do come to where the rules matter.
  for (const one of ['opened', 'standstill', 'contracted', 'negotiation', 'invited'] as const)
    ok((reached.get(one) ?? 0) >= 10, `only ${reached.get(one) ?? 0} came to ${one}`);
});
