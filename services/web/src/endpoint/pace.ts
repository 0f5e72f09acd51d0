import { instantAt } from '@tiltak/calendar';
import { endpointLimits, maintenanceWindow } from '@tiltak/contracts/notifications';
import * as z from 'zod';
import * as f from '../form.ts';
import { moment } from '../format/time.ts';
import type { Entered } from '../visit.ts';
import type { Endpoint } from './words.ts';

type Window = Endpoint['maintenanceWindows'][number];
type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: f.FormErrors };

/** The days on which a weekly window may begin, by their ISO numbers. */
export const weekdays: readonly (readonly [string, string])[] = [
  ...[
    ['1', 'Mandag'] as const,
    ['2', 'Tirsdag'] as const,
    ['3', 'Onsdag'] as const,
    ['4', 'Torsdag'] as const,
  ],
  ...[['5', 'Fredag'] as const, ['6', 'Lørdag'] as const, ['7', 'Søndag'] as const],
];

const clock = z
  .string()
  .trim()
  .regex(/^([01]\d|2[0-3])[.:][0-5]\d$/, 'Skriv klokkeslettet som 22.00.')
  .transform((text) => text.replace('.', ':'));
const weekly = z.object({
  weekday: z.enum(['1', '2', '3', '4', '5', '6', '7'], 'Velg en ukedag.').transform(Number),
  from: clock,
  until: clock,
  holdsUrgent: f.checkbox,
});
const once = z.object({
  fromDay: f.day,
  fromTime: clock,
  untilDay: f.day,
  untilTime: clock,
  holdsUrgent: f.checkbox,
});
const { inFlightMax, perSecondMax } = endpointLimits.shape;
const wholeNumber = (field: z.ZodType, text: string) =>
  z
    .string()
    .trim()
    .refine((digits) => /^\d{1,6}$/.test(digits) && field.safeParse(Number(digits)).success, text)
    .transform(Number);
const limits = z.object({
  inFlightMax: wholeNumber(inFlightMax, 'Skriv et helt tall fra 1 til 16.'),
  perSecondMax: f.optional(wholeNumber(perSecondMax, 'Skriv et helt tall fra 1 til 1000.')),
});

/** Reads the form for a window that comes every week. */
export function readWeekly(entered: Entered): Outcome<Window> {
  const read = f.readForm(weekly, entered);
  return read.ok ? { ok: true, value: { kind: 'weekly', ...read.value } } : read;
}

/** Reads the form for a window that comes once; its times are those of the clock in Norway. */
export function readOnce(entered: Entered): Outcome<Window> {
  const read = f.readForm(once, entered);
  if (!read.ok) return read;
  const { fromDay, fromTime, holdsUrgent, untilDay, untilTime } = read.value;
  const at = (day: string, time: string) => new Date(instantAt(day, time)).toISOString();
  const [from, until] = [at(fromDay, fromTime), at(untilDay, untilTime)];
  const window: Window = { kind: 'once', from, until, holdsUrgent };
  if (maintenanceWindow.safeParse(window).success) return { ok: true, value: window };
  const text =
    until <= from
      ? 'Stengingen må slutte etter at den begynner.'
      : 'En stenging varer høyst sju døgn. Slå heller av mottaket om det skal være stengt lenger.';
  return { ok: false, errors: { fields: { untilDay: text }, general: [] } };
}

/** Reads the form for what the system takes at the most; an empty rate is no bound. */
export const readLimits = (entered: Entered): Outcome<Endpoint['limits']> => f.readForm(limits, entered);

/** Whether a window can hold nothing back any more. */
export const isOver = (window: Window, now: Date): boolean =>
  window.kind === 'once' && Date.parse(window.until) <= now.getTime();

/** When a window is, in words. */
export function windowText(window: Window): string {
  if (window.kind === 'once') return `${moment(window.from)} til ${moment(window.until)}`;
  const time = (text: string) => text.replace(':', '.');
  const day = weekdays[window.weekday - 1]?.[1] ?? '';
  const nextDay = window.until > window.from ? '' : ' dagen etter';
  return `${day} kl. ${time(window.from)} til ${time(window.until)}${nextDay}, hver uke`;
}

/** What the system takes at the most, in words. */
export function limitsText({ inFlightMax: most, perSecondMax: rate }: Endpoint['limits']): string {
  const atOnce = most === 1 ? 'Én forespørsel om gangen' : `Høyst ${most} forespørsler samtidig`;
  return rate === null ? atOnce : `${atOnce}, høyst ${rate} i sekundet`;
}
