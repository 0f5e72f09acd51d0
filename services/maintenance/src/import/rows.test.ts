import { expect, test } from '@jest/globals';
import { dated } from '../property/datedMatrikkel.ts';
import { jobColumns, readJobRow } from './jobRows.ts';
import { matrikkelCell, matrikkelIdsIn } from './matrikkelCell.ts';
import { propertyColumns, readPropertyRow } from './propertyRows.ts';
import { type Columns, openRecord, readHeading, type TableRecord } from './record.ts';

/** A row of a table with these headings. */
function recordOf<Name extends string>(
  columns: Columns<Name>,
  cells: Readonly<Record<string, string>>,
): TableRecord<Name> {
  const { places } = readHeading(columns, { line: 1, cells: Object.keys(cells) });
  return openRecord(columns, places, { line: 7, cells: Object.values(cells) });
}
const property = (cells: Readonly<Record<string, string>>) => recordOf(propertyColumns, cells);

test('headings are known without capitals and signs, also by their other names, and others are told', () => {
  const cells = ['type', 'BYGG-ID', 'Areal m2', 'bygningsnr.', 'Adrese', ' Navn '];
  const { ignored, places } = readHeading(propertyColumns, { line: 1, cells });
  expect([...places.keys()]).toEqual(['type', 'building', 'area', 'buildingNumber', 'name']);
  expect(ignored).toEqual(['Adrese']);
  expect(() => readHeading(jobColumns, { line: 1, cells: ['Navn'] })).toThrow(/Bygning, Tittel/);
});

test('a building is read with Norwegian numbers, and a column that is not there is not an empty cell', () => {
  const cells = {
    Type: 'Bygning',
    'Bygnings-ID': 'B-1',
    Navn: 'Skolen',
    'Areal (m²)': '1\u00a0234,5',
    Adresse: '',
  };
  const row = readPropertyRow(property({ ...cells, Breddegrad: '59,9', Lengdegrad: '10.5' }));
  expect(row).toMatchObject({
    kind: 'building',
    building: 'B-1',
    buildingNumber: null,
    property: undefined,
    fields: {
      name: 'Skolen',
      floorAreaM2: 1234.5,
      address: null,
      use: undefined,
      coordinates: { latitude: 59.9, longitude: 10.5 },
    },
  });
});

test.each([
  [{ Type: '' }, 'Type', 'missing'],
  [{ Type: 'Garasje' }, 'Type', 'not_a_choice'],
  [{ Type: 'Eiendom', Navn: 'x' }, 'Eiendomsnummer', 'missing'],
  [{ Type: 'Eiendom', Eiendomsnummer: 'E', Matrikkel: '94/12' }, 'Matrikkel', 'not_matrikkel'],
  [
    { Type: 'Eiendom', Eiendomsnummer: 'E', Matrikkel: '3201-94/12 (fra 2025-02-30)' },
    'Matrikkel',
    'not_matrikkel',
  ],
  [
    { Type: 'Eiendom', Eiendomsnummer: 'E', Matrikkel: '0219-94/12 (til 2024-01-01)' },
    'Matrikkel',
    'wrong_days',
  ],
  [{ Type: 'Bygning', Navn: 'x' }, 'Bygnings-ID', 'missing'],
  [{ Type: 'Bygning', Bygningsnummer: '12-3' }, 'Bygningsnummer', 'not_digits'],
  [{ Type: 'Bygning', Byggnr: '1', Areal: 'stort' }, 'Areal (m²)', 'not_a_number'],
  [{ Type: 'Bygning', Byggnr: '1', Areal: '-1' }, 'Areal (m²)', 'out_of_range'],
  [{ Type: 'Bygning', Byggnr: '1', Breddegrad: '10', Lengdegrad: '59' }, 'Breddegrad', 'out_of_range'],
  [{ Type: 'Bygning', Byggnr: '1', Breddegrad: '59', Lengdegrad: '' }, 'Lengdegrad', 'missing'],
  [{ Type: 'Bygning', Byggnr: '1', Navn: 'x'.repeat(201) }, 'Navn', 'too_long'],
  [{ Type: 'Rom', Byggnr: '1', Romnr: '' }, 'Romnummer', 'missing'],
])('%j is a bad row, and its column and line are told', (cells, column, code) => {
  const record = property(cells as unknown as Record<string, string>);
  readPropertyRow(record);
  expect(record.problems[0]).toMatchObject({ line: 7, column, code });
});

test("a property's ids are read as they are written", () => {
  const ids = matrikkelIdsIn(
    '0219-94/12; 3024-94/12 (fra 2020-06-01 til 2023-12-31)\n3201-94/12/0/3 (fra 2024-01-01)',
  );
  const written = matrikkelCell(dated(ids!));
  expect(written).toBe(
    '0219-94/12 (til 2019-12-31); 3024-94/12 (fra 2020-06-01 til 2023-12-31); 3201-94/12/0/3 (fra 2024-01-01)',
  );
  expect(matrikkelCell(dated(matrikkelIdsIn(written)!))).toBe(written);
});

test('a job is read with grades and parts as people write them', () => {
  const cells = {
    Bygning: 'Rykkinn skole',
    Tittel: 'Taket lekker',
    TG: '3',
    KG: 'kg 2',
    Hast: 'Høy',
    Bygningsdel: '26 Tak',
  };
  expect(readJobRow(recordOf(jobColumns, cells))).toMatchObject({
    conditionGrade: 'TG3',
    consequenceGrade: 'KG2',
    urgency: 'high',
    buildingPart: '26',
    reference: null,
  });
  const bad = recordOf(jobColumns, { ...cells, Tittel: '', Bygningsdel: 'tak', TG: '4' });
  expect(readJobRow(bad)).toBeUndefined();
  expect(bad.problems.map(({ column, code }) => `${column}: ${code}`)).toEqual([
    'Tittel: missing',
    'Bygningsdel: not_digits',
    'Tilstandsgrad: not_a_choice',
  ]);
});

test('a formula in a cell is text', () => {
  const record = property({ Type: 'Bygning', Byggnr: '1', Navn: '=HYPERLINK("http://x")' });
  expect(readPropertyRow(record)).toMatchObject({ fields: { name: '=HYPERLINK("http://x")' } });
});
