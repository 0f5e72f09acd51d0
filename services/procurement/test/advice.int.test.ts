import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { osloDay } from '@tiltak/calendar';
import type { OperationRequest } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { facts } from './caseExamples.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const officer = () => procurement.as('procurement.officer');
const today = osloDay(new Date().toISOString());
type Query = OperationRequest<(typeof procurementOperations)['adviseProcedures']>['query'];
const ask = async (more: Partial<Query> = {}) =>
  (
    await officer().adviseProcedures({
      query: { estimatedValueOre: 90_000_000, kind: 'services', on: today, ...more },
    })
  ).body;
const open = async (unit: string, more: object = {}): Promise<string> => {
  const body = { ...facts, kind: 'services', unit, estimatedValueOre: 60_000_000, ...more };
  return (await officer().createProcurement({ body: body as never })).body.procurementId;
};
const unitName = () => `Enhet ${randomUUID()}`;

test('the adviser answers with procedures, rules, what would change them, and what is not sure', async () => {
  const advice = await ask({ on: '2026-06-01', estimatedValueOre: 200_000_000 });
  expect(advice).toMatchObject({ part: 'part_two', splitting: null, kind: 'services' });
  expect(advice.procedures[0]).toMatchObject({
    procedure: 'limited_tender',
    standing: 'allowed',
    rules: [{ status: 'reported' }, { key: 'national_threshold' }, { value: 2_300_000 }],
  });
  expect(advice.changes[0]).toMatchObject({ side: 'from', threshold: { fromOre: 230_000_000 } });
  expect(advice.notes.map(({ about }) => about)).toContain('newer_amount_unconfirmed');
  expect(advice.clauses.map(({ clause }) => clause)).toContain('apprentices');
});

test('purchases of the same kind by the same unit are shown with their sum and the threshold that it reaches', async () => {
  const unit = unitName();
  const first = await open(unit);
  const { splitting } = await ask({ unit });
  expect(splitting).toMatchObject({
    unit,
    hasMore: false,
    sumOre: 150_000_000,
    passed: [{ name: 'national', fromOre: 130_000_000 }],
    others: [{ procurementId: first, estimatedValueOre: 60_000_000 }],
  });
});

test('other kinds, other units, cancelled cases, and the case itself are no part of it', async () => {
  const unit = unitName();
  await open(unit, { kind: 'goods' });
  await open(unitName());
  const cancelled = await open(unit);
  const params = { procurementId: cancelled };
  await officer().cancelProcurement({ params, body: { reason: 'Behovet er borte.' } });
  const itself = await open(unit);
  const { splitting } = await ask({ unit, procurementId: itself });
  expect(splitting).toMatchObject({ others: [], sumOre: 90_000_000, passed: [] });
});

test('where a CPV code is given, only its group counts, and purchases without a code', async () => {
  const unit = unitName();
  const same = await open(unit, { cpvCodes: ['90911200'] });
  const unknown = await open(unit, { cpvCodes: [] });
  await open(unit, { cpvCodes: ['71000000'] });
  const { splitting } = await ask({ unit, cpvCode: '90910000' });
  expect(splitting?.cpvGroup).toBe('909');
  expect(splitting?.others.map(({ procurementId }) => procurementId)).toEqual([unknown, same]);
});

test('what was opened more than twelve months before, or after, is another purchase', async () => {
  const unit = unitName();
  await open(unit);
  const year = (count: number) =>
    `${Number(today.slice(0, 4)) + count}-${today.slice(5)}`.replace('02-29', '02-28');
  const counted = async (on: string) => (await ask({ unit, on })).splitting?.others.length;
  expect(await counted(year(-1))).toBe(0);
  expect(await counted(year(1))).toBe(1);
  expect(await counted(year(2))).toBe(0);
});

test('what is malformed is a 400 that names the field, and contractors are not advised', async () => {
  const query = { estimatedValueOre: 0, kind: 'art', on: '2026-02-30', cpvCode: '909' } as never;
  await expect(officer().adviseProcedures({ query })).rejects.toMatchObject({
    problem: {
      status: 400,
      errors: [
        { path: 'query.estimatedValueOre' },
        { path: 'query.kind' },
        { path: 'query.on' },
        { path: 'query.cpvCode' },
      ],
    },
  });
  const asked = { estimatedValueOre: 1, kind: 'goods', on: today } as const;
  expect(await refusal(procurement.as('contractor-1').adviseProcedures({ query: asked }))).toEqual([
    403,
    'forbidden',
  ]);
});
