/** A complaint, as far as it concerns the clock. */
export type Pause = { readonly filedAt: string; readonly decidedAt: string | null };

/**
 * When a contract may be signed: at the standstill's end, moved by the time for which complaints have stopped its
 * clock. So what was left of the standstill when a complaint was filed is left again when it is decided. Null while a
 * complaint that was filed before the end is open. UTC, RFC 3339.
 */
export function signingFrom(
  { sentAt, endsAt }: { readonly sentAt: string; readonly endsAt: string },
  complaints: readonly Pause[],
): string | null {
  let end = Date.parse(endsAt);
  let stoppedUntil = Date.parse(sentAt);
  const inOrder = [...complaints].sort((one, other) => Date.parse(one.filedAt) - Date.parse(other.filedAt));
  for (const { filedAt, decidedAt } of inOrder) {
    // Where two overlap, the clock stands still once.
    const stopsAt = Math.max(Date.parse(filedAt), stoppedUntil);
    if (stopsAt >= end) continue;
    if (decidedAt === null) return null;
    const goesOnAt = Math.max(Date.parse(decidedAt), stopsAt);
    end += goesOnAt - stopsAt;
    stoppedUntil = goesOnAt;
  }
  return new Date(end).toISOString();
}
