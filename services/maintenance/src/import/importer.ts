import type { Reads, Stage, Store } from '@tiltak/store';
import type { Columns, Problem, TableRecord } from './record.ts';

/** What a good row leads to. */
export type Planned = {
  readonly outcome: 'added' | 'changed' | 'unchanged';
  /** What carries it out; it says `stale_version` where the thing has changed since the row was looked at. */
  readonly open: (reads: Reads) => Promise<(stage: Stage) => void>;
};

/** A row that could be read, perhaps not without problems, and where these go. */
export type ReadRow<Row, Name extends string> = { readonly row: Row; readonly record: TableRecord<Name> };

/**
 * What the rows before have taken or made, by the ids of their keys (see keys.ts), and on which line each thing stands:
 * so that rows know of each other before anything is written.
 */
export type Seen = {
  readonly owners: Map<string, string>;
  readonly lines: Map<string, number>;
};
export const nothingSeen = (): Seen => ({ owners: new Map(), lines: new Map() });

/** How a kind of table is imported. */
export type Importer<Row, Name extends string> = {
  readonly columns: Columns<Name>;
  /** Undefined where a row's problems leave nothing to look up. */
  readonly read: (record: TableRecord<Name>) => Row | undefined;
  /** Looks up what the rows are about. Of a row with problems, which it adds to the row's record, the plan is undefined. */
  readonly plan: (
    store: Store,
    rows: readonly ReadRow<Row, Name>[],
    seen: Seen,
  ) => Promise<readonly (Planned | undefined)[]>;
};

export type { Problem };
