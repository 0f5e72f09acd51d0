/** A document as it stands in the database: a state, or a plain document with its value. */
export type Versioned = { readonly version: number };

/** Written documents that are remembered at the most. */
const keptMax = 2000;
/** How long a document that another process writes too is read from the database. */
const sharedMs = 2000;

/**
 * What this process wrote last, so that whoever goes on with it need not read it back. Only a guess at what stands
 * there now, because other processes write too: a batch that used it must write it (each write is guarded by its
 * version) or look whether it still holds. The oldest are forgotten first.
 */
export function createRecent() {
  const documents = new Map<string, Versioned>();
  const sharedUntil = new Map<string, number>();

  function forget(keys: Iterable<string>): void {
    for (const key of keys) documents.delete(key);
  }

  return {
    get: (key: string): Versioned | undefined => documents.get(key),
    /** `undefined`: it has been deleted. */
    set(key: string, document: Versioned | undefined): void {
      documents.delete(key);
      const until = sharedUntil.get(key);
      if (until !== undefined && performance.now() > until) sharedUntil.delete(key);
      if (document === undefined || sharedUntil.has(key)) return;
      documents.set(key, document);
      if (documents.size > keptMax)
        for (const oldest of documents.keys()) return void documents.delete(oldest);
    },
    forget,
    /** Somebody else writes some of these. */
    distrust(keys: Iterable<string>): void {
      const until = performance.now() + sharedMs;
      for (const key of keys) sharedUntil.set(key, until);
      forget(keys);
      if (sharedUntil.size > keptMax) sharedUntil.clear();
    },
  };
}

export type Recent = ReturnType<typeof createRecent>;
