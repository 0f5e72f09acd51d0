import type { RuleRow } from '../rule/rule.ts';
import { numberAt } from '../rule/ruleAt.ts';

export type Kind = 'goods' | 'services' | 'works';

/** What of the regulations (anskaffelsesforskriften) holds for a value: none, or their part I, II or III. */
export type Part = 'outside' | 'part_one' | 'part_two' | 'part_three';

/** An amount from which on, itself included, another part holds. */
export type Threshold = {
  readonly name: 'procurement_act' | 'national' | 'eea';
  readonly fromOre: number;
  readonly rule: RuleRow;
};

/** The rules that the parts begin by, from the lowest amount to the highest. */
export const thresholdKeys = (kind: Kind) =>
  [
    { name: 'procurement_act', part: 'part_one', key: 'procurement_act.applies_from' },
    { name: 'national', part: 'part_two', key: 'national_threshold' },
    {
      name: 'eea',
      part: 'part_three',
      key: `eea_threshold.${kind === 'works' ? 'works' : 'goods_services'}`,
    },
  ] as const;

/** The thresholds of a day, lowest first; those without a row are left out. */
export function thresholdsOn(rows: readonly RuleRow[], kind: Kind, on: string): readonly Threshold[] {
  return thresholdKeys(kind).flatMap(({ name, key }) => {
    const found = numberAt(rows, key, on);
    return found ? [{ name, fromOre: found.value * 100, rule: found.rule }] : [];
  });
}

/** Where a value stands: its part, and the thresholds at or below it and above it that are next to it. */
export type Place = {
  readonly part: Part;
  readonly reached: Threshold | undefined;
  readonly next: Threshold | undefined;
};

/** Where a value stands among the thresholds of a day; undefined where one that it depends on has no row. */
export function placeOf(valueOre: number, thresholds: readonly Threshold[], kind: Kind): Place | undefined {
  let part: Part = 'outside';
  let reached: Threshold | undefined;
  for (const step of thresholdKeys(kind)) {
    const next = thresholds.find(({ name }) => name === step.name);
    if (!next) return undefined;
    if (valueOre < next.fromOre) return { part, reached, next };
    part = step.part;
    reached = next;
  }
  return { part, reached, next: undefined };
}
