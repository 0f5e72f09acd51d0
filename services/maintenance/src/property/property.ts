import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords, sortName } from '@tiltak/store/words';
import { type Key, propertyKey } from '../keys.ts';
import { isSame } from '../same.ts';
import { type DatedMatrikkel, dated } from './datedMatrikkel.ts';

export type PropertyFields = {
  readonly name: string;
  /** The id that it has in the municipality's own system. */
  readonly reference: string | null;
  readonly matrikkelIds: readonly DatedMatrikkel[];
};

export type Property =
  | { readonly status: 'none' }
  | (Omit<PropertyFields, 'matrikkelIds'> & {
      readonly status: 'added';
      readonly matrikkelIds: readonly (DatedMatrikkel & { readonly text: string })[];
      /** The name as lists are sorted by it. */
      readonly sortName: string;
      /** What it is found by. */
      readonly words: readonly string[];
    });
type Known = Exclude<Property, { status: 'none' }>;
type Decided = Pick<Known, 'name' | 'reference' | 'matrikkelIds'>;
export type PropertyCommand =
  | { readonly type: 'add'; readonly property: PropertyFields }
  | { readonly type: 'change'; readonly property: PropertyFields };
export type PropertyEvent = DomainEvent<'PropertyAdded', Decided> | DomainEvent<'PropertyChanged', Decided>;

/**
 * Throws `wrong_state`, `not_found`, or what {@link dated} says of the cadastral ids. A change to what it is already
 * leads to nothing.
 */
function decide(command: PropertyCommand, state: Property): readonly PropertyEvent[] {
  const { name, reference, matrikkelIds } = command.property;
  const data: Decided = { name, reference, matrikkelIds: dated(matrikkelIds) };
  if (command.type === 'add') {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The property is there already.');
    return [{ type: 'PropertyAdded', data }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such property.');
  return isSame(decidedOf(state), data) ? [] : [{ type: 'PropertyChanged', data }];
}

const decidedOf = ({ name, reference, matrikkelIds }: Known): Decided => ({ name, reference, matrikkelIds });

/** What no other property may have. */
export const keysOfProperty = ({ reference }: Pick<PropertyFields, 'reference'>): readonly Key[] =>
  reference ? [propertyKey(reference)] : [];

/** A property (eiendom): what buildings stand on, known by the cadastral ids that it has and had. */
export const properties: Aggregate<PropertyCommand, PropertyEvent, Property> = {
  kind: 'properties',
  indexes: [
    { 'state.sortName': 1, _id: 1 },
    { 'state.words': 1 },
    { 'state.matrikkelIds.text': 1 },
    { 'state.reference': 1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve: (_state, { data }) => ({
    status: 'added',
    ...data,
    sortName: sortName(data.name),
    words: searchWords(data.name, data.reference),
  }),
};
