import type { JobFields } from '../job/job.ts';
import type { Urgency } from '../job/urgency.ts';
import type { Columns, TableRecord } from './record.ts';

/** The table of jobs: one a row. */
export const jobColumns = {
  building: {
    heading: 'Bygning',
    also: ['Bygnings-ID', 'Bygningsnummer', 'Byggnr', 'Bygningsnavn'],
    required: true,
  },
  title: { heading: 'Tittel', also: ['Arbeid', 'Overskrift', 'Tiltak'], required: true },
  reference: { heading: 'Referanse', also: ['Ref', 'Avviksnummer', 'Saksnummer'] },
  room: { heading: 'Romnummer', also: ['Rom', 'Romnr'] },
  description: { heading: 'Beskrivelse', also: ['Merknad'] },
  buildingPart: { heading: 'Bygningsdel', also: ['NS 3451'] },
  conditionGrade: { heading: 'Tilstandsgrad', also: ['TG'] },
  consequenceGrade: { heading: 'Konsekvensgrad', also: ['KG'] },
  urgency: { heading: 'Hast', also: ['Prioritet'] },
} as const satisfies Columns<string>;
export type JobColumn = keyof typeof jobColumns;

export type JobRow = Pick<
  JobFields,
  'title' | 'description' | 'buildingPart' | 'conditionGrade' | 'consequenceGrade'
> & {
  /** Its own id, its number in the cadastre, or its name. */
  readonly building: string;
  readonly reference: string | null;
  readonly room: string | null;
  readonly urgency: Urgency | null;
};

const conditionGrades = {
  tg0: 'TG0',
  tg1: 'TG1',
  tg2: 'TG2',
  tg3: 'TG3',
  tgiu: 'TGIU',
  '0': 'TG0',
  '1': 'TG1',
  '2': 'TG2',
  '3': 'TG3',
  iu: 'TGIU',
} as const;
const consequenceGrades = {
  kg0: 'KG0',
  kg1: 'KG1',
  kg2: 'KG2',
  kg3: 'KG3',
  '0': 'KG0',
  '1': 'KG1',
  '2': 'KG2',
  '3': 'KG3',
} as const;
const urgencies = { lav: 'low', vanlig: 'normal', høy: 'high', straks: 'immediate' } as const;

/** Reads a row; undefined where a problem keeps it from being one. */
export function readJobRow(record: TableRecord<JobColumn>): JobRow | undefined {
  const row: JobRow = {
    building: record.required('building'),
    title: record.required('title'),
    reference: record.text('reference', 60) ?? null,
    room: record.text('room', 60) ?? null,
    description: record.text('description', 4000) ?? null,
    buildingPart: buildingPart(record),
    conditionGrade: record.choice('conditionGrade', conditionGrades) ?? null,
    consequenceGrade: record.choice('consequenceGrade', consequenceGrades) ?? null,
    urgency: record.choice('urgency', urgencies) ?? null,
  };
  return record.problems.length > 0 ? undefined : row;
}

/** Two digits (NS 3451), alone or with the part's name behind. */
function buildingPart(record: TableRecord<JobColumn>): string | null {
  const cell = record.text('buildingPart');
  if (!cell) return null;
  return (
    /^(\d{2})(?!\d)/.exec(cell)?.[1] ?? record.refuse('buildingPart', 'not_digits', 'two digits, e.g. 26')
  );
}
