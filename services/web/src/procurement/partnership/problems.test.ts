import { expect, test } from '@jest/globals';
import { explain } from '../../problems.ts';
import { partnershipWords } from './problems.ts';

const problem = (code: string, facts: Record<string, unknown>, words = partnershipWords) =>
  explain({ type: 'x', title: 'x', status: 422, code, detail: 'English.', errors: [], facts }, words);

test.each<[code: string, facts: Record<string, unknown>, field: string]>([
  ['phases_out_of_order', { phase: 2 }, 'phase2-deadline'],
  ['deadline_past', { phase: 1 }, 'phase1-deadline'],
  ['partners_increase', { phase: 3 }, 'phase3-partners'],
  ['several_partners_needed', { phase: 1 }, 'phase1-partners'],
  ['budgets_exceed_maximum', { budgetsOre: 100 }, 'maximumDevelopmentOre'],
  ['goal_missing', { missing: ['M2', 'M3'] }, 'value-M2'],
  ['deliverable_missing', { missing: ['L2'] }, 'description-L2'],
  ['budget_exceeded', { supplierId: 's1', leftOre: 100 }, 'amount-s1'],
  ['maximum_cost_exceeded', { leftOre: 100 }, 'priceOre'],
])('the refusal %s stands at the field that it is about', (code, facts, field) => {
  const { fields, general } = problem(code, facts);
  expect(Object.keys(fields)).toEqual([field]);
  expect(general).toEqual([]);
});

test('where the terms are checked again at the publication, their refusals stand at no field of its form', () => {
  for (const code of [
    'phases_out_of_order',
    'deadline_past',
    'budgets_exceed_maximum',
    'maximum_cost_missing',
  ])
    expect(problem(code, { phase: 1 }, {})).toEqual({ fields: {}, general: [expect.any(String)] });
});

test('a sum that was refused is said in kroner', () => {
  expect(problem('value_too_low', { valueOre: 500_000_000 }).general[0]).toMatch(/minst 5\s000\s000\skr\./);
  expect(problem('budgets_exceed_maximum', { budgetsOre: 20_050 }).fields.maximumDevelopmentOre).toMatch(
    /De blir 200,50\skr\./,
  );
});
