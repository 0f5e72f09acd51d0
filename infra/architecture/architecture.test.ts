import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkArchitecture } from './check.ts';

test('no import breaks a rule of the house', async () => {
  const { modules, violations } = await checkArchitecture();
  expect(violations).toEqual([]);
  expect(modules).toBeGreaterThan(150);
});

test('a planted wrong import is rejected, by each rule that it breaks', async () => {
  const planted = resolve(import.meta.dirname, 'fixtures/planted');
  const { violations } = await checkArchitecture(['packages', 'services'], planted);
  const from = 'services/maintenance/src/order/decide.ts';
  expect(violations).toHaveLength(4);
  expect(violations).toEqual(
    expect.arrayContaining([
      { rule: 'no-service-imports-a-service', from, to: 'services/projects/src/frame/frame.ts' },
      { rule: 'deciders-are-pure', from, to: 'services/projects/src/frame/frame.ts' },
      { rule: 'deciders-are-pure', from, to: 'packages/contracts/src/index.ts' },
      { rule: 'contracts-only-at-the-edges', from, to: 'packages/contracts/src/index.ts' },
    ]),
  );
});
