/** How exactly what waits comes back. */
const bucketMs = 50;

/**
 * What waits for a time, in rows of those that are due together (a timing wheel): adding and taking cost the same
 * however many wait. What no longer waits stays in its row until that is due, so whoever takes looks at what it is now.
 * Time is passed in.
 */
export function createBuckets<Item>() {
  const buckets = new Map<number, Item[]>();
  let done: number | undefined;
  return {
    /** `dueAt` in milliseconds of the epoch. */
    add(item: Item, dueAt: number): void {
      const bucket = Math.ceil(dueAt / bucketMs);
      const row = buckets.get(bucket);
      if (row) row.push(item);
      else buckets.set(bucket, [item]);
      if (done !== undefined && bucket <= done) done = bucket - 1;
    },
    /** What is due, and no longer here. */
    take(now: number): Item[] {
      const current = Math.floor(now / bucketMs);
      const from = done;
      // After a long pause (a suspended machine) it is shorter to look at what is there than at each moment missed.
      const due =
        from === undefined || current - from > buckets.size
          ? [...buckets.keys()].filter((bucket) => bucket <= current)
          : Array.from({ length: Math.max(0, current - from) }, (_, at) => from + 1 + at);
      done = current;
      return due.flatMap((bucket) => {
        const row = buckets.get(bucket) ?? [];
        buckets.delete(bucket);
        return row;
      });
    },
  };
}
