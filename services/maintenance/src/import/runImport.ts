import { Rejection } from '@tiltak/decider';
import type { Actor } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Store, WorkContext } from '@tiltak/store';
import { type Importer, nothingSeen, type Planned, type ReadRow, type Seen } from './importer.ts';
import { openTable } from './openTable.ts';
import { openRecord, type Problem, readHeading } from './record.ts';
import { notReadable, type Row as TableRow } from './table.ts';

/** Rows that are looked up together, and written in one transaction: others wait for one such at the most. */
const rowsAtOnce = 200;
/** How often some rows are planned anew because what they are about was changed meanwhile. */
const attemptsMax = 5;

export type ImportLimits = { readonly rowsMax: number; readonly problemsMax: number };
export type ImportResult = {
  readonly dryRun: boolean;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  badRows: number;
  problems: Problem[];
  ignoredColumns: string[];
};
type Asked = { readonly bytes: Uint8Array; readonly dryRun: boolean; readonly limits: ImportLimits };
type Command = { readonly actor: Actor; readonly idempotency: WorkContext['idempotency'] };

/** The collection of what was imported under an `Idempotency-Key`: who repeats the request gets the same answer. */
export const imports = 'imports';

/**
 * Imports a table. First all of it is looked through, and nothing is written where a row is bad; then it is written, some
 * rows at a time. An import that was cut off is completed by running it again: what it did is found by its keys.
 * Throws `file_not_readable`, `columns_missing`, `too_many_rows`, `rows_not_valid` or `changed_meanwhile`.
 */
export async function runImport<Row, Name extends string>(
  store: Store,
  command: Command,
  importer: Importer<Row, Name>,
  { bytes, dryRun, limits }: Asked,
): Promise<ImportResult> {
  const result = await lookThrough(store, importer, { bytes, dryRun, limits });
  if (dryRun) return result;
  if (result.badRows > 0)
    throw new Rejection(
      'rows_not_valid',
      `${result.badRows} of ${result.rows} rows have problems, and nothing was imported: mend them and send the whole file again.`,
      result,
    );
  if (result.added + result.changed > 0) await carryOut(store, command, importer, bytes);
  const importId = store.newId();
  return runCommand(store, command, async (reads) => {
    const doc = await reads.doc<object>(imports, importId, 'new');
    return (stage) => {
      stage.put(doc, { at: stage.at, rows: result.rows, added: result.added, changed: result.changed });
      return result;
    };
  });
}

/** Reads and plans the whole table, and counts what would come of it. */
async function lookThrough<Row, Name extends string>(
  store: Store,
  importer: Importer<Row, Name>,
  { bytes, dryRun, limits }: Asked,
): Promise<ImportResult> {
  const result: ImportResult = {
    dryRun,
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    badRows: 0,
    problems: [],
    ignoredColumns: [],
  };
  const seen = nothingSeen();
  for await (const { records, ignored } of batches(importer, bytes)) {
    result.ignoredColumns = [...ignored];
    result.rows += records.length;
    if (result.rows > limits.rowsMax)
      throw new Rejection(
        'too_many_rows',
        `A file may have ${limits.rowsMax} rows at the most; split it up.`,
      );
    for (const planned of await planRows(store, importer, { records, seen })) {
      if (planned) result[planned.outcome] += 1;
      else result.badRows += 1;
    }
    const problems = records.flatMap((record) => record.problems);
    result.problems.push(...problems.slice(0, limits.problemsMax - result.problems.length));
  }
  return result;
}

/** The table by its columns, always the same rows together. Throws `columns_missing`. */
async function* batches<Row, Name extends string>({ columns }: Importer<Row, Name>, bytes: Uint8Array) {
  let heading: ReturnType<typeof readHeading<Name>> | undefined;
  let waiting: TableRow[] = [];
  const open = (rows: readonly TableRow[]) => ({
    records: rows.map((row) => openRecord(columns, heading!.places, row)),
    ignored: heading!.ignored,
  });
  for await (const rows of await openTable(bytes)) {
    let from = 0;
    if (!heading) {
      heading = readHeading(columns, rows[0]!);
      from = 1;
    }
    waiting.push(...rows.slice(from));
    while (waiting.length >= rowsAtOnce) {
      yield open(waiting.slice(0, rowsAtOnce));
      waiting = waiting.slice(rowsAtOnce);
    }
  }
  if (!heading) throw notReadable('there is nothing in it.');
  yield open(waiting);
}

type Records<Name extends string> = readonly ReturnType<typeof openRecord<Name>>[];

/** The plans of rows in their order; undefined for a bad one, whose record tells why. */
async function planRows<Row, Name extends string>(
  store: Store,
  { read, plan }: Importer<Row, Name>,
  { records, seen }: { readonly records: Records<Name>; readonly seen: Seen },
): Promise<readonly (Planned | undefined)[]> {
  const rows: ReadRow<Row, Name>[] = [];
  for (const record of records) {
    const row = read(record);
    if (row !== undefined) rows.push({ row, record });
  }
  const planned = await plan(store, rows, seen);
  const byRecord = new Map(rows.map(({ record }, at) => [record, planned[at]]));
  return records.map((record) => (record.problems.length === 0 ? byRecord.get(record) : undefined));
}

async function carryOut<Row, Name extends string>(
  store: Store,
  { actor }: Command,
  importer: Importer<Row, Name>,
  bytes: Uint8Array,
): Promise<void> {
  for await (const { records } of batches(importer, bytes)) {
    for (let attempt = 1; ; attempt++) {
      const planned = await planRows(store, importer, { records, seen: nothingSeen() });
      const due = planned.flatMap((one) => (one && one.outcome !== 'unchanged' ? one : []));
      try {
        if (planned.includes(undefined)) throw changedMeanwhile();
        if (due.length > 0) await write(store, actor, due);
        break;
      } catch (error) {
        if (!(error instanceof Rejection) || error.code === 'too_busy') throw error;
        if (attempt === attemptsMax) throw changedMeanwhile();
      }
    }
  }
}

const changedMeanwhile = (): Rejection =>
  new Rejection(
    'changed_meanwhile',
    'Somebody changed what the file is about while it was imported. Some rows are imported: send the same file again.',
  );

/** A person's command without a key of its own: each row finds by its keys whether it was done. */
const write = (store: Store, actor: Actor, due: readonly Planned[]): Promise<void> =>
  runCommand(store, { actor, idempotency: undefined }, async (reads) => {
    const steps = await Promise.all(due.map(({ open }) => open(reads)));
    return (stage) => {
      for (const step of steps) step(stage);
    };
  });
