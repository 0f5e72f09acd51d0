import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { commands } from '../../test/orderExamples/commands.ts';
import { after, histories, type Stage } from '../../test/orderExamples/histories.ts';
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
  'in_execution_changing',
  'delivered',
  'accepted',
  'accepted_invoiced',
  'accepted_deviating',
  'accepted_defect',
  'accepted_defect_fixed',
  'rework',
  'settled',
  'settled_retained',
  'settled_claimed',
  'closed',
  'cancelled',
];
const accepted: readonly Stage[] = [
  'accepted',
  'accepted_invoiced',
  'accepted_deviating',
  'accepted_defect',
  'accepted_defect_fixed',
];
const afterwards: readonly Stage[] = ['settled', 'settled_retained', 'settled_claimed', 'closed'];
/** What the command is about is not there. */
const noneOf = (named: readonly Stage[]) =>
  Object.fromEntries(named.map((stage) => [stage, 'not_found'])) as Readonly<Partial<Record<Stage, Outcome>>>;
const withInvoice = (outcome: Outcome) => ({ accepted_invoiced: outcome, accepted_defect: outcome });
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

/** There where the change is, and nowhere else. */
const ofChange = (elsewhere: Outcome) =>
  ({ ...same(elsewhere), ...sameIn('in_execution_changing') }) as Readonly<Record<Stage, Outcome>>;

/** What each command leads to in each status: the status after it, a rejection's code, or null for nothing at all. */
const outcomes: { readonly [Type in OrderCommand['type']]: Readonly<Record<Stage, Outcome>> } = {
  submit: { ...asked({}), none: 'submitted' },
  resubmit: asked({ held: 'submitted', held_with_funds: 'funded' }),
  cancel: asked({
    ...Object.fromEntries(stages.map((stage) => [stage, 'cancelled'])),
    none: 'not_found',
    accepted_invoiced: 'already_invoiced',
    accepted_deviating: 'already_invoiced',
    accepted_defect: 'already_invoiced',
    settled: wrong,
    settled_retained: wrong,
    settled_claimed: wrong,
    closed: wrong,
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
  proposeChange: asked(
    sameIn(
      'placed',
      'in_execution',
      'in_execution_paused',
      'in_execution_changing',
      'delivered',
      'accepted',
      'accepted_invoiced',
      'accepted_deviating',
      'accepted_defect',
      'accepted_defect_fixed',
      'rework',
    ),
  ),
  priceChange: ofChange('not_found'),
  approveChange: ofChange('not_found'),
  rejectChange: ofChange('not_found'),
  recordChangeFunds: ofChange(null),
  recordChangeRefusal: ofChange(null),
  startWork: asked({ ...unbound, placed: 'in_execution', rework: 'in_execution' }),
  reportWorkDone: asked({
    ...unbound,
    in_execution: 'delivered',
    in_execution_paused: 'work_paused',
    in_execution_changing: 'delivered',
    rework: 'delivered',
  }),
  scheduleWork: asked({
    ...unbound,
    ...sameIn('placed', 'in_execution', 'in_execution_paused', 'in_execution_changing', 'rework'),
  }),
  confirmSafety: asked({
    ...unbound,
    ...sameIn('placed', 'in_execution', 'in_execution_paused', 'in_execution_changing', 'rework'),
  }),
  pauseWork: asked({
    ...unbound,
    ...sameIn('in_execution_changing'),
    in_execution: 'in_execution',
    in_execution_paused: 'already_paused',
  }),
  resumeWork: asked({
    ...unbound,
    in_execution_changing: 'not_paused',
    in_execution: 'not_paused',
    in_execution_paused: 'in_execution',
  }),
  acceptWork: asked({ delivered: 'accepted' }),
  rejectWork: asked({ delivered: 'rework' }),
  registerInvoice: asked(sameIn(...accepted)),
  approveInvoice: asked({ ...noneOf(accepted), accepted_deviating: 'accepted', ...withInvoice(wrong) }),
  rejectInvoice: asked({ ...noneOf(accepted), accepted_deviating: 'accepted', ...withInvoice('accepted') }),
  payInvoice: asked({ ...noneOf(accepted), accepted_deviating: wrong, ...withInvoice('accepted') }),
  settle: asked({
    accepted: 'nothing_invoiced',
    accepted_invoiced: 'settled',
    accepted_deviating: 'invoice_deviating',
    accepted_defect: 'defects_open',
    accepted_defect_fixed: 'nothing_invoiced',
  }),
  payRetained: asked({
    settled: 'nothing_retained',
    settled_retained: 'defects_open',
    settled_claimed: 'nothing_retained',
  }),
  keepRetained: asked({
    settled: 'nothing_retained',
    settled_retained: 'settled',
    settled_claimed: 'nothing_retained',
  }),
  reportDefectFixed: asked({
    ...unbound,
    ...noneOf([...accepted, ...afterwards]),
    closed: wrong,
    ...sameIn('accepted_defect', 'settled_retained'),
    accepted_defect_fixed: wrong,
  }),
  approveDefect: asked({
    ...noneOf([...accepted, ...afterwards]),
    closed: wrong,
    ...sameIn('accepted_defect', 'accepted_defect_fixed', 'settled_retained'),
  }),
  returnDefect: asked({
    ...noneOf([...accepted, ...afterwards]),
    closed: wrong,
    accepted_defect: wrong,
    settled_retained: wrong,
    accepted_defect_fixed: 'accepted',
  }),
  raiseClaim: asked({ ...sameIn(...accepted, ...afterwards), closed: 'settled' }),
  answerClaim: asked({
    ...unbound,
    ...noneOf([...accepted, ...afterwards]),
    settled_claimed: 'settled',
  }),
  reportClaimFixed: asked({
    ...unbound,
    ...noneOf([...accepted, ...afterwards]),
    settled_claimed: 'settled',
  }),
  returnClaim: asked({ ...noneOf([...accepted, ...afterwards]), settled_claimed: wrong }),
  closeClaim: asked({ ...noneOf([...accepted, ...afterwards]), settled_claimed: 'settled' }),
  escalateInspection: reported({ delivered: 'delivered' }),
  escalateDefect: reported(sameIn('accepted_defect', 'accepted_defect_fixed', 'settled_retained')),
  escalateClaim: reported({ settled_claimed: 'settled' }),
  attachChecklist: asked(
    sameIn('placed', 'in_execution', 'in_execution_paused', 'in_execution_changing', 'rework'),
  ),
  countHours: asked({
    ...unbound,
    ...sameIn('in_execution', 'in_execution_paused', 'in_execution_changing', 'rework'),
  }),
  closeOrder: asked({ settled: 'closed', settled_retained: 'defects_open', settled_claimed: 'claims_open' }),
  closeByTime: reported({ settled: 'closed' }),
  remindOfClaims: reported({ settled_claimed: 'settled' }),
  startClocks: reported({ placed: 'placed' }),
  checkClocks: reported({}),
  warnOfDeadline: reported({ offered: 'offered', offered_viewed: 'offered' }),
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
