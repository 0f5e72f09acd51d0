import type { StateDocument, Store } from '@tiltak/store';
import { type Building, buildings } from '../building/building.ts';
import { buildingKey, buildingNumberKey, type Owner, registerKeys } from '../keys.ts';
import type { Seen } from './importer.ts';

/** The owners of keys in the register, and in the rows before. */
export async function ownersOf(store: Store, keys: readonly string[], seen: Seen) {
  const wanted = [...new Set(keys)];
  const known =
    wanted.length === 0 ? new Map<string, Owner>() : await store.documents<Owner>(registerKeys, wanted);
  return (key: string): string | undefined => seen.owners.get(key) ?? known.get(key)?.ownerId;
}

/** The states of some things of a kind by their ids. */
export async function statesOf<State>(
  store: Store,
  aggregate: { readonly kind: string; readonly initial: State },
  ids: readonly string[],
): Promise<ReadonlyMap<string, StateDocument<State>>> {
  if (ids.length === 0) return new Map();
  const found = await store
    .states<State>(aggregate)
    .find({ _id: { $in: [...new Set(ids)] } } as object)
    .toArray();
  return new Map(found.map((document) => [document._id, document as StateDocument<State>]));
}

type Named = { readonly building: string | null; readonly buildingNumber: string | null };

/**
 * Finds the buildings that rows name: by the municipality's own id, by Tiltak's, or by the number in the cadastre. What
 * `find` answers is undefined where there is none, and `taken` where the two name different ones.
 */
export async function findBuildings(store: Store, rows: readonly Named[], seen: Seen) {
  const keys = rows.flatMap(({ building, buildingNumber }) => [
    ...(building === null ? [] : [buildingKey(building).id]),
    ...(buildingNumber === null ? [] : [buildingNumberKey(buildingNumber).id]),
  ]);
  const ownerOf = await ownersOf(store, keys, seen);
  const ids = [...keys.map(ownerOf), ...rows.map(({ building }) => building)];
  const states = await statesOf<Building>(
    store,
    buildings,
    ids.filter((id) => typeof id === 'string'),
  );
  return {
    states,
    find({ building, buildingNumber }: Named): string | 'taken' | undefined {
      const byId =
        building === null
          ? undefined
          : (ownerOf(buildingKey(building).id) ?? (states.has(building) ? building : undefined));
      const byNumber = buildingNumber === null ? undefined : ownerOf(buildingNumberKey(buildingNumber).id);
      return byId !== undefined && byNumber !== undefined && byId !== byNumber ? 'taken' : (byId ?? byNumber);
    },
  };
}
