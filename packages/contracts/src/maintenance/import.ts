import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { registrars } from './shared.ts';

/** The largest file that is imported, in bytes, and the most rows below its heading. */
export const importBytesMax = 32 * 1024 * 1024;
export const importRowsMax = 150_000;
/** So many of the problems of a file are listed; all are counted. */
export const importProblemsMax = 200;

export const csvType = 'text/csv';
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tableTypes = [csvType, xlsxType, 'application/vnd.ms-excel', 'application/octet-stream'] as const;

/** What may be wrong with a cell, or with its row. */
export const importProblemCode = z.enum([
  'missing',
  'too_long',
  'not_a_number',
  'out_of_range',
  'not_a_choice',
  'not_digits',
  'not_matrikkel',
  'wrong_days',
  'not_found',
  'ambiguous',
  'twice',
  'taken',
]);

export const importProblem = z.object({
  /** Where the row begins in the file, counted from 1. */
  line: z.int(),
  /** The column's heading. */
  column: z.string(),
  code: importProblemCode,
  detail: z.string(),
  /** The beginning of what stands there. */
  value: z.string(),
});

export const importResult = z.object({
  dryRun: z.boolean(),
  /** Rows below the heading with anything in them. */
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Rows with a problem. As long as there is one, nothing is imported. */
  badRows: z.int(),
  /** The first problems, by line. */
  problems: z.array(importProblem).max(importProblemsMax),
  /** Headings that mean nothing here: their cells are left out. */
  ignoredColumns: z.array(z.string()),
});

const importing = {
  method: 'post',
  allow: registrars,
  query: z.object({
    /** With `true` nothing is changed: the answer says what would be, and lists the bad rows. */
    dryRun: z.enum(['true', 'false']).default('false'),
  }),
  upload: { types: tableTypes, bytesMax: importBytesMax },
  answer: { status: 200, body: importResult },
  rejections: {
    file_not_readable: 422,
    columns_missing: 422,
    too_many_rows: 422,
    /** `facts` are the result of a dry run. */
    rows_not_valid: 422,
    changed_meanwhile: 409,
  },
} as const;

/** The operations on tables: the property register and jobs from a file, and the register as a file. */
export const importOperations = {
  importProperties: {
    ...importing,
    path: '/imports/properties',
    summary:
      'Imports properties, buildings and rooms from CSV or XLSX, one a row; rows that are known by their numbers are changed, ' +
      'others added, and the same file again changes nothing',
  },
  importJobs: {
    ...importing,
    allow: ['property.officer'],
    path: '/imports/jobs',
    summary: 'Registers jobs from CSV or XLSX, one a row; a row that was imported before is left as it is',
  },
  exportProperties: {
    method: 'get',
    path: '/exports/properties',
    summary: 'The property register as a table that can be imported again',
    allow: staff,
    query: z.object({ format: z.enum(['csv', 'xlsx']).default('csv') }),
    answer: { status: 200, file: [csvType, xlsxType] },
  },
} as const satisfies Operations;
