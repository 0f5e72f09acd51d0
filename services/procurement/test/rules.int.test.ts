import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OperationRequest } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { tokenFor } from '../../../infra/test/tokens.ts';
import { aggregates } from '../src/service.ts';
import { facts, specification } from './caseExamples.ts';
import { setKeys } from './keys.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const as = (role: string) => procurement.as(role);

type Row = OperationRequest<(typeof procurementOperations)['addRule']>['body'];
const row = (more: Partial<Row> = {}): Row => ({
  key: 'eea_threshold.works',
  value: 60_000_000,
  validFrom: '2026-03-01',
  source: 'lovdata.no',
  status: 'confirmed',
  ...more,
});
const add = (more: Partial<Row> = {}) => as('admin').addRule({ body: row(more) });
const listed = async (query: { key?: string; on?: string }) =>
  (await as('procurement.officer').listRules({ query: { limit: 200, ...query } })).body.items;

test('a row that an administrator adds holds from its first day, and the one before it until then', async () => {
  const { status, body } = await add();
  expect(status).toBe(201);
  expect(body).toMatchObject({ title: 'EØS-terskelverdi for bygg og anlegg', unit: 'NOK', validTo: null });
  const on = async (day: string) =>
    (await listed({ key: 'eea_threshold.works', on: day })).map(({ value }) => value);
  expect(await on('2026-02-28')).toEqual([57_800_000]);
  expect(await on('2026-03-01')).toEqual([60_000_000]);
});

test('a correction replaces a row, which stays in the history with who registered it', async () => {
  const key = 'national_threshold';
  const first = (await add({ key, value: 1_400_000 })).body;
  const second = (await add({ key, value: 1_500_000, note: 'Trykkfeil i den forrige.' })).body;
  const history = await listed({ key });
  expect(history.map(({ ruleId, standing }) => [ruleId, standing])).toEqual([
    ['national_threshold@2018-01-01', 'ended'],
    [first.ruleId, 'replaced'],
    [second.ruleId, 'in_force'],
  ]);
  expect(history.map(({ registeredBy }) => registeredBy !== null)).toEqual([false, true, true]);
});

test('sources that disagree are both shown, and so is that a row is unconfirmed', async () => {
  const rows = await listed({ key: 'eea_threshold.goods_services', on: '2022-06-01' });
  expect(rows.map(({ value, status, standing }) => [value, status, standing])).toEqual([
    [2_200_000, 'reported', 'in_force'],
    [2_400_000, 'unconfirmed', 'disputed'],
  ]);
});

test('the list of all rows comes in pages, each row once', async () => {
  const all = await listed({});
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { body } = await as('auditor').listRules({
      query: { limit: 40, ...(cursor !== undefined && { cursor }) },
    });
    ids.push(...body.items.map(({ ruleId }) => ruleId));
    cursor = body.next;
  }
  expect(ids).toEqual(all.map(({ ruleId }) => ruleId));
  const wrong = as('auditor').listRules({ query: { cursor: 'bm9wZQ' } });
  await expect(wrong).rejects.toMatchObject({ problem: { code: 'bad_cursor' } });
});

test('the same key of a repeated call adds one row', async () => {
  const key = 'framework_agreement.years_max';
  const send = async () => {
    const answer = await fetch(`${procurement.url}/rules`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor('admin')}`,
        'content-type': 'application/json',
        'idempotency-key': 'one-rule',
      },
      body: JSON.stringify(row({ key, value: 5 })),
    });
    return ((await answer.json()) as { ruleId: string }).ruleId;
  };
  expect(await send()).toBe(await send());
  expect(await listed({ key })).toHaveLength(2);
});

test.each<[code: string, more: Partial<Row>]>([
  ['rule_key_unknown', { key: 'eea_threshold.work' }],
  ['rule_value_wrong', { value: '60 millioner' }],
  ['rule_value_wrong', { value: ['works'] }],
  ['rule_period_reversed', { validTo: '2026-02-28' }],
])('a row that is refused (%s: %j) changes nothing', async (code, more) => {
  const before = await listed({});
  expect(await refusal(add(more))).toEqual([422, code]);
  expect(await listed({})).toEqual(before);
});

test('what is malformed is a 400 that names the field', async () => {
  const refused = add({ validFrom: '2026-02-30', source: '' });
  await expect(refused).rejects.toMatchObject({
    problem: { status: 400, errors: [{ path: 'body.validFrom' }, { path: 'body.source' }] },
  });
});

test('only an administrator adds rules, and contractors do not see them', async () => {
  const refused = as('procurement.officer').addRule({ body: row() });
  expect(await refusal(refused)).toEqual([403, 'forbidden']);
  expect(await refusal(as('contractor-1').listRules())).toEqual([403, 'forbidden']);
});

const officer = () => as('procurement.officer');
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** A case that is planned, and specified with these criteria. */
async function specified(criteria = specification.criteria): Promise<{ procurementId: string }> {
  const { body } = await officer().createProcurement({ body: structuredClone(facts) as never });
  const params = { procurementId: body.procurementId };
  await officer().planProcurement({ params, body: { publishOn: inDays(0).slice(0, 10) } });
  await officer().specifyCompetition({ params, body: { ...specification, criteria } as never });
  await setKeys(procurement, params);
  return params;
}

test('a deadline below the least one is refused; one that is not keeps the rules that it was checked by', async () => {
  const params = await specified();
  const tooShort = officer().publishProcurement({ params, body: { bidsDeadline: inDays(29) } });
  expect(await refusal(tooShort)).toEqual([422, 'deadline_too_short']);
  const { body } = await officer().publishProcurement({ params, body: { bidsDeadline: inDays(45) } });
  expect(body.rules.map(({ key, value }) => [key, value])).toEqual([
    ['climate.weight_percent_min', 30],
    ['deadline.open.bids', 30],
    ['deadline.counting', expect.any(String)],
  ]);
});

test('a case follows a rule from the moment that an administrator has added it', async () => {
  const key = 'climate.weight_percent_min';
  await add({ key, value: 40, validFrom: '2026-01-02' });
  expect(await refusal(specified())).toEqual([422, 'climate_rule']);
  await add({ key, value: 30, validFrom: '2026-01-02', note: 'Var feil.' });
  await specified();
});

test('a competition that gives climate too little weight is refused', async () => {
  const weights: Readonly<Record<string, number>> = { price: 60, quality: 20, climate: 20 };
  const criteria = specification.criteria.map((one) => ({ ...one, weightPercent: weights[one.type] ?? 0 }));
  expect(await refusal(specified(criteria))).toEqual([422, 'climate_rule']);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
