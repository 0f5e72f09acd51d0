import type { OperationAnswer, OperationInput } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import { type Building, buildings, fieldsOf } from '../building/building.ts';
import { properties } from '../property/property.ts';
import { pageByName } from './byName.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['getBuilding']>;
type Query = OperationInput<Ops['listBuildings']>['query'];

/** So many properties are known by one cadastral id at the most. */
const propertiesMax = 200;

/** A building as it is answered. Throws `not_found`. */
export function buildingAnswer(buildingId: string, building: Building): Answer {
  if (building.status === 'none') throw new Rejection('not_found', 'There is no such building.');
  return { buildingId, ...fieldsOf(building) };
}

/** A page of the buildings by name, in the order of the Norwegian alphabet. Throws `bad_cursor`. */
export async function buildingPage(
  store: Store,
  { cursor, limit, ...wanted }: Query,
): Promise<{ items: Answer[]; next: string | null }> {
  const { words, propertyId, matrikkel, buildingNumber, reference } = wanted;
  const filter = {
    ...(words !== undefined && holdsAll(words)),
    ...(propertyId !== undefined && { 'state.propertyId': propertyId }),
    ...(matrikkel !== undefined && {
      $or: [
        { 'state.matrikkelText': matrikkel },
        { 'state.propertyId': { $in: await propertiesOf(store, matrikkel) } },
      ],
    }),
    ...(buildingNumber !== undefined && { 'state.buildingNumber': buildingNumber }),
    ...(reference !== undefined && { 'state.reference': reference }),
  };
  const { items, next } = await pageByName<Building>(store, buildings, { filter, cursor, limit });
  return { items: items.map(({ _id, state }) => buildingAnswer(_id, state)), next };
}

async function propertiesOf(store: Store, matrikkel: string): Promise<string[]> {
  const found = await store
    .states(properties)
    .find({ 'state.matrikkelIds.text': matrikkel } as object, { projection: { _id: 1 } })
    .limit(propertiesMax)
    .toArray();
  return found.map(({ _id }) => _id);
}
