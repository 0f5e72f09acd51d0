import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../test/orderExamples/commands.ts';
import { histories } from '../../test/orderExamples/histories.ts';
import {
  acceptedWithChanges,
  asked,
  at,
  cancelled,
  contractor,
  funded,
  heldWithFunds,
  later,
  offered,
  placed,
  refused,
  submitted,
  terms,
} from '../../test/orderExamples/ordering.ts';
import { orders } from './orders.ts';

const { cancel } = commands;

test('an order asks for its money as soon as it is submitted', () => {
  given(orders, []).when(commands.submit).then([submitted]);
});

test('an order may be due today, but not before', () => {
  const due = (dueOn: string) => ({ ...commands.submit, terms: { ...terms, dueOn } });
  given(orders, []).when(due('2026-11-21')).rejects('due_in_the_past');
  expect(given(orders, []).when(due('2026-11-22')).state().status).toBe('submitted');
});

test('an order may hurry its contractors, but neither past the least time nor beyond the usual', () => {
  const within = (respondWithinSeconds: number, urgent = false) => ({
    ...commands.submit,
    terms: { ...terms, urgent, respondWithinSeconds },
  });
  given(orders, [])
    .when(within(15 * 60 - 1))
    .rejects('answer_time_out_of_bounds');
  given(orders, [])
    .when(within(4 * 60 * 60 + 1, true))
    .rejects('answer_time_out_of_bounds');
  for (const seconds of [15 * 60, 26 * 60 * 60])
    expect(given(orders, []).when(within(seconds)).state()).toMatchObject({
      terms: { respondWithinSeconds: seconds },
    });
});

test('an order names each job once', () => {
  const jobs = [...terms.jobs, ...terms.jobs];
  given(orders, [])
    .when({ ...commands.submit, terms: { ...terms, jobs } })
    .rejects('job_twice');
});

test('a refused order asks anew, with the next request number and another amount if wanted', () => {
  given(orders, [submitted, refused])
    .when(commands.resubmit)
    .then([{ type: 'OrderResubmitted', data: { terms, request: 2, at: later, ...asked } }]);
  given(orders, [submitted, refused])
    .when({ ...commands.resubmit, amountOre: 400, at })
    .then([
      { type: 'OrderResubmitted', data: { terms: { ...terms, amountOre: 400 }, request: 2, at, ...asked } },
    ]);
});

test('a held order whose money is reserved goes on with it, unless the amount is another', () => {
  const held = [submitted, funded, heldWithFunds('no_contractor_left')];
  given(orders, held)
    .when(commands.resubmit)
    .then([{ type: 'OrderResumed', data: {} }]);
  given(orders, held)
    .when({ ...commands.resubmit, amountOre: 1000, at })
    .then([{ type: 'OrderResumed', data: {} }]);
  given(orders, held)
    .when({ ...commands.resubmit, amountOre: 1001, at })
    .then([
      { type: 'OrderResubmitted', data: { terms: { ...terms, amountOre: 1001 }, request: 2, at, ...asked } },
    ]);
});

test('a cancelled order withdraws the offer that is open, and tells the contractor', () => {
  const withdrawn = {
    type: 'CallOffWithdrawn',
    data: { contractor: contractor(1), reason: 'Ikke lenger nødvendig' },
  } as const;
  given(orders, histories.offered)
    .when(cancel)
    .then([withdrawn, cancelled(contractor(1))]);
  given(orders, histories.offered_with_changes)
    .when(cancel)
    .then([withdrawn, cancelled(contractor(1))]);
  expect(
    given(orders, [submitted, funded, offered(1), acceptedWithChanges])
      .when(cancel)
      .state(),
  ).toMatchObject({
    status: 'cancelled',
    callOffs: [{ status: 'withdrawn', answeredAt: later, proposedStart: '2026-12-01' }],
  });
});

test('a cancelled order names the contractor that was bound, and nobody where nobody was', () => {
  given(orders, histories.rework)
    .when(cancel)
    .then([cancelled(contractor(1))]);
  given(orders, histories.submitted)
    .when(cancel)
    .then([cancelled(null)]);
});

test('an order that was placed on changes has no offer left to withdraw when it is cancelled', () => {
  const approved = { type: 'ChangesApproved', data: { contractor: contractor(1) } } as const;
  given(orders, [...histories.offered_with_changes, approved, placed])
    .when(cancel)
    .then([cancelled(contractor(1))]);
});

test('money that comes for a cancelled order starts nothing', () => {
  given(orders, [submitted, cancelled(null)])
    .when(commands.recordFunds)
    .then([]);
});

test('only the answer to the latest request counts', () => {
  const again = [
    submitted,
    refused,
    {
      type: 'OrderResubmitted',
      data: { terms: { ...terms, amountOre: 400 }, request: 2, at, ...asked },
    } as const,
  ];
  given(orders, again).when({ type: 'recordFunds', request: 1 }).then([]);
  given(orders, again)
    .when({ ...commands.recordRefusal, request: 1 })
    .then([]);
  given(orders, again)
    .when({ type: 'recordFunds', request: 2 })
    .then([{ type: 'OrderFunded', data: { request: 2, amountOre: 400 } }]);
});

test('a refusal holds the order with the reason and what is left', () => {
  given(orders, [submitted]).when(commands.recordRefusal).then([refused]);
});
