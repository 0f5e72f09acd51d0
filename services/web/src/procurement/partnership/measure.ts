import type { Goal } from './words.ts';

const shown = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 9 });
const entered = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 9, useGrouping: false });

/** A goal's value, or a measured one, as people write it: `90`, `1 200`, `0,5`, `−5`; undefined for what is no number. */
export function valueFrom(text: string): number | undefined {
  const compact = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(/^[−–]/, '-');
  return /^-?\d{1,12}(?:[.,]\d{1,9})?$/.test(compact) ? Number(compact.replace(',', '.')) : undefined;
}

/** `1 200,5` */
export const valueText = (value: number): string => shown.format(value);
/** A value as it stands in a field: `1200,5`. */
export const valueAsEntered = (value: number): string => entered.format(value);

export const comparisonWords = { at_least: 'minst', at_most: 'høyst' } as const;

/** `minst 24 timer` */
export const limitText = ({ comparison, unit, value }: Goal): string =>
  `${comparisonWords[comparison]} ${valueText(value)} ${unit}`;
