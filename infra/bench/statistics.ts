/**
 * The smallest of the values that at least `share` of them (0 to 1) do not exceed: nearest rank, so that it is always
 * one that was measured. NaN when there are none.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** How many a second, of `count` within `elapsedMs`. NaN when no time has passed: nothing was measured then. */
export function perSecond(count: number, elapsedMs: number): number {
  return elapsedMs > 0 ? (count / elapsedMs) * 1000 : Number.NaN;
}

/**
 * The knee of a curve: the first step whose rate reaches `share` of the best one's. More load than that makes orders
 * wait longer and brings hardly anything.
 */
export function kneeOf<Step extends { readonly rate: number }>(
  steps: readonly Step[],
  share = 0.95,
): Step | undefined {
  const best = Math.max(...steps.map(({ rate }) => rate));
  return steps.find(({ rate }) => rate >= best * share);
}
