import type { job } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import type { Tone } from './order.ts';

export type Job = z.output<typeof job>;

/** A job's statuses in words. */
export const jobWords: Readonly<Record<Job['status'], { readonly label: string; readonly tone: Tone }>> = {
  registered: { label: 'Registrert', tone: 'waiting' },
  triaged: { label: 'Vurdert', tone: 'waiting' },
  approved: { label: 'Godkjent', tone: 'active' },
  rejected: { label: 'Avvist', tone: 'stopped' },
  merged: { label: 'Slått sammen', tone: 'quiet' },
  deferred: { label: 'Utsatt', tone: 'quiet' },
  ordered: { label: 'Bestilt', tone: 'active' },
  closed: { label: 'Avsluttet', tone: 'done' },
  reopened: { label: 'Gjenåpnet', tone: 'waiting' },
};

export const urgencyWords = {
  low: 'Lav',
  normal: 'Vanlig',
  high: 'Høy',
  immediate: 'Straks',
} as const satisfies Record<Job['urgency'], string>;

/** Condition grades (NS 3424), in words of our own. TGIU is unknown, and not the same as fine. */
export const conditionWords = {
  TG0: 'TG 0 – som ny',
  TG1: 'TG 1 – litt slitt',
  TG2: 'TG 2 – tydelig slitt',
  TG3: 'TG 3 – alvorlig skadet',
  TGIU: 'TG IU – ikke undersøkt',
} as const satisfies Record<NonNullable<Job['conditionGrade']>, string>;

/** Consequence grades (NS 3424), in words of our own. */
export const consequenceWords = {
  KG0: 'KG 0 – ingen følger',
  KG1: 'KG 1 – små følger',
  KG2: 'KG 2 – middels følger',
  KG3: 'KG 3 – store følger',
} as const satisfies Record<NonNullable<Job['consequenceGrade']>, string>;

/** Building parts by the two-digit codes of NS 3451, with labels of our own. */
export const buildingParts = {
  '21': 'Grunn og fundamenter',
  '22': 'Bæring',
  '23': 'Yttervegger, vinduer og dører',
  '24': 'Innervegger',
  '25': 'Gulv',
  '26': 'Tak',
  '27': 'Fast inventar',
  '28': 'Trapper og balkonger',
  '31': 'Vann og avløp',
  '32': 'Varme',
  '33': 'Brannslokking',
  '36': 'Ventilasjon',
  '37': 'Kjøling',
  '43': 'Strøm',
  '44': 'Lys',
  '45': 'Elektrisk oppvarming',
  '54': 'Alarm',
  '56': 'Automatikk',
  '62': 'Heis',
  '76': 'Veier og plasser ute',
} as const;

/** `26 Tak`; a code without a label is shown as it is. */
export function buildingPartText(code: string): string {
  const label = (buildingParts as Readonly<Record<string, string>>)[code];
  return label === undefined ? code : `${code} ${label}`;
}

/** Words as the choices of a list. */
export const choicesOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));
