import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type AddRule, rowsOfKeyMax } from './decide.ts';
import type { RuleRow } from './rule.ts';
import { rules } from './rules.ts';

const definition = { key: 'national_threshold', title: 'Nasjonal terskelverdi', unit: 'NOK' } as const;
const follows = { key: 'apprentices.threshold_follows', title: 'Grensen følger', unit: 'rule_key' } as const;
const fields = {
  value: 1_400_000,
  validFrom: '2027-01-01',
  validTo: null,
  source: 'lovdata.no',
  status: 'confirmed',
  note: null,
} as const;
const add: AddRule = {
  type: 'add',
  ruleId: 'rule-1',
  definition,
  reference: undefined,
  fields,
  at: '2026-11-01T08:00:00.000Z',
  by: 'kari',
};
const added = {
  type: 'RuleAdded',
  data: { ruleId: 'rule-1', ...definition, ...fields, registeredAt: add.at, registeredBy: 'kari' },
} as const;

test('an added row says who added it, when, and where it was read', () => {
  given(rules, []).when(add).then([added]);
});

test('a correction is a row beside the one that it corrects', () => {
  const state = given(rules, [added])
    .when({ ...add, ruleId: 'rule-2', fields: { ...fields, value: 1_500_000 } })
    .state();
  expect(state.rows.map(({ value }: RuleRow) => value)).toEqual([1_400_000, 1_500_000]);
});

test('a rule may follow another that is an amount', () => {
  const state = given(rules, [])
    .when({
      ...add,
      definition: follows,
      reference: definition,
      fields: { ...fields, value: 'national_threshold' },
    })
    .state();
  expect(state.rows[0]?.value).toBe('national_threshold');
});

test.each<[code: string, wrong: Partial<AddRule>]>([
  ['rule_key_unknown', { definition: undefined }],
  ['rule_value_wrong', { fields: { ...fields, value: '1,4 millioner' } }],
  ['rule_value_wrong', { fields: { ...fields, value: -1 } }],
  ['rule_value_wrong', { fields: { ...fields, value: 1_400_000.5 } }],
  ['rule_value_wrong', { definition: follows, fields: { ...fields, value: 'no.such_rule' } }],
  [
    'rule_value_wrong',
    { definition: follows, reference: follows, fields: { ...fields, value: follows.key } },
  ],
  ['rule_period_reversed', { fields: { ...fields, validTo: '2026-12-31' } }],
])('%s: %j', (code, wrong) => {
  given(rules, [])
    .when({ ...add, ...wrong })
    .rejects(code);
});

test('a key has no more than a hundred added rows', () => {
  const many = Array.from({ length: rowsOfKeyMax }, () => added);
  given(rules, many).when(add).rejects('too_many_rules');
  given(rules, many.slice(1)).when(add).then([added]);
});
