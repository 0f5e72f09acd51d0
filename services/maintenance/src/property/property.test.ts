import { expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import { type DatedMatrikkel, dated } from './datedMatrikkel.ts';
import { type PropertyFields, properties } from './property.ts';

const unit = (municipalityNumber: string, more: Partial<DatedMatrikkel> = {}): DatedMatrikkel => ({
  municipalityNumber,
  gnr: 94,
  bnr: 12,
  validFrom: null,
  validTo: null,
  ...more,
});
const school: PropertyFields = { name: 'Rykkinn skole', reference: 'E-17', matrikkelIds: [unit('3201')] };
const stored = { ...school, matrikkelIds: dated(school.matrikkelIds) };

test("an id holds no longer than its municipality's number, and all are kept, oldest first", () => {
  const days = dated([unit('3201'), unit('0219'), unit('3024')]).map(
    ({ text, validFrom, validTo }) => `${text} ${validFrom ?? ''}/${validTo ?? ''}`,
  );
  expect(days).toEqual([
    '0219-94/12 /2019-12-31',
    '3024-94/12 2020-01-01/2023-12-31',
    '3201-94/12 2024-01-01/',
  ]);
});

test.each([
  ['municipality_number_not_valid', [unit('0219', { validTo: '2020-01-01' })]],
  ['municipality_number_not_valid', [unit('3201', { validFrom: '2023-12-31' })]],
  ['matrikkel_period_reversed', [unit('3201', { validFrom: '2025-02-01', validTo: '2025-01-31' })]],
  [
    'matrikkel_periods_overlap',
    [unit('3201', { validTo: '2025-01-31' }), unit('3201', { validFrom: '2025-01-31' })],
  ],
])('%s: ids that cannot have held are refused', (code, ids) => {
  expect(() => dated(ids)).toThrow(expect.objectContaining({ code, constructor: Rejection }));
});

test('an id may end and hold again later, and one of an unknown municipality is taken as it is', () => {
  const ids = [
    unit('3201', { validTo: '2025-01-31' }),
    unit('3201', { validFrom: '2025-02-01' }),
    unit('1234'),
  ];
  expect(dated(ids)).toHaveLength(3);
});

test('a property is added once, and a change to what it is already leads to nothing', () => {
  given(properties, [])
    .when({ type: 'add', property: school })
    .then([{ type: 'PropertyAdded', data: stored }]);
  const added = given(properties, [{ type: 'PropertyAdded', data: stored }]);
  added.when({ type: 'add', property: school }).rejects('wrong_state');
  added.when({ type: 'change', property: school }).then([]);
  const renamed = { ...school, name: 'Rykkinn barneskole' };
  added
    .when({ type: 'change', property: renamed })
    .then([{ type: 'PropertyChanged', data: { ...stored, name: renamed.name } }]);
  given(properties, []).when({ type: 'change', property: school }).rejects('not_found');
});
