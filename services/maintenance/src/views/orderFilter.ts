import { osloDay } from '@tiltak/calendar';
import type { PageField, Store } from '@tiltak/store';
import { allOf } from '@tiltak/store/words';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import type { KnownOrder } from '../order/order.ts';

type Status = KnownOrder['status'];

/** Every status, from the first to the last. With a filter by an index that has the status behind it, all are named. */
export const orderStatuses: readonly Status[] = [
  'submitted',
  'held',
  'funded',
  'offered',
  'placed',
  'in_execution',
  'delivered',
  'rework',
  'accepted',
  'settled',
  'closed',
  'cancelled',
];

/** Work that is still to be done. */
const open: readonly Status[] = [
  'submitted',
  'held',
  'funded',
  'offered',
  'placed',
  'in_execution',
  'rework',
];

/** What orders are asked for by. */
export type OrderQuery = {
  readonly status?: string | undefined;
  readonly awaitingApproval?: 'true' | undefined;
  readonly measureId?: string | undefined;
  readonly frameworkAgreementId?: string | undefined;
  readonly buildingId?: string | undefined;
  readonly organisationNumber?: string | undefined;
  readonly urgent?: 'true' | undefined;
  readonly dueBefore?: string | undefined;
  readonly dueAfter?: string | undefined;
  readonly overdue?: 'true' | undefined;
  readonly amountFromOre?: number | undefined;
  readonly amountToOre?: number | undefined;
  readonly words?: string | undefined;
};

/** The filter of a query as MongoDB takes it, and the field that its pages are sorted by; undefined: newest first. */
export async function orderFilter(
  store: Store,
  query: OrderQuery,
): Promise<{ readonly filter: object; readonly by: PageField | undefined }> {
  const conditions = [statusIn(query), ...conditionsOf(query, osloDay(store.now().toISOString()))];
  if (query.words !== undefined) conditions.push(await withWords(store, query.words));
  return { filter: { $and: conditions }, by: sortedBy(query) };
}

/** Of several that name statuses, all hold. */
function statusIn({ status, awaitingApproval, overdue }: OrderQuery): object {
  const named: readonly string[] = status === undefined ? orderStatuses : [status];
  return {
    'state.status': {
      $in: named.filter(
        (one) =>
          (!overdue || open.includes(one as Status)) &&
          (!awaitingApproval || one === 'submitted' || one === 'funded'),
      ),
    },
  };
}

function conditionsOf(query: OrderQuery, today: string): object[] {
  const { awaitingApproval, measureId, frameworkAgreementId, buildingId, organisationNumber, urgent } = query;
  const { dueBefore, dueAfter, overdue, amountFromOre, amountToOre } = query;
  return [
    awaitingApproval && { 'state.approval.status': 'awaited' },
    measureId !== undefined && { 'state.terms.measureId': measureId },
    frameworkAgreementId !== undefined && { 'state.terms.frameworkAgreementId': frameworkAgreementId },
    buildingId !== undefined && { 'state.terms.places.buildingId': buildingId },
    organisationNumber !== undefined && askedOrBound(organisationNumber),
    urgent && { 'state.terms.urgent': true },
    dueAfter !== undefined && { 'state.terms.dueOn': { $gt: dueAfter } },
    dueBefore !== undefined && { 'state.terms.dueOn': { $lt: dueBefore } },
    overdue && { 'state.terms.dueOn': { $lt: today } },
    amountFromOre !== undefined && { 'state.terms.amountOre': { $gte: amountFromOre } },
    amountToOre !== undefined && { 'state.terms.amountOre': { $lte: amountToOre } },
  ].filter((one) => typeof one === 'object');
}

/** The firm that awaits our yes or we its, or that said yes; not one that said no, or nothing, or lost the offer. */
const askedOrBound = (organisationNumber: string): object => ({
  'state.callOffs': {
    $elemMatch: {
      organisationNumber,
      status: { $in: ['offered', 'viewed', 'accepted', 'accepted_with_changes'] },
    },
  },
});

/** Of the jobs that words are found in so many are looked up, the newest first. */
const jobsMax = 1000;

/** Orders whose own description has the words, or one of whose jobs has them. */
async function withWords(store: Store, words: string): Promise<object> {
  const $text = { $search: allOf(words) };
  const found = await store
    .states<Job>(jobs)
    .find({ $text } as object, { projection: { _id: 1 } })
    .sort({ _id: -1 })
    .limit(jobsMax)
    .toArray();
  return { $or: [{ $text }, { 'state.terms.jobs.jobId': { $in: found.map(({ _id }) => _id) } }] };
}

function sortedBy({
  amountFromOre,
  amountToOre,
  dueAfter,
  dueBefore,
  overdue,
}: OrderQuery): PageField | undefined {
  if (dueAfter !== undefined || dueBefore !== undefined || overdue)
    return { field: 'state.terms.dueOn', direction: 1 };
  if (amountFromOre !== undefined || amountToOre !== undefined)
    return { field: 'state.terms.amountOre', direction: -1 };
  return undefined;
}
