import type { participationRequest, procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { pageOf, type Stage, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { caseFor } from '../procurement/caseRead.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { isVisibleTo } from '../procurement/window.ts';
import { ownSupplier } from '../supplier/ownSupplier.ts';
import {
  type Arrival,
  noRequest,
  participationRequests,
  type RequestCommand,
  type RequestState,
  requestIdOf,
} from './request.ts';
import { type SelectionState, selectionOf, selections } from './selection.ts';

type Ops = typeof procurementOperations;
type Names = 'requestParticipation' | 'withdrawRequest' | 'getOwnRequest' | 'listParticipationRequests';

/** The operations on requests to participate. */
export function requestRoutes(store: Store): Pick<Handlers<Ops>, Names> {
  return {
    requestParticipation: (call) =>
      onOwnRequest(store, call, ({ supplierId, theCase, arrival }) => ({
        type: 'request',
        ...{ procurementId: call.params.procurementId, supplierId, ...call.body, arrival },
        requirementIds: theCase.specification?.requirements.map(({ requirementId }) => requirementId) ?? [],
      })),
    withdrawRequest: (call) => onOwnRequest(store, call, ({ arrival }) => ({ type: 'withdraw', arrival })),
    async getOwnRequest({ actor, params: { procurementId } }) {
      const { reader } = await caseFor(store, actor, procurementId);
      const _id = requestIdOf(procurementId, reader.supplierId ?? '');
      const [found, selection] = await Promise.all([
        store.states<RequestState>(participationRequests).findOne({ _id }),
        selectionState(store, procurementId),
      ]);
      const state = found?.state ?? participationRequests.initial;
      return { body: shownRequest(state, selection), version: found?.version ?? 0 };
    },
    async listParticipationRequests({ actor, params: { procurementId }, query: { cursor, limit } }) {
      const { state } = await caseFor(store, actor, procurementId);
      // Requests are not looked at before all are in (directive 2014/24/EU article 22(3)).
      if (state.publishedAt === null || state.status === 'published')
        throw new Rejection(
          'requests_sealed',
          `Requests are read once their deadline is over: ${state.deadlines.requests}.`,
        );
      const [page, selection] = await Promise.all([
        pageOf(store.states<RequestState>(participationRequests), {
          filter: { 'state.procurementId': procurementId },
          ...{ order: 'oldest' as const, cursor, limit },
        }),
        selectionState(store, procurementId),
      ]);
      return {
        body: { items: page.items.map((one) => shownRequest(one.state, selection)), next: page.next },
      };
    },
  };
}

type OwnCall = Pick<Call<Ops['withdrawRequest']>, 'actor' | 'params' | 'idempotency'>;

/** Does a command on the request of the firm that calls. The case is only read: suppliers never wait for each other. */
async function onOwnRequest(
  store: Store,
  call: OwnCall,
  command: (scene: {
    readonly supplierId: string;
    readonly theCase: ProcurementCase;
    readonly arrival: Arrival;
  }) => RequestCommand,
) {
  const receivedAt = store.now().toISOString();
  const { procurementId } = call.params;
  const own = await ownSupplier(store, call.actor);
  if (!own)
    throw new Rejection('supplier_not_found', 'Your firm is not registered as a supplier; do so first.');
  const { supplierId } = own;
  return await runCommand(store, call, async (reads) => {
    const [found, request, selection] = await Promise.all([
      reads.stream(procurements, procurementId),
      reads.stream(participationRequests, requestIdOf(procurementId, supplierId)),
      reads.stream(selections, selectionOf(procurementId)),
    ]);
    return (stage: Stage) => {
      const { state: theCase } = found;
      if (!isVisibleTo(theCase, supplierId))
        throw new Rejection('not_found', 'There is no such procurement.');
      const arrival = { receivedAt, at: stage.at, deadline: requestsDeadline(theCase, receivedAt) };
      stage.handle(request, command({ supplierId, theCase, arrival }));
      return { body: shownRequest(request.state, selection.state), version: request.version };
    };
  });
}

/**
 * Until when this request is taken; null: none is asked for. The case leaves its publication at the deadline by itself,
 * and a request that was received before it may be decided after that.
 */
function requestsDeadline(state: ProcurementCase, receivedAt: string): string | null {
  const { status, procedure, deadlines, round } = state;
  if (deadlines.requests === null || procedures[procedure].bidders !== 'selected') return null;
  const isOpen = status === 'published' || (status === 'qualification' && round === 0);
  return isOpen || Date.parse(deadlines.requests) <= Date.parse(receivedAt) ? deadlines.requests : null;
}

async function selectionState(store: Store, procurementId: string): Promise<SelectionState> {
  const found = await store.states<SelectionState>(selections).findOne({ _id: selectionOf(procurementId) });
  return found?.state ?? selections.initial;
}

/** A request with what was decided on it. Throws `not_found`. */
export function shownRequest(
  state: RequestState,
  { decisions, selected }: SelectionState,
): z.output<typeof participationRequest> {
  if (state.status === 'none') throw noRequest();
  const { supplierId } = state;
  const decision = decisions[supplierId] ?? null;
  const isSelected = selected && decision ? selected.supplierIds.includes(supplierId) : null;
  const why = selected?.reasons.find((one) => one.supplierId === supplierId);
  return structuredClone({
    ...state,
    decision,
    isSelected,
    notSelectedReason: isSelected === false ? (why?.reason ?? null) : null,
  }) as z.output<typeof participationRequest>;
}
