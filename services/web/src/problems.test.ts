import { expect, test } from '@jest/globals';
import type { Operations } from '@tiltak/contracts';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { explain } from './problems.ts';

const operations: Operations = {
  ...maintenanceOperations,
  ...notificationsOperations,
  ...procurementOperations,
};
const codes = new Set(Object.values(operations).flatMap(({ rejections = {} }) => Object.keys(rejections)));

test.each([...codes])('the refusal %s has words in Norwegian', (code) => {
  const problem = { type: 'x', title: 'x', status: 409, code, detail: 'English.', errors: [] };
  const { fields, general } = explain(problem);
  const texts = [...Object.values(fields), ...general];
  expect(texts).toHaveLength(1);
  expect(texts[0]).not.toContain('English');
});
