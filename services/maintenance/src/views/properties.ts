import type { OperationAnswer, OperationInput } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import { type Property, properties } from '../property/property.ts';
import { pageByName } from './byName.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['getProperty']>;
type Query = OperationInput<Ops['listProperties']>['query'];

/** A property as it is answered. Throws `not_found`. */
export function propertyAnswer(propertyId: string, property: Property): Answer {
  if (property.status === 'none') throw new Rejection('not_found', 'There is no such property.');
  const { name, reference, matrikkelIds } = property;
  return { propertyId, name, reference, matrikkelIds: [...matrikkelIds] };
}

/** A page of the properties by name, in the order of the Norwegian alphabet. Throws `bad_cursor`. */
export async function propertyPage(
  store: Store,
  { cursor, limit, words, matrikkel, on, reference }: Query,
): Promise<{ items: Answer[]; next: string | null }> {
  const filter = {
    ...(words !== undefined && holdsAll(words)),
    ...((matrikkel !== undefined || on !== undefined) && {
      'state.matrikkelIds': {
        $elemMatch: {
          ...(matrikkel !== undefined && { text: matrikkel }),
          ...(on !== undefined && heldOn(on)),
        },
      },
    }),
    ...(reference !== undefined && { 'state.reference': reference }),
  };
  const { items, next } = await pageByName<Property>(store, properties, { filter, cursor, limit });
  return { items: items.map(({ _id, state }) => propertyAnswer(_id, state)), next };
}

const heldOn = (day: string): object => ({
  $and: [
    { $or: [{ validFrom: null }, { validFrom: { $lte: day } }] },
    { $or: [{ validTo: null }, { validTo: { $gte: day } }] },
  ],
});
