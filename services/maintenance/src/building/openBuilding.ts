import { Rejection } from '@tiltak/decider';
import type { Reads, Stage } from '@tiltak/store';
import { moveKeys, readKeys } from '../keys.ts';
import { properties } from '../property/property.ts';
import { type Building, type BuildingFields, buildings, keysOfBuilding } from './building.ts';

const keysOf = (state: Building) => (state.status === 'none' ? [] : keysOfBuilding(state));

/**
 * Reads what must be known to put these fields into a building. `put` throws what the decider says,
 * `property_not_found`, `reference_taken` and `building_number_taken`.
 */
export async function openBuilding(reads: Reads, buildingId: string, fields: BuildingFields, likely?: 'new') {
  const [stream, property] = await Promise.all([
    reads.stream(buildings, buildingId, likely),
    fields.propertyId === null ? undefined : reads.stream(properties, fields.propertyId),
  ]);
  const after = keysOfBuilding(fields);
  const keys = await readKeys(reads, [...keysOf(stream.state), ...after]);
  return {
    stream,
    put(stage: Stage, type: 'add' | 'change') {
      if (property?.state.status === 'none')
        throw new Rejection('property_not_found', 'propertyId: there is no such property.');
      const before = keysOf(stream.state);
      const events = stage.handle(stream, { type, building: fields });
      moveKeys(stage, keys, { ownerId: buildingId, before, after });
      return events;
    },
  };
}
