import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { urgencyBy } from './urgency.ts';

const conditions = ['TG0', 'TG1', 'TG2', 'TG3'] as const;
const consequences = ['KG0', 'KG1', 'KG2', 'KG3'] as const;
const order = ['low', 'normal', 'high', 'immediate'];

test('a worse state or a graver consequence never makes a job less urgent', () => {
  const grade = fc.nat(3);
  fc.assert(
    fc.property(grade, grade, grade, grade, (state, consequence, worse, graver) => {
      const rank = (tg: number, kg: number) =>
        order.indexOf(urgencyBy({ conditionGrade: conditions[tg]!, consequenceGrade: consequences[kg]! })!);
      return rank(Math.max(state, worse), Math.max(consequence, graver)) >= rank(state, consequence);
    }),
  );
});

test('the worst is to be done at once, and what is as new can wait', () => {
  expect(urgencyBy({ conditionGrade: 'TG3', consequenceGrade: 'KG3' })).toBe('immediate');
  for (const consequenceGrade of consequences)
    expect(urgencyBy({ conditionGrade: 'TG0', consequenceGrade })).toBe('low');
});

test('nothing follows from a grade that is missing or was not examined', () => {
  expect(urgencyBy({ conditionGrade: null, consequenceGrade: 'KG3' })).toBeNull();
  expect(urgencyBy({ conditionGrade: 'TG3', consequenceGrade: null })).toBeNull();
  expect(urgencyBy({ conditionGrade: 'TGIU', consequenceGrade: 'KG3' })).toBeNull();
});
