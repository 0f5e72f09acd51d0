import type { Line, Target } from './line.ts';

const header = ['what', 'figure', 'floor', 'ratio', 'target', ''];

/** The lines as a table for people: figure, floor, ratio, target, and whether it is met. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [header, ...lines.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({ what, value, unit, floor, ratio, target, met }: Line): string[] {
  return [
    what,
    `${shown(value)} ${unit}`,
    floor === null ? '-' : `${shown(floor)} ${unit}`,
    ratio === null ? '-' : ratio.toFixed(2),
    target === null ? '-' : textOf(target, unit),
    met === null ? '-' : met ? 'met' : 'missed',
  ];
}

function textOf(target: Target, unit: string): string {
  const bound = 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
  return target.of === 'ratio' ? `ratio ${bound}` : `${bound} ${unit}`;
}

/** Three significant digits, and whole numbers from 100. */
export function shown(value: number): string {
  if (Math.abs(value) >= 99.95) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
