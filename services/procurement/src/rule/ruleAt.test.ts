import { expect, test } from '@jest/globals';
import type { RuleRow } from './rule.ts';
import { disputedAt, ruleAt, standingOf } from './ruleAt.ts';
import { shippedRules } from './shipped.ts';

const key = 'eea_threshold.goods_services';
const valueAt = (rows: readonly RuleRow[], date: string) => ruleAt(rows, key, date)?.value;

const added = (more: Partial<RuleRow>): RuleRow => ({
  ruleId: 'added-1',
  key,
  title: 'EØS-terskelverdi',
  value: 2_350_000,
  unit: 'NOK',
  validFrom: '2026-01-01',
  validTo: null,
  source: 'lovdata.no',
  status: 'confirmed',
  note: null,
  registeredAt: '2026-02-01T09:00:00.000Z',
  registeredBy: 'admin',
  ...more,
});

test.each([
  ['2017-12-31', undefined],
  ['2018-01-01', 2_000_000],
  ['2020-02-12', 2_000_000],
  ['2020-02-13', 2_050_000],
  ['2022-06-01', 2_200_000],
  ['2024-03-13', 2_200_000],
  ['2024-03-14', 2_300_000],
])('on %s the EEA threshold for goods and services is %s', (date, value) => {
  expect(valueAt(shippedRules, date)).toBe(value);
});

test('in 2026 the amount in kroner is still the older one, because only euro are known of the newer', () => {
  expect(ruleAt(shippedRules, key, '2026-06-01')).toMatchObject({
    value: 2_300_000,
    validFrom: '2024-03-14',
    status: 'reported',
  });
  expect(ruleAt(shippedRules, `${key}.eur`, '2026-06-01')).toMatchObject({
    value: 216_000,
    status: 'unconfirmed',
  });
});

test('where sources disagree the surer one is used, and the other is told of', () => {
  expect(disputedAt(shippedRules, key, '2022-06-01').map(({ value, status }) => [value, status])).toEqual([
    [2_400_000, 'unconfirmed'],
  ]);
  expect(disputedAt(shippedRules, key, '2024-06-01')).toEqual([]);
});

test('a row holds from its first day to its last, and then the one before it again', () => {
  const rows = [...shippedRules, added({ validTo: '2027-12-31' })];
  expect(valueAt(rows, '2025-12-31')).toBe(2_300_000);
  expect(valueAt(rows, '2026-01-01')).toBe(2_350_000);
  expect(valueAt(rows, '2027-12-31')).toBe(2_350_000);
  expect(valueAt(rows, '2028-01-01')).toBe(2_300_000);
});

test('a correction replaces all rows of its first day, and they stay to be seen', () => {
  const correction = added({ validFrom: '2022-01-01', value: 2_250_000 });
  const rows = [...shippedRules, correction];
  expect(valueAt(rows, '2022-06-01')).toBe(2_250_000);
  expect(disputedAt(rows, key, '2022-06-01')).toEqual([]);
  expect(valueAt(rows, '2024-06-01')).toBe(2_300_000);
  const standings = rows
    .filter((row) => row.key === key)
    .map((row) => [row.value, standingOf(rows, row, '2022-06-01')]);
  expect(standings).toEqual([
    [2_000_000, 'ended'],
    [2_050_000, 'ended'],
    [2_200_000, 'replaced'],
    [2_400_000, 'replaced'],
    [2_300_000, 'not_yet'],
    [2_250_000, 'in_force'],
  ]);
});

test('of two corrections the one that was registered last holds, in whatever order they are read', () => {
  const first = added({ value: 1 });
  const second = added({ ruleId: 'added-2', value: 2, registeredAt: '2026-02-01T09:00:01.000Z' });
  expect(valueAt([first, second], '2026-06-01')).toBe(2);
  expect(valueAt([second, first], '2026-06-01')).toBe(2);
});

test('of two corrections in the same instant the later row holds', () => {
  const rows = [added({ value: 1 }), added({ ruleId: 'added-2', value: 2 })];
  expect(valueAt(rows, '2026-06-01')).toBe(2);
});

test('a correction that ended does not bring back what it corrected', () => {
  const rows = [
    added({ validFrom: '2024-03-14', validTo: '2024-12-31', value: 1 }),
    ...shippedRules.filter(({ validFrom }) => validFrom === '2024-03-14'),
  ];
  expect(valueAt(rows, '2025-01-01')).toBeUndefined();
});

test('what is only proposed is in force on no day', () => {
  const days = ['2017-01-01', '2026-06-01', '2030-01-01'];
  for (const day of days)
    expect(ruleAt(shippedRules, 'procurement_act.applies_from', day)?.value).toBe(100_000);
  const proposal = shippedRules.find(({ key }) => key.endsWith('.proposed')) as RuleRow;
  for (const day of days) {
    expect(ruleAt(shippedRules, proposal.key, day)).toBeUndefined();
    expect(standingOf(shippedRules, proposal, day)).toBe('not_yet');
  }
});
