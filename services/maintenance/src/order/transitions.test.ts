import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { after, commands, histories, type Stage } from '../../test/orderExamples.ts';
import type { OrderCommand } from './decide.ts';
import { orders } from './orders.ts';

type Outcome = string | null;
const wrong = 'wrong_state';
const stages = Object.keys(histories) as Stage[];
const same = (outcome: Outcome) => Object.fromEntries(stages.map((stage) => [stage, outcome]));
/** A person's command: `not_found` without an order, `wrong_state` in every status but those that are named. */
const asked = (allowed: Readonly<Partial<Record<Stage, Outcome>>>) =>
  ({ ...same(wrong), none: 'not_found', ...allowed }) as Readonly<Record<Stage, Outcome>>;
/** A fact from elsewhere: it comes too late, or to the wrong place, and leads to nothing. */
const reported = (heeded: Readonly<Partial<Record<Stage, Outcome>>>) =>
  ({ ...same(null), ...heeded }) as Readonly<Record<Stage, Outcome>>;

const bound: readonly Stage[] = [
  'placed',
  'in_execution',
  'in_execution_paused',
  'delivered',
  'accepted',
  'accepted_invoiced',
  'rework',
  'settled',
  'cancelled',
];
const unbound = Object.fromEntries(
  stages.filter((stage) => !bound.includes(stage)).map((stage) => [stage, 'not_found']),
);
/** The command is carried out and leaves the status as it is. */
const sameIn = (...named: readonly Stage[]) =>
  Object.fromEntries(named.map((stage) => [stage, after(histories[stage]).status]));
const answered = Object.fromEntries(bound.map((stage) => [stage, 'already_answered']));
const unasked = Object.fromEntries(
  (
    [
      'none',
      'submitted',
      'submitted_unapproved',
      'funded',
      'funded_unapproved',
      'funded_approved',
      'held',
      'held_with_funds',
    ] as const
  ).map((stage) => [stage, 'not_found']),
);

/** What each command leads to in each status: the status after it, a rejection's code, or null for nothing at all. */
const outcomes: { readonly [Type in OrderCommand['type']]: Readonly<Record<Stage, Outcome>> } = {
  submit: { ...asked({}), none: 'submitted' },
  resubmit: asked({ held: 'submitted', held_with_funds: 'funded' }),
  cancel: asked({
    ...Object.fromEntries(stages.map((stage) => [stage, 'cancelled'])),
    none: 'not_found',
    accepted_invoiced: 'already_invoiced',
    settled: wrong,
    cancelled: wrong,
  }),
  approve: asked({ submitted_unapproved: 'submitted', funded_unapproved: 'funded' }),
  refuse: asked({ submitted_unapproved: 'cancelled', funded_unapproved: 'cancelled' }),
  recordFunds: reported({ submitted: 'funded', submitted_unapproved: 'funded' }),
  recordRefusal: reported({ submitted: 'held', submitted_unapproved: 'held' }),
  hold: reported({ funded: 'held', funded_unapproved: 'held', funded_approved: 'held' }),
  // The large order is larger than the agreement's ceiling.
  offerNext: reported({ funded: 'offered', funded_approved: 'held' }),
  view: { ...reported({ offered: 'offered' }), ...unasked } as Readonly<Record<Stage, Outcome>>,
  answer: {
    ...reported({}),
    ...answered,
    ...unasked,
    offered: 'placed',
    offered_viewed: 'placed',
    offered_with_changes: 'already_answered',
  },
  withdraw: {
    ...reported({}),
    ...answered,
    ...unasked,
    offered: 'funded',
    offered_viewed: 'funded',
    offered_with_changes: 'already_answered',
  },
  expire: reported({ offered: 'funded', offered_viewed: 'funded' }),
  decideOnChanges: asked({ offered_with_changes: 'placed' }),
  startWork: asked({ ...unbound, placed: 'in_execution', rework: 'in_execution' }),
  reportWorkDone: asked({
    ...unbound,
    in_execution: 'delivered',
    in_execution_paused: 'work_paused',
    rework: 'delivered',
  }),
  scheduleWork: asked({ ...unbound, ...sameIn('placed', 'in_execution', 'in_execution_paused', 'rework') }),
  confirmSafety: asked({ ...unbound, ...sameIn('placed', 'in_execution', 'in_execution_paused', 'rework') }),
  pauseWork: asked({ ...unbound, in_execution: 'in_execution', in_execution_paused: 'already_paused' }),
  resumeWork: asked({ ...unbound, in_execution: 'not_paused', in_execution_paused: 'in_execution' }),
  acceptWork: asked({ delivered: 'accepted' }),
  rejectWork: asked({ delivered: 'rework' }),
  registerInvoice: asked({ accepted: 'accepted', accepted_invoiced: 'accepted' }),
  settle: asked({ accepted: 'nothing_invoiced', accepted_invoiced: 'settled' }),
  recordReceipt: {
    ...(Object.fromEntries(stages.map((stage) => [stage, after(histories[stage]).status])) as Record<
      Stage,
      Outcome
    >),
    none: null,
  },
};

describe.each(Object.keys(outcomes) as OrderCommand['type'][])('%s', (type) => {
  test.each(stages.map((stage) => [stage, outcomes[type][stage]] as const))(
    'on an order that is %s leads to %s',
    (stage, expected) => {
      const before = after(histories[stage]);
      const outcome = (): Outcome => {
        try {
          const events = orders.decide(commands[type], before);
          return events.length === 0 ? null : events.reduce(orders.evolve, before).status;
        } catch (error) {
          if (error instanceof Rejection) return error.code;
          throw error;
        }
      };
      expect(outcome()).toBe(expected);
    },
  );
});
