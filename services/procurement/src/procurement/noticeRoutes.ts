import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { pageBy, type StateDocument, type Store } from '@tiltak/store';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import { type NoticeStatus, noticeOf, termsOf } from './notice.ts';
import { type ProcurementCase, type ProcurementState, procurements } from './procurement.ts';

type Ops = Pick<typeof procurementOperations, 'listNotices' | 'getNotice'>;
type Shown = OperationAnswer<Ops['getNotice']>;
type Summary = OperationAnswer<Ops['listNotices']>['items'][number];

/** The public's side: what was announced to all, and to an invited firm what it was invited to. */
export function noticeRoutes(store: Store): Handlers<Ops> {
  return {
    async listNotices({ query: { cursor, limit, order, openUntilFrom, status, ...wanted } }) {
      const isByDeadline = order === 'deadline';
      const [first, ...others] = termsOf({ ...wanted, status: isByDeadline ? 'open' : status });
      const openUntil = isByDeadline || openUntilFrom !== undefined;
      const filter = {
        $and: [first, ...others].map((term) => ({ 'state.notice.terms': term })),
        ...(openUntil && {
          // The first is what the index of those that are open asks for.
          'state.notice.openUntil': { $gt: '', $gte: openUntilFrom ? utc(openUntilFrom) : '' },
        }),
      };
      const page = await pageBy(store.states<ProcurementCase>(procurements), {
        ...{ filter, cursor, limit, projection: summaryFields },
        by: isByDeadline
          ? { field: 'state.notice.openUntil', direction: 1 }
          : { field: 'state.publishedAt', direction: -1 },
      });
      return { body: { items: page.items.map(summaryOf), next: page.next } };
    },
    async getNotice({ params: { procurementId }, actor }) {
      const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
      const { state, version } = found ?? { state: procurements.initial, version: 0 };
      if (state.status === 'none' || state.publishedAt === null) throw notFound();
      if (noticeOf(state) === null) {
        const own = await ownSupplier(store, actor);
        // A rehearsal is on no list, but the firms that take part must be able to read it.
        const isForAll = state.rehearsal && state.invitedSupplierIds === null;
        if (!own || !(isForAll || state.invitedSupplierIds?.includes(own.supplierId))) throw notFound();
      }
      return { body: noticeAnswer(procurementId, state), version };
    },
  };
}

/** What {@link summaryOf} reads: a case with all that its bidders compete by is many times as large. */
const summaryFields = Object.fromEntries(
  [
    ...['title', 'kind', 'procedure', 'cpvCodes', 'areaId', 'publishedAt', 'status'],
    ...['notice.status', 'notice.openUntil'],
  ].map((field) => [`state.${field}`, 1] as const),
);

const utc = (instant: string): string => new Date(instant).toISOString();

export function summaryOf({ _id, state }: Pick<StateDocument<ProcurementCase>, '_id' | 'state'>): Summary {
  const { title, kind, procedure, cpvCodes, areaId = null, publishedAt, notice } = state;
  return {
    ...{ procurementId: _id, title, kind, procedure, cpvCodes: [...cpvCodes], areaId },
    publishedAt: publishedAt ?? '',
    status: notice?.status ?? invitedStatus(state),
    openUntil: notice?.openUntil ?? null,
  };
}

/** Of what was not announced to all: whether those who were asked may still answer. */
const invitedStatus = ({ status }: ProcurementCase): NoticeStatus =>
  status === 'published' || status === 'invited' ? 'open' : status === 'cancelled' ? 'cancelled' : 'closed';

function noticeAnswer(procurementId: string, state: ProcurementCase): Shown {
  const { need, deadlines, specification, cancelledBecause } = state;
  if (specification === null) throw new Error(`${procurementId} was published without a specification`);
  // Field by field: what is added to a case or a specification is not public before somebody says so here.
  const { noLotsReason, requirements, criteria, priceModel, climate, result } = specification;
  const { intellectualProperty, subcontractTiersMax, apprenticesClause } = specification;
  return structuredClone({
    ...summaryOf({ _id: procurementId, state }),
    ...{ need, deadlines, noLotsReason, requirements, criteria, priceModel, climate, result },
    ...{ intellectualProperty, subcontractTiersMax, apprenticesClause, cancelledBecause },
    lots: specification.lots.map(({ lotId, title }) => ({ lotId, title })),
  }) as unknown as Shown;
}

const notFound = () => new Rejection('not_found', 'There is no such competition, or it is not public.');
