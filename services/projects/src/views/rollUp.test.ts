import { expect, test } from '@jest/globals';
import type { MeasureFacts } from '../measure/measure.ts';
import { noSums } from './measures.ts';
import { type RollUpLine, rollUp } from './rollUp.ts';

const facts: MeasureFacts = {
  name: 'Tiltak',
  part: null,
  points: [],
  frameId: null,
  category: null,
  areaId: null,
  owner: null,
  plannedEffects: null,
  description: null,
  source: null,
};
const used = (more: Partial<MeasureFacts>, reservedOre: number) => ({
  facts: { ...facts, ...more },
  sums: { ...noSums, reservedOre, personHours: 0.1 },
  procurements: { planned: 2, running: 1, signed: 0 },
});
const sumOf = (lines: readonly RollUpLine[]) => lines.reduce((sum, line) => sum + line.reservedOre, 0);

const measures = [
  used({ part: 'strakstiltak', points: [1, 10], areaId: 'voyenenga', category: 'Skolebygg' }, 100),
  used({ part: 'strakstiltak', points: [10], areaId: 'fornebu', category: 'Idrettsanlegg' }, 20),
  used({ areaId: 'et nytt område' }, 3),
];

test('every part and every point has a line, also when no measure is filed there', () => {
  const { byPart, byPoint } = rollUp([]);
  expect(byPart).toHaveLength(3);
  expect(byPoint.map(({ key }) => key)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
});

test('a line counts the procurements of its measures by how far they have come', () => {
  const { byPart, byPoint } = rollUp(measures);
  expect(byPart[0]?.procurements).toEqual({ planned: 4, running: 2, signed: 0 });
  expect(byPoint.find(({ key }) => key === '10')?.procurements).toEqual({
    planned: 4,
    running: 2,
    signed: 0,
  });
  expect(byPoint.find(({ key }) => key === '2')?.procurements).toEqual({ planned: 0, running: 0, signed: 0 });
});

test('by part, category and area each measure counts once, the unfiled ones in a last line of their own', () => {
  const { byPart, byCategory, byArea } = rollUp(measures);
  expect([sumOf(byPart), sumOf(byCategory), sumOf(byArea)]).toEqual([123, 123, 123]);
  expect(byPart.at(-1)).toMatchObject({ key: 'none', name: 'Uten del', measures: 1, reservedOre: 3 });
  expect(byCategory.map(({ name }) => name)).toEqual(['Idrettsanlegg', 'Skolebygg', 'Uten kategori']);
  expect(byArea.map(({ name }) => name)).toEqual(['et nytt område', 'Fornebu', 'Vøyenenga']);
});

test('a measure with two points counts in the line of both', () => {
  const { byPoint } = rollUp(measures);
  const line = (key: string) => byPoint.find((one) => one.key === key);
  expect(line('1')).toMatchObject({ measures: 1, reservedOre: 100 });
  expect(line('10')).toMatchObject({ measures: 2, reservedOre: 120 });
  expect(line('none')).toMatchObject({ name: 'Uten punkt', measures: 1, reservedOre: 3 });
});

test('hours are summed to the hundredth', () => {
  const three = Array.from({ length: 3 }, () => used({ part: 'strakstiltak' }, 0));
  expect(rollUp(three).byPart[0]?.personHours).toBe(0.3);
});
