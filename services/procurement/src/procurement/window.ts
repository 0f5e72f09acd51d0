import { instantAt } from '@tiltak/calendar';
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

/**
 * Until when a supplier may ask questions: the deadline, or the end of the stated last day in Norway; the instant itself
 * is too late. Null where nothing is asked of the supplier at the moment.
 */
export function questionsCloseAt(state: ProcurementState, supplierId: string): string | null {
  const window = openWindow(state);
  if (state.status === 'none' || window === null) return null;
  if (state.invitedSupplierIds && !state.invitedSupplierIds.includes(supplierId)) return null;
  const deadline = state.deadlines[window];
  if (deadline === null || state.questionsUntil === null) return deadline;
  const endOfDay = instantAt(state.questionsUntil, '24:00');
  return endOfDay < Date.parse(deadline) ? new Date(endOfDay).toISOString() : deadline;
}
