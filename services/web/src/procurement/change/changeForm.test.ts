import { expect, test } from '@jest/globals';
import type { Case } from '../case/words.ts';
import { enteredOf } from '../specification/entered.ts';
import { specificationIn } from '../specification/specificationForm.ts';
import { changeIn, documentField } from './changeForm.ts';

const theCase = { title: 'Tak', procedure: 'open', estimatedValueOre: 500_000_00, specification: null };
const specified = new Map([
  ...enteredOf(theCase as unknown as Case),
  ['noLotsReason', 'Ett tak'],
  ['time', '12.00'],
] as const);
const sent = (fields: Readonly<Record<string, string>>) =>
  new Map([...specified, ...Object.entries({ reason: 'Uklart krav.', ...fields })]);
const specification = (() => {
  const read = specificationIn(specified);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.value;
})();
const unchanged = { reason: 'Uklart krav.', isSubstantial: false, documentIds: [], specification };
const all = { hasSpecification: true };

test('a small change keeps the deadline, and sends the whole specification as it stands in the form', () => {
  expect(changeIn(sent({}), all)).toEqual({
    ok: true,
    value: { ...unchanged, deadline: null, questionsUntil: null },
  });
});

test('a substantial change has its new deadline in Norwegian time, and the last day for questions', () => {
  const fields = { isSubstantial: 'ja', deadline: '15.07.2027', time: '14.30', questionsUntil: '2027-07-10' };
  expect(changeIn(sent(fields), all)).toEqual({
    ok: true,
    value: {
      ...unchanged,
      ...{ isSubstantial: true, deadline: '2027-07-15T12:30:00.000Z', questionsUntil: '2027-07-10' },
    },
  });
});

test('documents that are ticked are published with it, and alone where the form has no room for the rest', () => {
  const fields = { [documentField('d1')]: 'ja', [documentField('d2')]: '' };
  expect(changeIn(sent(fields), { hasSpecification: false })).toMatchObject({
    ok: true,
    value: { documentIds: ['d1'], specification: null },
  });
});

test('what is wrong in either part of the form is said at once, by its field', () => {
  const read = changeIn(
    sent({ reason: ' ', deadline: '31.02.2027', time: '25', criterionWeight1: '41' }),
    all,
  );
  expect(!read.ok && Object.keys(read.errors.fields).sort()).toEqual([
    ...['criterionWeight1', 'deadline', 'reason', 'time'],
  ]);
});
