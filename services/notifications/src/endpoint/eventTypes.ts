import { deliveredTypes } from '@tiltak/contracts/contractor';
import { Rejection } from '@tiltak/decider';

/** `no.tiltak.maintenance.calloff.offered.v1` -> `calloff.offered` */
const shortOf = (type: string): string => type.split('.').slice(3, -1).join('.');

const known = new Map<string, string>(
  deliveredTypes.flatMap((type) => [
    [type, type],
    [shortOf(type), type],
  ]),
);

/** The full types of what a contractor asked for, in either form. Throws `unknown_event_type` with those there are. */
export function fullTypes(wanted: readonly string[]): readonly string[] {
  const unknown = wanted.filter((type) => !known.has(type));
  if (unknown.length > 0)
    throw new Rejection(
      'unknown_event_type',
      `Not known: ${unknown.join(', ')}. There are: ${deliveredTypes.map(shortOf).join(', ')}.`,
      { unknown, known: deliveredTypes },
    );
  return [...new Set(wanted.flatMap((type) => known.get(type) ?? []))];
}
