import { pageOf, type Stage, type Store, type TimerHandler } from '@tiltak/store';
import type { ProcurementEvent } from '../procurement/events.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { type SupplierState, suppliers } from '../supplier/supplier.ts';
import type { Competition, Firm } from './events.ts';
import { type InterestState, interests, interestsOf } from './interests.ts';

/** Firms that are looked at in one transaction. */
const pageSize = 200;
const timerKind = 'announceCompetition';

type Announcing = {
  readonly procurementId: string;
  /** Who was invited; null: whoever is interested. */
  readonly supplierIds: readonly string[] | null;
  /** Where the page before ended. */
  readonly cursor: string | null;
};

/**
 * Has a competition announced that one of these events publishes, or invites to. The promise is a timer in the very
 * transaction of the publication, and firms are told in pages, each in the transaction that ends its timer and sets the
 * next: so that a publication takes as long with ten thousand interested firms as with none, no transaction grows with
 * their number, and each firm is told once, whatever dies in between.
 */
export function scheduleAnnouncement(
  stage: Stage,
  procurementId: string,
  events: readonly ProcurementEvent[],
): void {
  for (const event of events) {
    if (event.type === 'ProcurementPublished')
      schedule(stage, { procurementId, supplierIds: event.data.invitedSupplierIds, cursor: null });
    if (event.type === 'BiddersInvited')
      schedule(stage, { procurementId, supplierIds: event.data.supplierIds, cursor: null });
  }
}

const schedule = (stage: Stage, payload: Announcing): void =>
  stage.schedule({
    id: `announce:${payload.procurementId}:${payload.cursor ?? ''}`,
    ...{ kind: timerKind, dueAt: new Date(stage.at), payload },
  });

/**
 * The timer that tells a page of firms. A competition that is over by then, or cancelled, is news to nobody, and a
 * rehearsal to none but those who are invited to it.
 */
export function announcementTimers(
  store: Store,
  consoleUrl: string,
): Readonly<Record<typeof timerKind, TimerHandler>> {
  return {
    [timerKind]: ({ payload }) => {
      const announcing = payload as Announcing;
      return async (reads) => {
        const page = await pageOfFirms(store, announcing);
        const [procurement, streams] = await Promise.all([
          reads.stream(procurements, announcing.procurementId),
          Promise.all(page.firms.map(({ supplierId }) => reads.stream(interests, interestsOf(supplierId)))),
        ]);
        return (stage) => {
          const { state } = procurement;
          if (state.status !== 'published' && state.status !== 'invited') return;
          if (state.rehearsal && announcing.supplierIds === null) return;
          const because = announcing.supplierIds === null ? 'interest' : 'invitation';
          const competition = competitionOf(procurement.id, state);
          for (const [at, firm] of page.firms.entries())
            stage.handle(streams[at]!, { type: 'announce', competition, because, firm, consoleUrl });
          if (page.next !== null) schedule(stage, { ...announcing, cursor: page.next });
        };
      };
    },
  };
}

type Page = { readonly firms: readonly Firm[]; readonly next: string | null };

async function pageOfFirms(store: Store, { supplierIds, cursor }: Announcing): Promise<Page> {
  if (supplierIds !== null) return { firms: await firmsOf(store, supplierIds), next: null };
  const { items, next } = await pageOf(store.states<InterestState>(interests), {
    filter: { 'state.status': 'on' },
    order: 'oldest',
    cursor: cursor ?? undefined,
    limit: pageSize,
  });
  const firms = items.flatMap(({ state }) => (state.status === 'none' ? [] : [firmOf(state)]));
  return { firms, next };
}

const firmOf = ({ supplierId, organisationNumber }: Firm): Firm => ({ supplierId, organisationNumber });

/** Of those who are invited there are at most a hundred. */
async function firmsOf(store: Store, supplierIds: readonly string[]): Promise<readonly Firm[]> {
  const found = await store
    .states<SupplierState>(suppliers)
    .find({ _id: { $in: [...supplierIds] } })
    .toArray();
  return found.flatMap(({ _id: supplierId, state }) =>
    state.status === 'none' ? [] : [{ supplierId, organisationNumber: state.organisationNumber }],
  );
}

function competitionOf(procurementId: string, state: ProcurementCase): Competition {
  const { title, kind, procedure, cpvCodes, areaId = null, deadlines } = state;
  return { procurementId, title, kind, procedure, cpvCodes, areaId, deadlines };
}
