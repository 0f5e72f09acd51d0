import type { supplier } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import {
  type Called,
  type Choosable,
  choiceSearch,
  choosable,
  known,
  type Source,
  type Wanted,
  wordsOf,
} from '../choosable.ts';
import type { Html } from '../html/html.ts';
import { allAndMore, pageLimit, type Services } from '../services.ts';

export type Supplier = z.output<typeof supplier>;
/** The suppliers that a form offers to choose from. */
export type SupplierChoice = Choosable<Supplier>;

/** No suppliers, for whoever chooses none. */
export const noSuppliers: SupplierChoice = { items: [], sought: '', isWhole: true };

/** So many are looked for at a time. */
const searchesMax = 20;

/**
 * All suppliers, or those whose names or organisation numbers hold what somebody looks for. Several are looked for with
 * a comma between them, so that they can be invited together.
 */
export async function supplierChoice(
  { procurement }: Pick<Services, 'procurement'>,
  { chosenId, sought = '' }: Wanted,
): Promise<SupplierChoice> {
  const source: Source<Supplier> = {
    list: (words, cursor) =>
      procurement.listSuppliers({ query: { ...wordsOf(words), cursor, limit: pageLimit } }),
    get: supplierBy(procurement),
    idOf: ({ supplierId }) => supplierId,
  };
  const parts = sought.split(',').filter((part) => part.trim() !== '');
  const searches = parts.length === 0 ? [''] : parts.slice(0, searchesMax);
  const found = await Promise.all(
    searches.map((part, at) => choosable(source, { sought: part, ...(at === 0 && { chosenId }) })),
  );
  const byId = new Map(found.flatMap(({ items }) => items).map((one) => [one.supplierId, one]));
  const isWhole = found.every((one) => one.isWhole) && parts.length <= searchesMax;
  return { items: [...byId.values()], sought: found.map((one) => one.sought).join(', '), isWhole };
}

const supplierBy = (procurement: Services['procurement']) => (supplierId: string) =>
  procurement.getSupplier({ params: { supplierId } });

/**
 * The names of suppliers by their ids; of one that is not known its id. Most are on the pages of the list, and those
 * that a long one leaves out are asked for one by one.
 */
export async function supplierNames(
  { procurement }: Pick<Services, 'procurement'>,
  supplierIds: readonly string[],
): Promise<(supplierId: string) => string> {
  const { items } = await allAndMore((cursor) =>
    procurement.listSuppliers({ query: { cursor, limit: pageLimit } }),
  );
  const names = new Map(items.map(({ name, supplierId }) => [supplierId, name]));
  const others = [...new Set(supplierIds)].filter((supplierId) => !names.has(supplierId));
  const found = await Promise.all(others.map((supplierId) => known(supplierBy(procurement), supplierId)));
  for (const one of found) if (one) names.set(one.supplierId, one.name);
  return (supplierId) => names.get(supplierId) ?? supplierId;
}

const called: Called = {
  ...{ id: 'leverandor', query: 'sok', all: 'leverandørene' },
  label: 'Finn leverandører etter navn eller organisasjonsnummer, flere med komma mellom',
};

/** The search beside a list of suppliers that can't hold all; see `choiceSearch`. */
export const supplierSearch = (
  action: string,
  choice: Pick<SupplierChoice, 'isWhole' | 'sought'>,
): Html | undefined => choiceSearch(action, choice, called);
