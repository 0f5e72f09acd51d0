import { expect, test } from '@jest/globals';
import type { Problem } from '@tiltak/contracts';
import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import {
  amount,
  attempted,
  checkbox,
  day,
  hours,
  optional,
  optionalText,
  readForm,
  requiredLine,
} from './form.ts';

const schema = z.object({
  title: requiredLine('Skriv en tittel.'),
  amount,
  dueOn: day,
  hours: optional(hours),
  note: optionalText,
  urgent: checkbox,
});
const right = { title: ' Tak ', amount: '12 500,50', dueOn: '01.12.2026', hours: '', note: ' ', urgent: '' };
const read = (changes: object = {}) => readForm(schema, new Map(Object.entries({ ...right, ...changes })));

const problem = (code: string, more: Partial<Problem> = {}): ProblemError =>
  new ProblemError(more.status ?? 409, {
    ...{ type: 'about:blank', title: code, status: 409, code, detail: 'English detail.', errors: [] },
    ...more,
  });
const refusal = (error: Error) => attempted(() => Promise.reject(error));

test('what people write becomes what the services take', () => {
  expect(read()).toEqual({
    ok: true,
    value: { title: 'Tak', amount: 1_250_050, dueOn: '2026-12-01', hours: null, note: null, urgent: false },
  });
  expect(read({ hours: '37,5', urgent: 'ja' })).toMatchObject({
    ok: true,
    value: { hours: 37.5, urgent: true },
  });
});

test('every wrong field is named at once, in words that say what would be right', () => {
  expect(read({ title: ' ', amount: '12.500', dueOn: '31.02.2026', hours: 'to' })).toEqual({
    ok: false,
    errors: {
      fields: {
        title: 'Skriv en tittel.',
        amount: 'Skriv beløpet i kroner, for eksempel 12 500 eller 12 500,50.',
        dueOn: 'Skriv datoen som dag.måned.år, for eksempel 01.12.2026.',
        hours: 'Skriv antall timer, for eksempel 37,5.',
      },
      general: [],
    },
  });
});

test('nothing cannot be ordered for nothing', () => {
  expect(read({ amount: '0' })).toMatchObject({
    errors: { fields: { amount: 'Beløpet må være større enn 0.' } },
  });
});

test('a field that the form does not have is left out, also one that is named like a part of every object', () => {
  const entered = new Map(Object.entries(right));
  entered.set('__proto__', 'x').set('constructor', 'x').set('status', 'settled');
  const outcome = readForm(schema, entered);
  expect(outcome.ok && Object.keys(outcome.value)).toEqual(Object.keys(right));
});

test('a refusal is told in Norwegian, at the field that it is about', async () => {
  expect(await refusal(problem('invoice_number_used'))).toEqual({
    ok: false,
    errors: {
      fields: { invoiceNumber: 'Fakturanummeret er allerede registrert på bestillingen.' },
      general: [],
    },
  });
  expect(await refusal(problem('stale_version', { status: 412 }))).toMatchObject({
    errors: { general: [expect.stringContaining('endret av en annen')] },
  });
});

test('an unknown refusal is shown with the service’s own words', async () => {
  expect(await refusal(problem('brand_new'))).toMatchObject({
    errors: { general: ['Systemet svarte: English detail.'] },
  });
});

test("a field that only the service found wrong is marked by the form's name for it", async () => {
  const errors = [{ path: 'body.amountOre', message: 'too big' }];
  expect(await refusal(problem('invalid_request', { status: 400, errors }))).toMatchObject({
    errors: { fields: { amount: 'Ble ikke godtatt: too big' } },
  });
});

test('what a form can do nothing about is not the form’s', async () => {
  await expect(refusal(problem('internal_error', { status: 500 }))).rejects.toThrow('internal_error');
  await expect(refusal(new TypeError('bug'))).rejects.toThrow('bug');
});
