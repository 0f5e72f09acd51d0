import { changed } from '../allocation/amounts.ts';
import type { MeasureFacts } from '../measure/measure.ts';
import type { Sums } from './asOf.ts';
import { hoursOf, noSums } from './measures.ts';
import { areaNames, partNames, pointNames } from './names.ts';
import { type GroupCounts, noProcurements } from './procurements.ts';

/** A measure with what it uses, and how many procurements it has. */
export type Used = {
  readonly facts: MeasureFacts;
  readonly sums: Sums;
  readonly procurements: GroupCounts;
};
export type RollUpLine = Sums & {
  readonly key: string;
  readonly name: string;
  readonly measures: number;
  readonly procurements: GroupCounts;
};

/** The line of measures that are not filed under any part, point, category or area. */
const none = 'none';

/**
 * The measures summed by part, point, category and area. By part, category and area each measure counts in one line
 * (that of `none` if it has none), so the lines sum to the total. A measure with two points counts in both of their
 * lines: those don't sum to the total.
 */
export function rollUp(used: readonly Used[]) {
  return {
    byPart: linesOf(used, ({ part }) => [part ?? none], {
      names: partNames,
      always: [...partNames.keys()],
      without: 'Uten del',
    }),
    byPoint: linesOf(used, ({ points }) => (points.length === 0 ? [none] : points.map(String)), {
      names: pointNames,
      always: [...pointNames.keys()],
      without: 'Uten punkt',
    }),
    byCategory: linesOf(used, ({ category }) => [category ?? none], {
      names: new Map(),
      always: [],
      without: 'Uten kategori',
    }),
    byArea: linesOf(used, ({ areaId }) => [areaId ?? none], {
      names: areaNames,
      always: [],
      without: 'Uten område',
    }),
  };
}

function linesOf(
  used: readonly Used[],
  keysOf: (facts: MeasureFacts) => readonly string[],
  shown: {
    readonly names: ReadonlyMap<string, string>;
    /** Keys that have a line even when no measure has them, in the order of the lines. */
    readonly always: readonly string[];
    readonly without: string;
  },
): RollUpLine[] {
  const { names, always, without } = shown;
  const lines = new Map<string, RollUpLine>();
  const lineOf = (key: string): RollUpLine => {
    const name = key === none ? without : (names.get(key) ?? key);
    return lines.get(key) ?? { key, name, measures: 0, procurements: noProcurements, ...noSums };
  };
  for (const key of always) lines.set(key, lineOf(key));
  for (const one of used) for (const key of keysOf(one.facts)) lines.set(key, plus(lineOf(key), one));
  const [last, ...rest] = [lines.get(none), ...[...lines.values()].filter(({ key }) => key !== none)];
  const sorted = always.length > 0 ? rest : rest.sort(byName);
  return [...sorted, last].filter((line) => line !== undefined);
}

const plus = (line: RollUpLine, { procurements, sums }: Used): RollUpLine => ({
  ...line,
  ...changed(line, sums),
  measures: line.measures + 1,
  procurements: {
    planned: line.procurements.planned + procurements.planned,
    running: line.procurements.running + procurements.running,
    signed: line.procurements.signed + procurements.signed,
  },
  personHours: hoursOf(line.personHours + sums.personHours),
  apprenticeHours: hoursOf(line.apprenticeHours + sums.apprenticeHours),
});

const byName = (one: RollUpLine | undefined, other: RollUpLine | undefined) =>
  (one?.name ?? '').localeCompare(other?.name ?? '', 'nb');
