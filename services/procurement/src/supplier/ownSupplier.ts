import type { Actor } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { organisationNumbers } from './routes.ts';
import { type SupplierState, suppliers } from './supplier.ts';

/** The supplier that a contractor acts for; undefined where its firm is not registered, or the caller is no contractor. */
export async function ownSupplier(store: Store, { organisationNumber, roles }: Actor) {
  if (organisationNumber === undefined || !roles.includes('contractor')) return undefined;
  const held = await store.documents<{ readonly supplierId: string }>(organisationNumbers.name, [
    organisationNumber,
  ]);
  const supplierId = held.get(organisationNumber)?.supplierId;
  return supplierId === undefined ? undefined : await registeredSupplier(store, supplierId);
}

/** A supplier by its id; undefined where there is none. */
export async function registeredSupplier(store: Store, supplierId: string) {
  const found = await store.states<SupplierState>(suppliers).findOne({ _id: supplierId });
  return found?.state.status === 'registered' ? { supplierId, name: found.state.name } : undefined;
}

/** The names of registered suppliers, by their ids. */
export async function supplierNames(
  store: Store,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await store
    .states<SupplierState>(suppliers)
    .find({ _id: { $in: [...supplierIds] } })
    .toArray();
  return new Map(
    found.flatMap(({ _id, state }) => (state.status === 'registered' ? [[_id, state.name] as const] : [])),
  );
}

/** Whether the caller works for the municipality. */
export const isStaff = ({ roles }: Actor): boolean => roles.some((role) => role !== 'contractor');
