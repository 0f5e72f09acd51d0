import { expect, test } from '@jest/globals';
import { fold } from '@tiltak/decider';
import fc from 'fast-check';
import { facts, specification } from '../../test/caseExamples.ts';
import type { ProcurementEvent } from './events.ts';
import { noticeOf, termsOf } from './notice.ts';
import type { ProcedureName } from './procedure/procedure.ts';
import { type ProcurementCase, procurements } from './procurement.ts';
import { stemsOf } from './stem.ts';

const at = '2026-03-01T10:00:00.000Z';
const deadline = '2026-05-01T12:00:00+02:00';

function published(procedure: ProcedureName, ...more: ProcurementEvent[]): ProcurementCase {
  const { title, kind, cpvCodes } = facts;
  const deadlines = { requests: null, bids: deadline };
  const events: ProcurementEvent[] = [
    { type: 'ProcurementCreated', data: { facts: { ...facts, procedure }, at } },
    {
      type: 'CompetitionSpecified',
      data: { specification: { ...specification, version: 1 }, rules: [], at },
    },
    {
      type: 'ProcurementPublished',
      data: { title, kind, procedure, cpvCodes, deadlines, invitedSupplierIds: null, rules: [], at },
    },
    ...more,
  ];
  return fold(procurements, events) as ProcurementCase;
}

test('what is announced to all is found by its words, codes and kind, and is open until its deadline', () => {
  const { notice } = published('open');
  expect(notice).toMatchObject({ status: 'open', openUntil: '2026-05-01T10:00:00.000Z' });
  const wanted = { text: 'tak på eksempelskole', cpv: '4526', kind: 'works', status: 'open' } as const;
  expect(notice?.terms).toEqual(expect.arrayContaining([...termsOf(wanted)]));
  expect(notice?.terms).toEqual(expect.arrayContaining([...termsOf({})]));
  for (const other of [{ text: 'vinduer' }, { cpv: '4527' }, { kind: 'goods' }])
    expect(termsOf(other).every((term) => notice?.terms.includes(term))).toBe(false);
});

test('neither a draft nor what named suppliers are asked for is the public’s', () => {
  const draft = fold(procurements, [{ type: 'ProcurementCreated', data: { facts, at } }]) as ProcurementCase;
  expect(noticeOf(draft)).toBeNull();
  expect(published('limited_tender').notice).toBeNull();
  expect(published('dynamic_purchasing_call').notice).toBeNull();
});

test('a dynamic purchasing system is open to the public until its end, whatever its first window led to', () => {
  const { specification: asked, ...system } = published('dynamic_purchasing_system');
  const result = { type: 'dynamic_purchasing_system', months: 24 } as const;
  for (const status of ['qualification', 'contracted'] as const)
    expect(
      noticeOf({ ...system, status, specification: { ...(asked ?? specification), version: 1, result } }),
    ).toMatchObject({ status: 'open', openUntil: '2028-03-01T23:00:00.000Z' });
  expect(noticeOf({ ...system, specification: asked, status: 'completed' })).toMatchObject({
    ...{ status: 'awarded', openUntil: null },
  });
});

test('while those who were selected are asked for bids it says so, and that the public may not come any more', () => {
  const invited = { ...published('restricted'), status: 'invited' } as const;
  const notice = noticeOf(invited);
  expect(notice).toMatchObject({ status: 'invited', openUntil: null });
  expect(notice?.terms).toContain('status:invited');
});

test('once the window is closed, or the competition cancelled, it is not open', () => {
  const closed = { from: 'published', to: 'closed_for_bids', reason: null, at } as const;
  expect(published('open', { type: 'ProcurementAdvanced', data: closed }).notice).toMatchObject({
    ...{ status: 'closed', openUntil: null },
  });
  expect(published('open', { type: 'ProcurementCancelled', data: { reason: 'x', at } }).notice).toMatchObject(
    {
      ...{ status: 'cancelled', openUntil: null },
    },
  );
});

test('words meet in their forms', () => {
  expect(stemsOf('Taket på skolen')).toEqual(['tak', 'på', 'skol']);
  expect(stemsOf('tak skoler skolene Skole')).toEqual(['tak', 'skol']);
  expect(stemsOf('Å øke')).toEqual(['øke']);
});

test('stems are few, short and the same in any case and composition', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const stems = stemsOf(text);
      expect(new Set(stems).size).toBe(stems.length);
      for (const one of stems) expect(one.length).toBeLessThanOrEqual(40);
      expect(stemsOf(text.normalize('NFD'))).toEqual(stemsOf(text.normalize('NFC')));
      expect(stemsOf(`${text} ${text}`)).toEqual(stemsOf(text));
    }),
  );
});
