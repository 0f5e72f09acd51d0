/** What a figure should reach: either itself, or its ratio to the floor. */
export type Target = { readonly of: 'figure' | 'ratio' } & (
  | { readonly atLeast: number }
  | { readonly atMost: number }
);

/** One line of the table. */
export type Line = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same measured on bare parts in the same run, in the same unit; null where there is nothing to compare with. */
  readonly floor: number | null;
  /** `value / floor` */
  readonly ratio: number | null;
  readonly target: Target | null;
  /** Null without a target. */
  readonly met: boolean | null;
};

/** What a figure gives: its lines, remarks for people, and everything else that was measured on the way. */
export type Measured = {
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
};

/** A line with its ratio and whether the target is met. Throws when a number is missing: then nothing was measured. */
export function line(given: {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly floor?: number;
  readonly target?: Target;
}): Line {
  const { what, value, unit, floor, target } = given;
  if (!Number.isFinite(value) || (floor !== undefined && !(floor > 0)))
    throw new Error(`${what} could not be measured: figure ${value}, floor ${floor ?? 'none'}`);
  const ratio = floor === undefined ? null : value / floor;
  const met = target === undefined ? null : isMet(target, target.of === 'ratio' ? ratio : value);
  return { what, value, unit, floor: floor ?? null, ratio, target: target ?? null, met };
}

function isMet(target: Target, reached: number | null): boolean {
  if (reached === null) throw new Error('a target of a ratio needs a floor');
  return 'atLeast' in target ? reached >= target.atLeast : reached <= target.atMost;
}
