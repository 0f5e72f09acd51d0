import type { Reads, Stage } from '@tiltak/store';
import { moveKeys, readKeys } from '../keys.ts';
import { keysOfProperty, type Property, type PropertyFields, properties } from './property.ts';

const keysOf = (state: Property) => (state.status === 'none' ? [] : keysOfProperty(state));

/**
 * Reads what must be known to put these fields into a property. `put` throws what the decider says, and
 * `reference_taken`.
 */
export async function openProperty(reads: Reads, propertyId: string, fields: PropertyFields, likely?: 'new') {
  const stream = await reads.stream(properties, propertyId, likely);
  const after = keysOfProperty(fields);
  const keys = await readKeys(reads, [...keysOf(stream.state), ...after]);
  return {
    stream,
    put(stage: Stage, type: 'add' | 'change') {
      const before = keysOf(stream.state);
      const events = stage.handle(stream, { type, property: fields });
      moveKeys(stage, keys, { ownerId: propertyId, before, after });
      return events;
    },
  };
}
