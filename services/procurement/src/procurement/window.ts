import type { Window } from './events.ts';
import { procedures } from './procedure/procedures.ts';
import type { ProcurementCase, ProcurementState } from './procurement.ts';

/** What is taken now; null where neither requests nor bids are. */
export function openWindow(state: ProcurementState): Window | null {
  if (state.status === 'invited') return 'bids';
  if (state.status !== 'published') return null;
  const { asksFor } = procedures[state.procedure];
  return asksFor === 'nothing' ? null : asksFor;
}

/** Whether a supplier may read what is published of the case; null: anyone else. */
export function isVisibleTo(state: ProcurementState, supplierId: string | null): state is ProcurementCase {
  if (state.status === 'none' || state.publishedAt === null) return false;
  return (
    state.askedSupplierIds === null || (supplierId !== null && state.askedSupplierIds.includes(supplierId))
  );
}
