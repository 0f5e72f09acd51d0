/** So many reports an address may send within an hour: a whole school can be behind one. */
export const reportsPerHourMax = 20;
const hourMs = 3_600_000;
/** The addresses that are remembered; the one that has been quiet longest is forgotten first. */
const addressesMax = 10_000;

/**
 * Counts what comes from each address, in this process only and never on disk: an address is personal data. What comes
 * by one link is counted by maintenance, over all instances. The returned function says whether one more may come.
 */
export function createAttempts(perHour = reportsPerHourMax): (address: string, now: Date) => boolean {
  const known = new Map<string, readonly number[]>();
  return (address, now) => {
    const recent = (known.get(address) ?? []).filter((at) => at > now.getTime() - hourMs);
    const mayCome = recent.length < perHour;
    known.delete(address);
    known.set(address, mayCome ? [...recent, now.getTime()] : recent);
    if (known.size > addressesMax) known.delete(known.keys().next().value!);
    return mayCome;
  };
}
