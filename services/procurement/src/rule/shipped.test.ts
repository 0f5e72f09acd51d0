import { expect, test } from '@jest/globals';
import { readRules, shippedRules } from './shipped.ts';

const row = {
  ruleId: 'national_threshold@2018-01-01',
  key: 'national_threshold',
  title: 'Nasjonal terskelverdi',
  value: 1_300_000,
  unit: 'NOK',
  validFrom: '2018-01-01',
  validTo: null,
  source: 'ks.no',
  status: 'reported',
  note: null,
};
const file =
  (...rows: readonly object[]) =>
  () =>
    readRules(JSON.stringify(rows));

test('every rule of the design is shipped, each with its source and how sure it is', () => {
  const keys = new Set(shippedRules.map(({ key }) => key));
  for (const key of [
    'procurement_act.applies_from',
    'procurement_act.applies_from.proposed',
    'national_threshold',
    'eea_threshold.goods_services',
    'eea_threshold.works',
    'eea_threshold.special_services.eur',
    'climate.weight_percent_min',
    'apprentices.share_percent_min',
    'subcontract_tiers.max',
    'contract_clause.hms_card',
    'standstill.days_electronic',
    'deadline.open.bids',
    'deadline.counting',
    'framework_agreement.years_max',
  ])
    expect(keys).toContain(key);
  for (const { source, status } of shippedRules) {
    expect(source).not.toBe('');
    // The law itself was not read, so nothing may claim more.
    expect(status).not.toBe('confirmed');
  }
});

test('amounts in kroner that nobody has found are not there', () => {
  const kroner = shippedRules.filter(({ key, unit }) => key.startsWith('eea_threshold') && unit === 'NOK');
  expect(kroner.every(({ validFrom }) => (validFrom ?? '') < '2025')).toBe(true);
});

test('a file that is right is read as it is', () => {
  expect(file(row)()).toEqual([{ ...row, registeredAt: null, registeredBy: null }]);
});

test.each<[why: string, rows: readonly object[]]>([
  ['a status that is none', [{ ...row, status: 'certain' }]],
  ['a value that does not fit its unit', [{ ...row, value: 'mye' }]],
  ['an amount with øre', [{ ...row, value: 1.5 }]],
  ['a day that is none', [{ ...row, validFrom: '2018-02-30' }]],
  ['an end before the beginning', [{ ...row, validTo: '2017-12-31' }]],
  ['no source', [{ ...row, source: '' }]],
  ['a field that is misspelt', [{ ...row, validUntil: null }]],
  ['an id that is there twice', [row, { ...row, value: 1 }]],
  ['two units of a key', [row, { ...row, ruleId: 'other', unit: 'EUR' }]],
])('a file with %s is refused when it is loaded', (_, rows) => {
  expect(file(...rows)).toThrow();
});
