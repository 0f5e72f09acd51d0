import type { StateDocument, Store } from '@tiltak/store';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { keysOf } from './keys.ts';

type Known = {
  readonly at: number;
  readonly owner: StateDocument<ExistingEndpoint>;
  readonly keys: ReturnType<typeof keysOf>;
};

/** How long an endpoint is believed to be as it was read. One that this process changes is read again at once. */
const believedMs = 1000;
/** Endpoints that are remembered at the most. */
const knownMax = 5000;

/** The endpoints that something is sent to, with the keys to sign with: decrypted once for each version. */
export function createOwners(store: Store, signing: Parameters<typeof keysOf>[1]) {
  const known = new Map<string, Known>();

  let forgotten = 0;

  return {
    forget(endpointId: string): void {
      known.delete(endpointId);
      forgotten += 1;
    },

    /** Reads those that are not known well enough. One that doesn't exist is not in the answer. */
    async of(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Known>> {
      const now = performance.now();
      const before = forgotten;
      const asked = [...ids].filter(
        (id) => now - (known.get(id)?.at ?? Number.NEGATIVE_INFINITY) > believedMs,
      );
      if (asked.length > 0) {
        const found = await store
          .states<ExistingEndpoint>(endpoints)
          .find({ _id: { $in: asked } })
          .toArray();
        for (const owner of found) {
          const last = known.get(owner._id);
          const keys = last?.owner.version === owner.version ? last.keys : keysOf(owner, signing);
          known.delete(owner._id);
          // What is forgotten while it is read may have changed since: it is read again the next time.
          known.set(owner._id, { at: forgotten === before ? now : Number.NEGATIVE_INFINITY, owner, keys });
        }
      }
      const answer = new Map([...ids].flatMap((id) => (known.has(id) ? [[id, known.get(id) as Known]] : [])));
      for (const oldest of known.keys()) {
        if (known.size <= knownMax) break;
        known.delete(oldest);
      }
      return answer;
    },
  };
}
