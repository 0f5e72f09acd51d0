import { type Called, type Choosable, choiceSearch, choosable, type Wanted } from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { pageLimit, type Services } from '../services.ts';
import type { Property } from '../words/register.ts';
import { searchOf } from './search.ts';

/** The properties that a form offers to choose from. */
export type PropertyChoice = Choosable<Property>;

/** All properties, or those that somebody looks for by name, reference or cadastral id. */
export const propertyChoice = (
  { maintenance }: Pick<Services, 'maintenance'>,
  wanted: Wanted,
): Promise<PropertyChoice> =>
  choosable(
    {
      list: (sought, cursor) =>
        maintenance.listProperties({ query: { ...propertySearchOf(sought), cursor, limit: pageLimit } }),
      get: (propertyId) => maintenance.getProperty({ params: { propertyId } }),
      idOf: ({ propertyId }) => propertyId,
    },
    wanted,
  );

/** A property has no building's number: what looks like one may be its reference. */
function propertySearchOf(sought: string): { readonly words?: string; readonly matrikkel?: string } {
  const { buildingNumber, ...search } = searchOf(sought);
  return buildingNumber === undefined ? search : { words: buildingNumber };
}

const called: Called = {
  ...{ id: 'eiendom', query: 'sok', all: 'eiendommene' },
  label: 'Finn eiendom etter navn, referanse eller matrikkel',
};

/** The search beside a list of properties that can't hold all; see `choiceSearch`. */
export const propertySearch = (
  action: string,
  choice: Pick<PropertyChoice, 'isWhole' | 'sought'>,
  kept?: Readonly<Record<string, string | undefined>>,
): Html | undefined => choiceSearch(action, choice, called, kept);
