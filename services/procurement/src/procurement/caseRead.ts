import { Rejection } from '@tiltak/decider';
import type { Actor } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { isStaff, ownSupplier } from '../supplier/ownSupplier.ts';
import { type ProcurementCase, type ProcurementState, procurements } from './procurement.ts';
import { isVisibleTo } from './window.ts';

/** Who reads a case: staff everything, a firm what is published and its own, anyone else what is published. */
export type Reader = { readonly isStaff: boolean; readonly supplierId: string | null };

/** The case as a caller may know of it. Throws `not_found`, alike for one that is not there and one that is not theirs. */
export async function caseFor(
  store: Store,
  actor: Actor,
  procurementId: string,
): Promise<{ readonly state: ProcurementCase; readonly reader: Reader }> {
  const [found, own] = await Promise.all([
    store.states<ProcurementState>(procurements).findOne({ _id: procurementId }),
    ownSupplier(store, actor),
  ]);
  const state = found?.state ?? procurements.initial;
  const reader = { isStaff: isStaff(actor), supplierId: own?.supplierId ?? null };
  if (state.status === 'none' || (!reader.isStaff && !isVisibleTo(state, reader.supplierId))) throw noCase();
  return { state, reader };
}

export const noCase = () => new Rejection('not_found', 'There is no such procurement.');
