import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ClimateSpecification, climateCheck } from './climate.ts';
import { shippedRules as rows } from './shipped.ts';

type Criterion = ClimateSpecification['criteria'][number];
const criterion = (
  type: Criterion['type'],
  weightPercent: number,
  lotIds: readonly string[] | null = null,
) => ({
  type,
  weightPercent,
  lotIds,
});
const specification = (more: Partial<ClimateSpecification>): ClimateSpecification => ({
  lots: [{ lotId: 'LOT-1' }],
  criteria: [criterion('price', 50), criterion('quality', 20), criterion('climate', 30)],
  climate: { treatment: 'weighted', reason: null },
  ...more,
});
const check = (more: Partial<ClimateSpecification>, date = '2026-09-01') =>
  climateCheck(specification(more), rows, date);
const codes = (more: Partial<ClimateSpecification>, date?: string) =>
  check(more, date).problems.map(({ code }) => code);

test('30 % keeps the rule, by the row that holds on the day', () => {
  const finding = check({});
  expect(finding).toMatchObject({
    isRequired: true,
    isKept: true,
    lots: [{ lotId: 'LOT-1', weightPercent: 30 }],
  });
  expect(finding.rules.map(({ key, value }) => [key, value])).toEqual([['climate.weight_percent_min', 30]]);
});

test('the weights of several climate criteria are summed, also in tenths', () => {
  const tenths = [10.1, 9.9, 10].map((weight) => criterion('climate', weight));
  expect(check({ criteria: [criterion('price', 70), ...tenths] }).isKept).toBe(true);
});

test('29.9 % does not, and quality does not count for it', () => {
  expect(codes({ criteria: [criterion('price', 70.1), criterion('climate', 29.9)] })).toEqual([
    'climate_weight_too_low',
  ]);
  expect(codes({ criteria: [criterion('price', 70), criterion('quality', 30)] })).toEqual([
    'climate_weight_too_low',
  ]);
});

test('each lot keeps it for itself', () => {
  const criteria = [
    criterion('price', 70),
    criterion('climate', 30, ['LOT-1']),
    criterion('climate', 20, ['LOT-2']),
    criterion('quality', 10, ['LOT-2']),
  ];
  const { problems } = check({ lots: [{ lotId: 'LOT-1' }, { lotId: 'LOT-2' }], criteria });
  expect(problems).toMatchObject([{ code: 'climate_weight_too_low', lotId: 'LOT-2' }]);
});

test.each<[why: string, weights: Criterion[], isKept: boolean]>([
  [
    'third of four',
    [criterion('price', 40), criterion('quality', 30), criterion('climate', 20), criterion('quality', 10)],
    true,
  ],
  [
    'fourth of four',
    [criterion('price', 40), criterion('quality', 30), criterion('quality', 20), criterion('climate', 10)],
    false,
  ],
  [
    'sharing the third place',
    [criterion('price', 40), criterion('quality', 30), criterion('quality', 15), criterion('climate', 15)],
    true,
  ],
  ['not there', [criterion('price', 100)], false],
])('among the three highest: a climate criterion that is %s', (_, criteria, isKept) => {
  expect(check({ criteria, climate: { treatment: 'among_three_highest', reason: null } }).isKept).toBe(
    isKept,
  );
});

const price = [criterion('price', 100)];

test.each(['requirement', 'exemption'] as const)('%s in place of weight needs a reason', (treatment) => {
  expect(
    codes({ criteria: price, climate: { treatment, reason: 'Utslippsfri anleggsplass kreves.' } }),
  ).toEqual([]);
  for (const reason of [null, '', '   '])
    expect(codes({ criteria: price, climate: { treatment, reason } })).toEqual(['climate_reason_missing']);
});

test('the new grounds for an exemption hold from 1 July 2026', () => {
  const climate = { treatment: 'exemption', reason: 'Akuttberedskap.', ground: 'critical_interest' } as const;
  expect(codes({ criteria: price, climate }, '2026-06-30')).toEqual(['climate_ground_not_allowed']);
  expect(codes({ criteria: price, climate }, '2026-07-01')).toEqual([]);
});

test('an exemption without a ground is one for an insignificant footprint', () => {
  const climate = { treatment: 'exemption', reason: 'Konsulenttimer.' } as const;
  expect(check({ criteria: price, climate }, '2024-01-01')).toMatchObject({ isKept: true });
});

test('before 2024 nothing is required', () => {
  expect(check({ criteria: price }, '2023-12-31')).toMatchObject({
    isRequired: false,
    isKept: true,
    rules: [],
  });
});

test('more weight on climate never breaks the rule', () => {
  const weight = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(weight, weight, (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const kept = (climate: number) =>
        check({ criteria: [criterion('price', 100 - climate), criterion('climate', climate)] }).isKept;
      expect(kept(less) && !kept(more)).toBe(false);
      expect(kept(more)).toBe(more >= 30);
    }),
  );
});
