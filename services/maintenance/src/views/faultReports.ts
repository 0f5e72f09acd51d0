import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { type Reporter, reporters } from '../faultReport/reporter.ts';
import type { Order } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { standingJob, withDuplicates } from './jobFiles.ts';

type Ops = typeof maintenanceOperations;
type Status = OperationAnswer<Ops['getFaultReport']>['status'];
type ReporterAnswer = OperationAnswer<Ops['eraseReporter']>;

/** Where a job's case stands, as its reporter is told: of a job that was merged, the case of the other. */
export async function caseStatus(
  store: Store,
  jobId: string,
): Promise<{ readonly status: Status; readonly buildingId: string; readonly deferredTo: number | null }> {
  const { state } = await standingJob(store, jobId);
  const { buildingId } = state;
  const told = (status: Status) => ({ status, buildingId, deferredTo: null });
  switch (state.status) {
    case 'registered':
    case 'reopened':
    case 'merged':
      return told('received');
    case 'triaged':
      return told('assessed');
    case 'approved':
    case 'rejected':
      return told(state.status);
    case 'deferred':
      return { ...told('deferred'), deferredTo: state.deferredTo };
    case 'closed':
      return told('done');
    case 'ordered': {
      const order = await store.states<Order>(orders).findOne({ _id: state.orderId });
      return told(orderedAs(order?.state.status));
    }
  }
}

function orderedAs(status: Order['status'] | undefined): Status {
  switch (status) {
    case 'in_execution':
    case 'rework':
      return 'under_way';
    case 'delivered':
    case 'accepted':
    case 'settled':
    case 'closed':
      return 'done';
    default:
      return 'ordered';
  }
}

/** Who reported a job and those that were merged into it, oldest first. Throws `not_found`. */
export async function jobReporters(store: Store, jobId: string): Promise<ReporterAnswer[]> {
  const documents = await withDuplicates(store, [jobId]);
  if (documents.length === 0) throw new Rejection('not_found', 'There is no such job.');
  const titles = new Map(documents.map(({ _id, state }) => [_id, state.title]));
  const known = await store.documents<Reporter>(reporters, [...titles.keys()]);
  return [...known]
    .map(([of, reporter]) => reporterAnswer(of, titles.get(of) ?? '', reporter))
    .sort((one, other) => one.reportedAt.localeCompare(other.reportedAt));
}

/** A reporter as officers see it. */
export function reporterAnswer(
  jobId: string,
  title: string,
  { contact, erasedAt, reportedAt }: Reporter,
): ReporterAnswer {
  const { name = null, email = null, phone = null } = contact ?? {};
  return { jobId, title, reportedAt, name, email, phone, erasedAt };
}
