import { expect, test } from '@jest/globals';
import type { Case } from '../case/words.ts';
import { enteredOf } from './entered.ts';
import { shownRows } from './rows.ts';
import { type Specification, specificationIn } from './specificationForm.ts';
import { sumText, weightSums } from './weights.ts';

const aCase = (specification: Specification | null, procedure = 'open') =>
  ({ title: 'Tak', procedure, estimatedValueOre: 500_000_00, specification }) as unknown as Case;

const full: Specification = {
  lots: [
    { lotId: 'LOT-1', title: 'Tak', estimatedValueOre: 300_000_00 },
    { lotId: 'vegg', title: 'Vegg', estimatedValueOre: 200_000_50 },
  ],
  noLotsReason: null,
  requirements: [{ requirementId: 'R7', title: 'Skatteattest', evidence: 'Ikke eldre enn seks måneder' }],
  criteria: [
    { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 70, lotIds: null },
    { criterionId: 'K', title: 'Klima', type: 'climate', weightPercent: 30, lotIds: ['LOT-1'] },
    { criterionId: 'G', title: 'Gjenbruk', type: 'climate', weightPercent: 30, lotIds: ['vegg'] },
  ],
  priceModel: {
    type: 'priced_quality',
    valuesOre: [
      { criterionId: 'K', fullScoreOre: 10_000_00 },
      { criterionId: 'G', fullScoreOre: 20_000_00 },
    ],
  },
  climate: { treatment: 'weighted', reason: null, ground: null },
  envelopes: ['quality', 'price'],
  result: {
    ...{ type: 'framework_agreement', allocation: 'rank', suppliersMax: 3, ceilingOre: 900_000_00 },
    ...{ months: 60, longerReason: 'Utstyret avskrives over fem år.' },
  },
  intellectualProperty: null,
  subcontractTiersMax: 1,
  apprenticesClause: true,
};
const others: readonly Specification['result'][] = [
  { type: 'contract' },
  { type: 'prizes' },
  { type: 'partnership', partnersMax: 2 },
  { type: 'dynamic_purchasing_system', months: 24 },
];

test('what was specified is read back from its own form as it was, ids and all', () => {
  expect(specificationIn(enteredOf(aCase(full)))).toEqual({ ok: true, value: full });
  for (const result of others) {
    const specification: Specification = {
      ...full,
      ...{ result, intellectualProperty: 'Kommunen eier alt.', noLotsReason: 'Ett tak' },
      ...{ climate: { treatment: 'exemption', reason: 'Lite', ground: 'insignificant' } },
    };
    expect(specificationIn(enteredOf(aCase(specification)))).toEqual({ ok: true, value: specification });
  }
});

test('a new form holds a usual competition, which lacks only what nobody can know', () => {
  const read = specificationIn(enteredOf(aCase(null)));
  expect(read.ok ? {} : read.errors.fields).toEqual({
    noLotsReason: expect.stringContaining('ikke deles opp'),
  });
  const whole = specificationIn(new Map([...enteredOf(aCase(null)), ['noLotsReason', 'Ett tak']]));
  expect(whole.ok && whole.value.criteria.map(({ weightPercent }) => weightPercent)).toEqual([40, 30, 30]);
});

/** The fields that are wrong once some of a good form are written otherwise. */
function wrongIn(changes: Readonly<Record<string, string>>) {
  const read = specificationIn(new Map([...enteredOf(aCase(full)), ...Object.entries(changes)]));
  return read.ok ? {} : read.errors.fields;
}

test('what is wrong is said at its field, all of it at once', () => {
  const wrong = wrongIn({
    ...{ lotValue1: '1.000', criterionWeight1: '70,5', criterionType2: '', criterionValue2: 'mye' },
    ...{ criterionLots3: '2, 9', requirementTitle2: '', requirementEvidence2: 'Attest' },
    ...{ priceModel: 'priced_quality', treatment: 'requirement', suppliersMax: '0', months: '' },
    ...{ subcontractTiersMax: '3' },
  });
  expect(Object.keys(wrong).toSorted()).toEqual([
    ...['criterionLots3', 'criterionType2', 'criterionValue2', 'criterionWeight1', 'lotValue1', 'months'],
    ...['requirementTitle2', 'subcontractTiersMax', 'suppliersMax'],
  ]);
  expect(Object.keys(wrongIn({ treatment: 'exemption' }))).toEqual(['climateReason']);
  expect(Object.keys(wrongIn({ longerReason: '' }))).toEqual(['longerReason']);
  expect(Object.keys(wrongIn({ result: '' }))).toEqual(['result']);
  const nothing = specificationIn(new Map());
  expect(!nothing.ok && nothing.errors.fields).toMatchObject({
    lotTitle1: expect.any(String),
    criterionTitle1: expect.any(String),
    result: expect.any(String),
  });
});

test('weights that are not 100 together in every lot are refused, and the sums are told', () => {
  expect(wrongIn({ criterionWeight2: '20' })).toEqual({
    criterionWeight1: expect.stringContaining('delkontrakt 1 er 90 prosent'),
  });
  const off = weightSums(new Map([...enteredOf(aCase(full)), ['criterionWeight3', '31']]));
  expect(sumText(off)).toBe('Delkontrakt 1: 100 prosent. Delkontrakt 2: 101 prosent. Hver skal bli 100.');
  expect(sumText(weightSums(enteredOf(aCase(full))))).toBe('Vektene er 100 prosent til sammen.');
  expect(sumText(weightSums(enteredOf(aCase(null))))).toContain('100 prosent');
});

test('a new row gets an id that no other has, also between others, and one whose name is gone is left out', () => {
  const read = specificationIn(
    new Map([
      ...enteredOf(aCase(full)),
      ...Object.entries({
        lotTitle1: '',
        lotValue1: '',
        criterionLots2: '4',
        lotTitle4: 'Dør',
        lotValue4: '5',
      }),
      ...Object.entries({ requirementTitle3: 'HMS', requirementId3: '', requirementTitle5: 'ISO' }),
    ]),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  expect(read.value.lots.map(({ lotId }) => lotId)).toEqual(['vegg', 'LOT-1']);
  expect(read.value.criteria[1]?.lotIds).toEqual(['LOT-1']);
  expect(read.value.requirements.map(({ requirementId }) => requirementId)).toEqual(['R7', 'R1', 'R2']);
});

test('there are always empty rows, and more of them when they are asked for', () => {
  const entered = enteredOf(aCase(full));
  expect(shownRows(entered, 'criterion')).toEqual([1, 2, 3, 4, 5]);
  expect(shownRows(new Map([...entered, ['flere', 'ja']]), 'criterion')).toHaveLength(11);
  expect(shownRows(new Map([['lotTitle20', 'Siste']]), 'lot')).toHaveLength(20);
});
