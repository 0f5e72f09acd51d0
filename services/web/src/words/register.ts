import type { building, importProblem, property, room } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { longDay } from '../format/time.ts';

export type Building = z.output<typeof building>;
export type Property = z.output<typeof property>;
export type Room = z.output<typeof room>;
export type ImportProblem = z.output<typeof importProblem>;

/** Where a building and a property are shown. */
export const buildingAddress = (buildingId: string): string => `/bygninger/${encodeURIComponent(buildingId)}`;
export const propertyAddress = (propertyId: string): string =>
  `/eiendommer/${encodeURIComponent(propertyId)}`;

/** Where a room is changed: it has no page of its own. */
export const roomAddress = (roomId: string): string => `/rom/${encodeURIComponent(roomId)}`;

/** Who may change the register, as the service has it. */
export const registrars = ['property.officer', 'admin'] as const;

/** A cadastral id as it is written: `3201-94/12`. */
export function matrikkelText(matrikkel: NonNullable<Building['matrikkel']>): string {
  const { municipalityNumber, gnr, bnr, fnr, snr } = matrikkel;
  const lease = snr !== undefined ? `/${fnr ?? 0}/${snr}` : fnr !== undefined ? `/${fnr}` : '';
  return `${municipalityNumber}-${gnr}/${bnr}${lease}`;
}

/** The days of a cadastral id in words; nothing where none is known. */
export function daysText({ validFrom, validTo }: Property['matrikkelIds'][number]): string {
  if (validFrom && validTo) return `fra ${longDay(validFrom)} til ${longDay(validTo)}`;
  if (validFrom) return `fra ${longDay(validFrom)}`;
  return validTo ? `til ${longDay(validTo)}` : '';
}

/** What is wrong with a cell of a table, for those who mend it. */
export const problemWords: Readonly<Record<ImportProblem['code'], string>> = {
  missing: 'Må fylles ut',
  too_long: 'Teksten er for lang',
  not_a_number: 'Skal være et tall, for eksempel 1234,5',
  out_of_range: 'Tallet er utenfor det som er mulig',
  not_a_choice: 'Ikke et av ordene som kan stå her',
  not_digits: 'Skal bare være sifre',
  not_matrikkel: 'Skal skrives som 3201-94/12',
  wrong_days: 'Matrikkelenheten kan ikke ha vart i disse dagene',
  not_found: 'Finnes ikke i registeret, og ikke lenger opp i filen',
  ambiguous: 'Flere bygninger har dette navnet. Bruk Bygnings-ID',
  twice: 'Står på en linje lenger opp i filen også',
  taken: 'Tilhører en annen i registeret',
};
