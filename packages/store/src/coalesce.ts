/**
 * Gathers single look-ups that are asked for in the same turn of the event loop into one query per collection.
 * A look-up that finds nothing resolves to `undefined`.
 */
export function coalesce<Found extends { _id: unknown }>(
  query: (collection: string, ids: readonly string[]) => Promise<readonly Found[]>,
) {
  let waiting = new Map<string, Map<string, PromiseWithResolvers<Found | undefined>>>();

  async function flush(): Promise<void> {
    const due = waiting;
    waiting = new Map();
    await Promise.all(
      [...due].map(async ([collection, wanted]) => {
        try {
          const found = new Map((await query(collection, [...wanted.keys()])).map((doc) => [doc._id, doc]));
          for (const [id, { resolve }] of wanted) resolve(found.get(id));
        } catch (error) {
          for (const { reject } of wanted.values()) reject(error);
        }
      }),
    );
  }

  return (collection: string, id: string): Promise<Found | undefined> => {
    // The tick's queue runs after all promise callbacks that are ready: whoever asks in this turn is in.
    if (waiting.size === 0) process.nextTick(flush);
    const wanted = waiting.get(collection) ?? new Map<string, PromiseWithResolvers<Found | undefined>>();
    waiting.set(collection, wanted);
    const one = wanted.get(id) ?? Promise.withResolvers();
    wanted.set(id, one);
    return one.promise;
  };
}
