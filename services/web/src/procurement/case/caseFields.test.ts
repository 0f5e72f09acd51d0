import { expect, test } from '@jest/globals';
import { caseFieldsIn, enteredByAdvice, enteredOf } from './caseFields.ts';
import type { Case } from './words.ts';

const fields = {
  ...{ title: 'Nytt tak', kind: 'works', procedure: 'open', estimatedValueOre: 1_250_000_50 },
  ...{ measureId: 'm1', need: 'Tett tak', unit: 'Eiendom', areaId: null, cpvCodes: ['45261900', '45260000'] },
  ...{ procedureReason: null, systemId: null, rehearsal: false },
};
const entered = enteredOf(fields as unknown as Case);

test('what is known of a case is read back from its own form as it was', () => {
  expect(caseFieldsIn(entered)).toEqual({ ok: true, value: fields });
});

test.each([
  ['title', { title: ' ' }],
  ['kind', { kind: 'alt' }],
  ['procedure', { procedure: '' }],
  ['estimatedValue', { estimatedValue: '1.250' }],
  ['measureId', { measureId: '' }],
  ['cpvCodes', { cpvCodes: '45261900, 4526' }],
  ['procedureReason', { procedure: 'direct' }],
  ['systemId', { procedure: 'dynamic_purchasing_call' }],
])('what is wrong with %s is said there', (name, change) => {
  const read = caseFieldsIn(new Map([...entered, ...Object.entries(change)]));
  expect(!read.ok && Object.keys(read.errors.fields)).toEqual([name]);
});

test("the adviser's question and the chosen procedure fill in the form of a new case", () => {
  const asked = new Map(
    Object.entries({ verdi: '900 000', art: 'works', enhet: 'Eiendom', cpv: '', prosedyre: 'open' }),
  );
  expect(Object.fromEntries(enteredByAdvice(asked))).toEqual({
    ...{ estimatedValue: '900 000', kind: 'works', unit: 'Eiendom', cpvCodes: '', procedure: 'open' },
  });
});
