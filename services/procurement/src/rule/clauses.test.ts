import { expect, test } from '@jest/globals';
import { type ClauseName, type ContractFacts, requiredClauses } from './clauses.ts';
import { shippedRules as rows } from './shipped.ts';

const facts = (more: Partial<ContractFacts>): ContractFacts => ({
  kind: 'works',
  estimatedValueOre: 500_000_000,
  cpvCodes: [],
  months: 12,
  on: '2026-09-01',
  ...more,
});
const clause = (name: ClauseName, more: Partial<ContractFacts>) =>
  requiredClauses(facts(more), rows).find(({ clause }) => clause === name);

test.each<[why: string, more: Partial<ContractFacts>, standing: string]>([
  ['works of 5 M for a year', {}, 'required'],
  ['services', { kind: 'services' }, 'required'],
  ['goods', { kind: 'goods' }, 'not_required'],
  ['exactly three months', { months: 3 }, 'not_required'],
  ['more than three months', { months: 3.5 }, 'required'],
  ['nobody knows how long', { months: null }, 'to_be_assessed'],
  ['one øre below the EEA threshold of the day', { estimatedValueOre: 229_999_999 }, 'not_required'],
  ['the EEA threshold of the day', { estimatedValueOre: 230_000_000 }, 'required'],
  ['the threshold of 2017', { estimatedValueOre: 175_000_000, on: '2017-06-01' }, 'required'],
  ['the same in 2018', { estimatedValueOre: 175_000_000, on: '2018-06-01' }, 'not_required'],
  ['before there was a rule', { on: '2016-06-01' }, 'to_be_assessed'],
])("apprentices' clause: %s", (_, more, standing) => {
  expect(clause('apprentices', more)?.standing).toBe(standing);
});

test("the apprentices' clause asks for a tenth of the work from August 2025 on, and for one apprentice before", () => {
  const measures = (on: string) =>
    clause('apprentices', { on })
      ?.rules.filter(({ key }) => key.endsWith('_min'))
      .map(({ key }) => key);
  expect(measures('2025-07-31')).toEqual(['apprentices.count_min']);
  expect(measures('2025-08-01')).toEqual(['apprentices.share_percent_min', 'apprentices.count_min']);
});

test("the apprentices' threshold tells both that it follows another rule, and that rule", () => {
  const used = clause('apprentices', {})?.rules.map(({ ruleId }) => ruleId);
  expect(used).toContain('apprentices.threshold_follows@2018-01-01');
  expect(used).toContain('eea_threshold.goods_services@2024-03-14');
});

test.each<[why: string, more: Partial<ContractFacts>, standing: string]>([
  ['works', {}, 'required'],
  ['works below 2.05 M', { estimatedValueOre: 204_999_999 }, 'not_required'],
  ['cleaning', { kind: 'services', cpvCodes: ['90910000'] }, 'required'],
  ['other services', { kind: 'services', cpvCodes: ['71000000'] }, 'not_required'],
  ['services of no known code', { kind: 'services' }, 'to_be_assessed'],
  ['goods', { kind: 'goods' }, 'not_required'],
])('subcontract tiers: %s', (_, more, standing) => {
  expect(clause('subcontract_tiers', more)?.standing).toBe(standing);
});

test('clauses whose scope no row gives are shown as to be assessed, never as not required', () => {
  const standings = requiredClauses(facts({ kind: 'goods' }), rows).slice(2);
  expect(standings.map(({ clause, standing }) => [clause, standing])).toEqual([
    ['pay_and_working_conditions', 'to_be_assessed'],
    ['payment_by_bank', 'to_be_assessed'],
    ['hms_card', 'to_be_assessed'],
  ]);
  for (const { rules } of standings) expect(rules).toHaveLength(1);
});
