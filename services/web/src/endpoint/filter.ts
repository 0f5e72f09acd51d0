import { type DeliveredType, deliveredTypes } from '@tiltak/contracts/contractor';
import * as z from 'zod';
import * as f from '../form.ts';
import { kroner, kronerAsEntered } from '../format/money.ts';
import { quantity } from '../format/quantity.ts';
import { day } from '../format/time.ts';
import type { Entered } from '../visit.ts';
import type { Endpoint } from './words.ts';

type Filter = Endpoint['filter'];
type Condition = Filter[number];
type Field = Condition['field'];
/** What an endpoint is told of: the types of events, and of which orders. */
export type Subscription = { readonly eventTypes: readonly string[]; readonly filter: Filter };

/** The types of events that an endpoint can be told of, in words for its form. */
export const eventTypeWords: Readonly<Record<DeliveredType, string>> = {
  'no.tiltak.maintenance.calloff.offered.v1': 'Forespørsel om oppdrag',
  'no.tiltak.maintenance.calloff.withdrawn.v1': 'Forespørsel trukket tilbake',
  'no.tiltak.maintenance.calloff.expired.v1': 'Svarfrist gått ut',
  'no.tiltak.maintenance.order.placed.v1': 'Bestilling bindende',
  'no.tiltak.maintenance.change.notified.v1': 'Ønske om endring',
  'no.tiltak.maintenance.change.rejected.v1': 'Endring avslått',
  'no.tiltak.maintenance.order.changed.v1': 'Bestilling endret',
  'no.tiltak.maintenance.order.cancelled.v1': 'Bestilling avbestilt',
  'no.tiltak.maintenance.work.accepted.v1': 'Arbeid godkjent',
  'no.tiltak.maintenance.work.rejected.v1': 'Arbeid avvist',
  'no.tiltak.maintenance.order.settled.v1': 'Bestilling gjort opp',
  'no.tiltak.maintenance.claim.raised.v1': 'Reklamasjon',
  'no.tiltak.procurement.competition.announced.v1': 'Ny konkurranse',
  'no.tiltak.procurement.awardletter.sent.v1': 'Tildelingsbrev',
};

/** A type of events in words; one that these pages don't know, as it is. */
export const eventTypeText = (type: string): string =>
  (eventTypeWords as Readonly<Record<string, string>>)[type] ?? type;

const limit = f.optional(f.signedAmount.refine((ore) => ore >= 0, 'Beløpet kan ikke være mindre enn 0.'));
const hours = f.optional(f.hours);
const days = f.optional(f.day);
const ids = f
  .lines(100)
  .refine(
    (all) => all.every((one) => /^[\w.:-]{1,100}$/.test(one)),
    'Skriv id-ene slik de står i hendelsene, én på hver linje.',
  );
const types = Object.fromEntries(deliveredTypes.map((type) => [type, f.checkbox]));
const filterForm = z.object({
  ...{ amountFrom: limit, amountTo: limit, hoursFrom: hours, hoursTo: hours, dueFrom: days, dueTo: days },
  ...{ buildingIds: ids, agreementIds: ids },
  urgent: z.enum(['', 'ja', 'nei'], 'Velg et av alternativene.'),
});
const typesForm = z.object(types);

/** The pairs of fields that name the ends of a range. */
const ranges = [
  ['amountFrom', 'amountTo'],
  ['hoursFrom', 'hoursTo'],
  ['dueFrom', 'dueTo'],
] as const;

/** Reads the form; none of the types chosen means all of them, as for the service. */
export function readSubscription(
  entered: Entered,
):
  | { readonly ok: true; readonly value: { eventTypes: DeliveredType[]; filter: Filter } }
  | { readonly ok: false; readonly errors: f.FormErrors } {
  const read = f.readForm(filterForm, entered);
  const chosen = f.readForm(typesForm, entered);
  if (!read.ok) return read;
  if (!chosen.ok) return chosen;
  const { agreementIds, buildingIds, urgent, ...ends } = read.value;
  const reversed = ranges.find(([from, to]) => {
    const [least, most] = [ends[from], ends[to]];
    return least !== null && most !== null && least > most;
  });
  if (reversed) {
    const text = 'Til kan ikke være mindre enn fra: Da ville ingenting passe.';
    return { ok: false, errors: { fields: { [reversed[1]]: text }, general: [] } };
  }
  const filter: Filter = [
    ...(urgent === '' ? [] : [{ field: 'urgent' as const, equals: urgent === 'ja' }]),
    ...(buildingIds.length === 0 ? [] : [{ field: 'buildingId' as const, oneOf: buildingIds }]),
    ...(agreementIds.length === 0 ? [] : [{ field: 'frameworkAgreementId' as const, oneOf: agreementIds }]),
    ...between('amountOre', ends.amountFrom, ends.amountTo),
    ...between('plannedPersonHours', ends.hoursFrom, ends.hoursTo),
    ...between('dueOn', ends.dueFrom, ends.dueTo),
  ];
  const eventTypes = deliveredTypes.filter((type) => chosen.value[type]);
  return { ok: true, value: { eventTypes, filter } };
}

function between<const Name extends Field, Value>(field: Name, atLeast: Value | null, atMost: Value | null) {
  if (atLeast === null && atMost === null) return [];
  return [{ field, ...(atLeast !== null && { atLeast }), ...(atMost !== null && { atMost }) }];
}

/** Whether the form can show the filter: systems may set more than one condition on a field, people can't here. */
export const isPlain = (filter: Filter): boolean =>
  new Set(filter.map(({ field }) => field)).size === filter.length;

/** What the form's fields show of a filter. */
export function shownFilter(filter: Filter): Readonly<Record<string, string>> {
  const decimal = (value: number) => String(value).replace('.', ',');
  return Object.assign({}, ...filter.map((condition) => fieldsOf(condition, decimal))) as Record<
    string,
    string
  >;
}

function fieldsOf(
  condition: Condition,
  decimal: (value: number) => string,
): Readonly<Record<string, string>> {
  switch (condition.field) {
    case 'urgent':
      return { urgent: condition.equals ? 'ja' : 'nei' };
    case 'buildingId':
      return { buildingIds: condition.oneOf.join('\n') };
    case 'frameworkAgreementId':
      return { agreementIds: condition.oneOf.join('\n') };
    case 'amountOre':
      return ends('amount', condition, kronerAsEntered);
    case 'plannedPersonHours':
      return ends('hours', condition, decimal);
    case 'dueOn':
      return ends('due', condition, (date) => date);
  }
}

type Ends<Value> = { readonly atLeast?: Value | undefined; readonly atMost?: Value | undefined };
const ends = <Value>(name: string, { atLeast, atMost }: Ends<Value>, text: (value: Value) => string) => ({
  ...(atLeast !== undefined && { [`${name}From`]: text(atLeast) }),
  ...(atMost !== undefined && { [`${name}To`]: text(atMost) }),
});

/** A condition in words. */
export function conditionText(condition: Condition): string {
  switch (condition.field) {
    case 'urgent':
      return condition.equals ? 'Bare oppdrag som haster' : 'Bare oppdrag som ikke haster';
    case 'buildingId':
      return `Bare ${condition.oneOf.length === 1 ? 'én bygning' : `${condition.oneOf.length} bygninger`}`;
    case 'frameworkAgreementId':
      return `Bare ${condition.oneOf.length === 1 ? 'én rammeavtale' : `${condition.oneOf.length} rammeavtaler`}`;
    case 'amountOre':
      return `Beløp ${rangeText(condition, kroner)}`;
    case 'plannedPersonHours':
      return `Planlagte timer ${rangeText(condition, quantity)}`;
    case 'dueOn':
      return `Frist ${rangeText(condition, day)}`;
  }
}

const rangeText = <Value>({ atLeast, atMost }: Ends<Value>, text: (value: Value) => string): string =>
  [atLeast !== undefined && `fra ${text(atLeast)}`, atMost !== undefined && `til ${text(atMost)}`]
    .filter(Boolean)
    .join(' ');
