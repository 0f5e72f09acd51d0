import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../test/orderExamples/commands.ts';
import { after, histories } from '../../test/orderExamples/histories.ts';
import {
  agreement,
  approved,
  asked,
  at,
  cancelled,
  largeFunded,
  largeSubmitted,
  largeTerms,
  later,
  refused,
  submitted,
} from '../../test/orderExamples/ordering.ts';
import { orders } from './orders.ts';

const { approve, offerNext, refuse, resubmit } = commands;
const roomy = { ...offerNext, agreement: { ...agreement, ceilingOre: 100_000 } };

test('an order above the limit has its money and is offered to nobody before it is approved', () => {
  given(orders, [largeSubmitted, largeFunded]).when(roomy).then([]);
  expect(given(orders, [largeSubmitted, largeFunded, approved]).when(roomy).state()).toMatchObject({
    status: 'offered',
    callOffs: [{ status: 'offered' }],
  });
});

test('an order of exactly the limit needs nobody', () => {
  const terms = { ...largeTerms, amountOre: 5000 };
  const state = given(orders, [])
    .when({ ...commands.submit, terms })
    .state();
  expect(state).toMatchObject({ approval: { status: 'not_required', requiredAboveOre: 5000 } });
});

test('another person approves, before or after the money has come, once', () => {
  given(orders, [largeSubmitted]).when(approve).then([approved]);
  given(orders, [largeSubmitted, largeFunded]).when(approve).then([approved]);
  given(orders, [largeSubmitted, largeFunded, approved]).when(approve).rejects('wrong_state');
  given(orders, histories.funded).when(approve).rejects('wrong_state');
  expect(after([largeSubmitted, approved])).toMatchObject({
    status: 'submitted',
    approval: { status: 'approved', by: 'approver-1', at: later },
  });
});

test('nobody who has asked for the money decides on it, however often the amount has changed hands', () => {
  const again = {
    type: 'OrderResubmitted',
    data: { terms: largeTerms, request: 2, at, ...asked, orderedBy: 'officer-2' },
  } as const;
  for (const by of ['officer-1', 'officer-2']) {
    given(orders, [largeSubmitted, refused, again])
      .when({ ...approve, by })
      .rejects('same_person');
    given(orders, [largeSubmitted, refused, again])
      .when({ ...refuse, by })
      .rejects('same_person');
  }
  given(orders, [largeSubmitted, refused, again]).when(approve).then([approved]);
});

test('a no ends the order with its reason', () => {
  given(orders, [largeSubmitted, largeFunded])
    .when(refuse)
    .then([
      { type: 'ApprovalRefused', data: { by: 'approver-1', at: later, reason: 'For dyrt' } },
      { ...cancelled(null), data: { contractor: null, reason: 'For dyrt' } } as never,
    ]);
  expect(given(orders, [largeSubmitted, largeFunded]).when(refuse).state()).toMatchObject({
    status: 'cancelled',
    approval: { status: 'refused', by: 'approver-1' },
  });
});

test('a new request for money above the limit is a new question, and below it none', () => {
  const held = { ...refused, data: { ...refused.data, amountOre: 5001 } } as typeof refused;
  const asks = (amountOre: number) =>
    given(orders, [largeSubmitted, approved, held])
      .when({ ...resubmit, amountOre })
      .state();
  expect(asks(6000)).toMatchObject({ approval: { status: 'awaited', by: null } });
  expect(asks(5000)).toMatchObject({ approval: { status: 'not_required' } });
  expect(
    given(orders, [submitted, refused])
      .when({ ...resubmit, amountOre: 5001 })
      .state(),
  ).toMatchObject({ approval: { status: 'awaited' } });
});

test('the limit that held at the submission counts, whatever it was changed to since', () => {
  expect(
    given(orders, [])
      .when({ ...commands.submit, terms: largeTerms, approvalAboveOre: 5001 })
      .state(),
  ).toMatchObject({ approval: { status: 'not_required', requiredAboveOre: 5001 } });
});
