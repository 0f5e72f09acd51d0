import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { type Building, buildings } from '../building/building.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['getBuilding']>;

/** A building as it is answered. Throws `not_found`. */
export function buildingAnswer(buildingId: string, building: Building): Answer {
  if (building.status === 'none') throw new Rejection('not_found', 'There is no such building.');
  const { name, address, matrikkel, areaId, source } = building;
  return { buildingId, name, address, matrikkel, areaId, source };
}

/** A page of the buildings by name, in the order of the Norwegian alphabet. Throws `bad_cursor`. */
export async function buildingPage(
  store: Store,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: Answer[]; next: string | null }> {
  const [name, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const after = {
    $or: [{ 'state.sortName': { $gt: name } }, { 'state.sortName': name, _id: { $gt: id } }],
  };
  const found = await store
    .states<Building>(buildings)
    .find((cursor === undefined ? {} : after) as object)
    .sort({ 'state.sortName': 1, _id: 1 })
    .limit(limit + 1)
    .toArray();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next =
    found.length > limit && last?.state.status === 'added'
      ? encodeCursor([last.state.sortName, last._id])
      : null;
  return { items: page.map(({ _id, state }) => buildingAnswer(_id, state)), next };
}
