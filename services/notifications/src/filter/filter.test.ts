import { expect, test } from '@jest/globals';
import { subscriptionFilter } from '@tiltak/contracts/notifications';
import { type Condition, factsOf, passes } from './filter.ts';

const offer = {
  urgent: true,
  places: [{ buildingId: 'b1' }, { buildingId: 'b2' }],
  frameworkAgreementId: 'f1',
  amountOre: 500_000,
  plannedPersonHours: null,
  dueOn: '2030-05-01',
};
const facts = factsOf(offer)!;

const cases: readonly [Condition, boolean][] = [
  [{ field: 'urgent', equals: true }, true],
  [{ field: 'urgent', equals: false }, false],
  [{ field: 'buildingId', oneOf: ['b2', 'b9'] }, true],
  [{ field: 'buildingId', oneOf: ['b9'] }, false],
  [{ field: 'frameworkAgreementId', oneOf: ['f1'] }, true],
  [{ field: 'frameworkAgreementId', oneOf: ['f2'] }, false],
  [{ field: 'amountOre', atLeast: 500_000 }, true],
  [{ field: 'amountOre', atLeast: 500_001 }, false],
  [{ field: 'amountOre', atMost: 500_000 }, true],
  [{ field: 'amountOre', atLeast: 1, atMost: 499_999 }, false],
  [{ field: 'plannedPersonHours', atLeast: 10 }, true],
  [{ field: 'dueOn', atLeast: '2030-05-01', atMost: '2030-05-01' }, true],
  [{ field: 'dueOn', atMost: '2030-04-30' }, false],
];

test.each(cases)('%j: %s', (condition, expected) => {
  expect(passes([condition], facts)).toBe(expected);
  expect(subscriptionFilter.safeParse([condition]).success).toBe(true);
});

test('all conditions must hold; none is no filter; an order that is not known passes', () => {
  expect(passes([cases[0]![0], cases[1]![0]], facts)).toBe(false);
  expect(passes([], facts)).toBe(true);
  expect(passes([cases[1]![0]], undefined)).toBe(true);
});

test('only an offer tells of its order', () => {
  expect(factsOf({ orderId: 'o1', amountOre: 1, dueOn: '2030-05-01' })).toBeUndefined();
});

test.each([
  [[{ field: 'price', atLeast: 1 }], ['0', 'field'], 'the fields are urgent, buildingId'],
  [[{ field: 'urgent' }], ['0', 'equals'], 'boolean'],
  [[{ field: 'amountOre' }], ['0'], 'give atLeast, atMost or both'],
  [[{ field: 'amountOre', atLeast: 2, atMost: 1 }], ['0'], 'nothing would pass'],
  [[{ field: 'amountOre', atLeast: -1 }], ['0', 'atLeast'], '>=0'],
  [[{ field: 'buildingId', oneOf: [] }], ['0', 'oneOf'], '>=1'],
  [[{ field: 'dueOn', atMost: 'i morgen' }], ['0', 'atMost'], 'date'],
  [Array.from({ length: 21 }, () => cases[0]![0]), [], '<=20'],
])('the filter %j is refused at %j: %s', (filter, path, message) => {
  const issue = subscriptionFilter.safeParse(filter).error?.issues[0];
  expect(issue?.path.map(String)).toEqual(path);
  expect(issue?.message).toContain(message);
});
