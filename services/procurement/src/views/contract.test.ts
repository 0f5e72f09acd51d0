import { expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import * as x from '../../test/awardExamples.ts';
import { type Contract, contracts } from '../contract/contract.ts';
import { shippedRules } from '../rule/shipped.ts';
import { contractAnswer } from './contract.ts';

const running = { ...(fold(contracts, x.signed) as Contract), endsOn: '2027-06-30' };
const standing = (more: Partial<Contract>, on = '2027-01-01') =>
  contractAnswer('c', { ...running, ...more }, { rows: shippedRules, on }).apprentices.standing;
const hours = (apprenticeHours: number) => ({ hours: { personHours: 100, apprenticeHours } });

test('a report on apprentices is due at the end of the contract, and is missing after it', () => {
  expect(standing({})).toBe('not_due');
  expect(standing({}, '2027-06-30')).toBe('not_due');
  expect(standing({}, '2027-07-01')).toBe('missing');
  expect(standing({ endsOn: null }, '2030-01-01')).toBe('not_due');
  expect(standing({ status: 'completed' })).toBe('missing');
  expect(standing({ status: 'cancelled' }, '2027-07-01')).toBe('not_due');
});

test('the share that is reported is held against the rule of the day', () => {
  expect(standing(hours(9))).toBe('below');
  expect(standing(hours(10))).toBe('kept');
  // Before the rule asked for a share, any report was enough.
  expect(standing(hours(9), '2025-07-31')).toBe('kept');
});

test('where no clause was agreed none is broken, and a framework agreement is followed up by its orders', () => {
  expect(standing({ isApprenticesClauseAgreed: false, ...hours(0) }, '2027-07-01')).toBe('not_agreed');
  expect(standing({ type: 'framework_agreement' }, '2027-07-01')).toBe('by_orders');
});
