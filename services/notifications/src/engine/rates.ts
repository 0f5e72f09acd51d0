/** How much earlier than its rate says a request may begin: we look no more often. */
const burstMs = 100;
/** Endpoints whose rate is remembered. */
const ratesMax = 10_000;

/** When the next request of each endpoint that has a rate of its own is due. Time is passed in. */
export function createRates() {
  const nextStartAt = new Map<string, number>();
  return {
    /** Whether one more may begin at `now` (milliseconds of the epoch); if so, it counts. */
    take(endpointId: string, perSecondMax: number, now: number): boolean {
      const next = Math.max(nextStartAt.get(endpointId) ?? 0, now);
      if (next - now > burstMs) return false;
      nextStartAt.delete(endpointId);
      nextStartAt.set(endpointId, next + 1000 / perSecondMax);
      if (nextStartAt.size > ratesMax)
        for (const [oldest, at] of nextStartAt) if (at < now) nextStartAt.delete(oldest);
      return true;
    },
  };
}
