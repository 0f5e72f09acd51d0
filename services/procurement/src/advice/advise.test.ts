import { expect, test } from '@jest/globals';
import { procedureName } from '@tiltak/contracts/procurement';
import fc from 'fast-check';
import type { RuleRow } from '../rule/rule.ts';
import { shippedRules } from '../rule/shipped.ts';
import { advise, type Question } from './advise.ts';

const all = procedureName.options;
const question = (more: Partial<Question> = {}): Question => ({
  estimatedValueOre: 200_000_000,
  kind: 'services',
  on: '2025-06-01',
  ...more,
});
const ask = (more: Partial<Question> = {}, rows: readonly RuleRow[] = shippedRules) =>
  advise(all, question(more), rows);
const of = (standing: string, more: Partial<Question> = {}) =>
  ask(more)
    .procedures.filter((one) => one.standing === standing)
    .map(({ procedure }) => procedure);

test.each<[valueOre: number, kind: Question['kind'], part: string]>([
  [9_999_999, 'goods', 'outside'],
  [10_000_000, 'goods', 'part_one'],
  [129_999_999, 'goods', 'part_one'],
  [130_000_000, 'goods', 'part_two'],
  [229_999_999, 'services', 'part_two'],
  [230_000_000, 'services', 'part_three'],
  [230_000_000, 'works', 'part_two'],
  [5_779_999_999, 'works', 'part_two'],
  [5_780_000_000, 'works', 'part_three'],
])('%s øre of %s is %s in 2025: a threshold itself is above', (estimatedValueOre, kind, part) => {
  expect(ask({ estimatedValueOre, kind }).part).toBe(part);
});

test('the same value was above the EEA threshold before it was raised', () => {
  expect(ask({ estimatedValueOre: 225_000_000, on: '2024-03-13' }).part).toBe('part_three');
  expect(ask({ estimatedValueOre: 225_000_000, on: '2024-03-14' }).part).toBe('part_two');
});

test('a small purchase may be bought directly; from the national threshold on there is a competition', () => {
  expect(of('allowed', { estimatedValueOre: 50_000_000 })).toContain('direct');
  expect(of('allowed', { estimatedValueOre: 130_000_000 })).not.toContain('direct');
  expect(of('allowed', { estimatedValueOre: 130_000_000 })).toEqual(
    expect.arrayContaining(['limited_tender', 'open_tender', 'open', 'restricted']),
  );
});

test('from the EEA threshold on, open and restricted are free to choose, and the rest has conditions', () => {
  const more = { estimatedValueOre: 300_000_000 };
  expect(of('allowed', more)).toEqual(['open', 'restricted', 'design_contest']);
  expect(of('on_conditions', more)).toEqual(
    expect.arrayContaining(['negotiated', 'competitive_dialogue', 'innovation_partnership', 'direct']),
  );
  expect(of('not_allowed', more)).toEqual(['limited_tender', 'open_tender']);
});

test('each procedure tells the rows that allow it, and the thresholds that it stands between', () => {
  const tender = ask().procedures.find(({ procedure }) => procedure === 'open_tender');
  expect(tender).toMatchObject({ standing: 'allowed', why: 'rule', isUnconfirmed: false });
  expect(tender?.rules.map(({ ruleId }) => ruleId)).toEqual([
    'procedure.open_tender.part_two@start',
    'national_threshold@2018-01-01',
    'eea_threshold.goods_services@2024-03-14',
  ]);
  for (const { source, status } of tender?.rules ?? []) expect([source, status]).not.toContain('');
});

test('one that an unconfirmed row allows is marked as such', () => {
  const open = ask().procedures.find(({ procedure }) => procedure === 'open');
  expect(open).toMatchObject({ standing: 'allowed', isUnconfirmed: true });
});

test('one that is for other kinds of contracts is not allowed, and says so', () => {
  const contest = ask({ kind: 'goods' }).procedures.find(({ procedure }) => procedure === 'design_contest');
  expect(contest).toMatchObject({ standing: 'not_allowed', why: 'other_kind' });
});

test('the counterfactual: what changes from 2.3 M on, and below 1.3 M', () => {
  const [above, below] = ask().changes;
  expect(above).toMatchObject({ side: 'from', threshold: { fromOre: 230_000_000 }, part: 'part_three' });
  expect(above?.procedures).toContainEqual({
    procedure: 'open_tender',
    now: 'allowed',
    beyond: 'not_allowed',
  });
  expect(above?.procedures).toContainEqual({
    procedure: 'negotiated',
    now: 'allowed',
    beyond: 'on_conditions',
  });
  expect(below).toMatchObject({ side: 'below', threshold: { fromOre: 130_000_000 }, part: 'part_one' });
  expect(below?.procedures).toEqual([{ procedure: 'direct', now: 'on_conditions', beyond: 'allowed' }]);
});

test('there is nothing above the highest threshold, nor below the lowest', () => {
  expect(ask({ estimatedValueOre: 1 }).changes.map(({ side }) => side)).toEqual(['from']);
  expect(ask({ estimatedValueOre: 900_000_000_000 }).changes.map(({ side }) => side)).toEqual(['below']);
});

test('in 2026 it is told that the amount in use is the older one, and that the newer is unconfirmed', () => {
  const note = ask({ on: '2026-06-01' }).notes.find(({ about }) => about === 'newer_amount_unconfirmed');
  expect(note).toMatchObject({
    key: 'eea_threshold.goods_services',
    inUse: { value: 2_300_000, validFrom: '2024-03-14' },
    rules: [{ value: 216_000, unit: 'EUR', status: 'unconfirmed' }],
  });
  expect(ask({ on: '2025-12-31' }).notes.map(({ about }) => about)).not.toContain('newer_amount_unconfirmed');
});

test('that sources disagree, and that a change is proposed, is told', () => {
  expect(ask({ kind: 'goods', on: '2022-06-01' }).notes).toMatchObject([
    { about: 'proposal', inUse: { value: 100_000 }, rules: [{ value: 300_000 }] },
    { about: 'sources_disagree', inUse: { value: 2_200_000 }, rules: [{ value: 2_400_000 }] },
  ]);
});

test('of services that may be health or social services their own threshold is told, and no advice is given by it', () => {
  const aboutOwn = (more: Partial<Question>) =>
    ask(more).notes.filter(({ about }) => about === 'own_threshold');
  for (const cpvCode of [undefined, '85311000'])
    expect(aboutOwn({ kind: 'services', on: '2026-06-01', cpvCode })).toMatchObject([
      {
        ...{ key: 'eea_threshold.special_services', inUse: { value: 7_200_000 } },
        rules: [{ value: 750_000, unit: 'EUR', status: 'unconfirmed' }],
      },
    ]);
  for (const more of [{ kind: 'services', cpvCode: '72000000' }, { kind: 'works' }] as const)
    expect(aboutOwn({ on: '2026-06-01', ...more })).toEqual([]);
  const value = { estimatedValueOre: 300_000_000, kind: 'services', on: '2025-06-01' } as const;
  expect(ask({ ...value, cpvCode: '85311000' }).part).toBe(ask({ ...value, cpvCode: '72000000' }).part);
});

test('for a day without a threshold that the value depends on nothing is advised, and it is told why', () => {
  const advice = ask({ kind: 'works', on: '2019-06-01' });
  expect(advice).toMatchObject({ part: null, procedures: [], changes: [] });
  expect(advice.notes).toContainEqual({
    about: 'no_rule',
    key: 'eea_threshold.works',
    inUse: null,
    rules: [],
  });
  expect(ask({ kind: 'works', on: '2019-06-01', estimatedValueOre: 50_000_000 }).part).toBe('part_one');
});

test('a procedure tells the least deadlines of the day', () => {
  const restricted = ask({ on: '2025-09-01' }).procedures.find(({ procedure }) => procedure === 'restricted');
  expect(restricted?.deadlines.map(({ window, earliest }) => [window, earliest])).toEqual([
    ['requests', '2025-10-02'],
    ['bids', '2025-09-27'],
  ]);
});

test('what an administrator adds is advised by', () => {
  const added: RuleRow = {
    ...(shippedRules.find(({ key }) => key === 'national_threshold') as RuleRow),
    ruleId: 'added',
    value: 3_000_000,
    validFrom: '2025-01-01',
    registeredAt: '2024-12-01T00:00:00.000Z',
    registeredBy: 'admin',
  };
  expect(ask({}, [...shippedRules, added]).part).toBe('part_one');
});

test('whatever the value: each procedure is judged once, by rows of the day, and a higher value has no lower part', () => {
  const parts = ['outside', 'part_one', 'part_two', 'part_three'];
  const value = fc.integer({ min: 1, max: 10_000_000_000 });
  fc.assert(
    fc.property(value, value, fc.constantFrom('goods', 'services', 'works'), (one, other, kind) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const [less, more] = [low, high].map((estimatedValueOre) => ask({ estimatedValueOre, kind }));
      expect(parts.indexOf(less?.part ?? '')).toBeLessThanOrEqual(parts.indexOf(more?.part ?? ''));
      expect(less?.procedures.map(({ procedure }) => procedure).sort()).toEqual([...all].sort());
      for (const { rules } of less?.procedures ?? []) {
        expect(rules.length).toBeGreaterThan(0);
        for (const { validFrom } of rules) expect((validFrom ?? '') <= '2025-06-01').toBe(true);
      }
    }),
  );
});
