import { expect, test } from '@jest/globals';
import type * as z from 'zod';
import { matrikkelText } from '../words/register.ts';
import { matrikkelField, matrikkelFrom, matrikkelLines, matrikkelLinesField } from './matrikkelField.ts';

const ids = [
  { municipalityNumber: '0219', gnr: 94, bnr: 12, validFrom: null, validTo: '2019-12-31' },
  { municipalityNumber: '3024', gnr: 94, bnr: 12, validFrom: '2020-01-01', validTo: '2023-12-31' },
  { municipalityNumber: '3201', gnr: 94, bnr: 12, fnr: 0, snr: 3, validFrom: '2024-01-01', validTo: null },
  { municipalityNumber: '3201', gnr: 99_999, bnr: 1, fnr: 7, validFrom: null, validTo: null },
];
const asShown = ids.map(({ validFrom, validTo, ...id }) => ({
  ...{ ...id, validFrom, validTo, text: matrikkelText(id) },
}));
const messageFor = (schema: z.ZodType, text: string) => schema.safeParse(text).error?.issues[0]?.message;

test('what the form shows of a property comes back as the same cadastral ids and days', () => {
  const shown = matrikkelLines(asShown);
  expect(shown.split('\n')[1]).toBe('3024-94/12 fra 01.01.2020 til 31.12.2023');
  expect(matrikkelLinesField.parse(shown)).toEqual(ids);
});

test('empty lines, line endings of other systems and spaces at the ends do not count', () => {
  expect(matrikkelLinesField.parse('\r\n  3201-94/12 \r\n\r\n')).toEqual([
    { municipalityNumber: '3201', gnr: 94, bnr: 12, validFrom: null, validTo: null },
  ]);
  expect(matrikkelLinesField.parse('')).toEqual([]);
});

test.each([
  '94/12',
  '3201-0/12',
  '3201-94/12 fra 31.02.2020',
  '3201-94/12 2020',
  '3201-94/12 til 2023-12-31 fra 2020-01-01',
  '3201-94/12, 3201-94/13',
])('a line like "%s" is told by its number', (line) => {
  expect(messageFor(matrikkelLinesField, `3201-1/1\n${line}`)).toMatch(/^Linje 2 \(«/);
});

test('a property has at most a hundred cadastral ids', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `3201-1/${at + 1}`).join('\n');
  expect(matrikkelLinesField.parse(lines(100))).toHaveLength(100);
  expect(messageFor(matrikkelLinesField, lines(101))).toBe('En eiendom kan ha høyst 100 matrikkelenheter.');
});

test('a building has one cadastral id or none', () => {
  expect(matrikkelField.parse(' ')).toBeNull();
  expect(matrikkelField.parse('3201-94/12')).toEqual(matrikkelFrom('3201 - 94/12'));
  expect(messageFor(matrikkelField, '3201')).toBe('Skriv matrikkelen som 3201-94/12.');
});
