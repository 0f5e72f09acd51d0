import type { Store } from '@tiltak/store';
import type { FileStorage } from '../file/storage.ts';
import type { CallOff } from '../order/callOff.ts';
import type { KnownOrder } from '../order/order.ts';
import { jobFiles } from './jobFiles.ts';

/** Whether the contractor is asked, or has said yes: then it may see what the work is about. */
export const isAsked = ({ status }: Pick<CallOff, 'status'>): boolean =>
  status !== 'declined' && status !== 'expired' && status !== 'withdrawn';

/** The files that an offer lists: of its jobs and of what was merged into them, while the contractor is asked. */
export async function offerFiles(
  store: Store,
  {
    callOff,
    order,
    storage,
  }: { readonly order: KnownOrder; readonly callOff: CallOff; readonly storage: FileStorage },
) {
  if (!isAsked(callOff)) return [];
  return await jobFiles(store, { jobIds: order.terms.jobs.map(({ jobId }) => jobId), storage });
}
