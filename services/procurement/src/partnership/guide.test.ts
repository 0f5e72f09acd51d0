import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { partnershipTerms, procurementOperations } from '@tiltak/contracts/procurement';
import { partnershipTerms as example } from '../../test/partnershipExamples.ts';
import { checkTerms } from './terms.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/innovation.md'), 'utf8');

test("the guide's terms are terms, and the ones that the tests play with", () => {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
  const terms = partnershipTerms.strict().parse(JSON.parse(json));
  const fits = { estimatedValueOre: 500_000_000, today: '2026-11-23' };
  checkTerms(terms, { kind: 'innovation_partnership', ...fits });
  expect(terms).toEqual(example);
});

test('the operations that the guide names are there', () => {
  const named = [...guide.matchAll(/`([a-z]+[A-Z][A-Za-z]*)`/g)].map(([, name = '']) => name);
  const fields =
    /Ore$|Percent|^intellectualProperty$|^purchasePercentOfDevelopment$|^maximumPurchasePercent$/;
  const operations = named.filter((name) => !fields.test(name));
  expect(operations.length).toBeGreaterThan(20);
  for (const name of operations) expect(Object.keys(procurementOperations)).toContain(name);
});
