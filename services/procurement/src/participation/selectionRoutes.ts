import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import type { Stage, Store, Stream } from '@tiltak/store';
import { groundOf, paragraphIn } from '../evaluation/rejectionGrounds.ts';
import { negotiationOf, negotiations } from '../negotiation/negotiation.ts';
import { expectKeys, sealingOf, sealings } from '../opening/sealing.ts';
import { earliestOf } from '../procurement/earliest.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import { type ProcurementCase, procurements } from '../procurement/procurement.ts';
import { handleOnCase } from '../procurement/routes.ts';
import { theCase } from '../procurement/step.ts';
import { ruleRows } from '../rule/rules.ts';
import { noRequest, participationRequests, type RequestState, requestIdOf } from './request.ts';
import { shownRequest } from './routes.ts';
import {
  qualifiedIn,
  type Selected,
  type SelectionCommand,
  type SelectionEvent,
  type SelectionState,
  selectionOf,
  selections,
} from './selection.ts';

type Ops = typeof procurementOperations;

/** The most requests of a case that are looked through at a selection. */
const requestsMax = 1000;

/** The operations by which it is decided who is asked for bids. */
export function selectionRoutes(
  store: Store,
): Pick<Handlers<Ops>, 'qualifyRequest' | 'rejectRequest' | 'inviteBidders'> {
  return {
    qualifyRequest: (call) =>
      onRequest(store, call, ({ specification }, at) => ({
        type: 'qualify',
        ...{ supplierId: call.params.supplierId, ...call.body, at },
        requirementIds: specification?.requirements.map(({ requirementId }) => requirementId) ?? [],
      })),
    rejectRequest: (call) =>
      onRequest(store, call, ({ procedure }, at) => {
        const row = groundOf(call.body.ground);
        const { ground, about } = row;
        const paragraph = paragraphIn(procedure, row);
        if (about === 'tender' || about === 'abnormally_low')
          throw new Rejection(
            'ground_not_allowed',
            `ground: ${ground} is about a bid, and there is none yet.`,
          );
        const { supplierId } = call.params;
        return { type: 'reject', supplierId, ground, paragraph, reason: call.body.reason, at };
      }),
    async inviteBidders(call) {
      const { procurementId } = call.params;
      const { supplierIds, bidsDeadline, questionsUntil, criteria, reasons } = call.body;
      const [rows, requestedBy] = await Promise.all([ruleRows(store), requestersOf(store, procurementId)]);
      return await runCommand(store, call, async (reads) => {
        const [found, selection, negotiation] = await Promise.all([
          reads.stream(procurements, procurementId),
          reads.stream(selections, selectionOf(procurementId)),
          reads.stream(negotiations, negotiationOf(procurementId)),
        ]);
        const round = theCase(found.state).round + 1;
        const sealing = await reads.stream(sealings, sealingOf(procurementId, round));
        return (stage) => {
          const current = theCase(found.state);
          const { at } = stage;
          const talks = negotiation.state.rounds.at(-1);
          const isAfterNegotiation = current.status === 'negotiation';
          if (isAfterNegotiation) expectRemaining(supplierIds, talks);
          else if (current.status === 'qualification')
            select({ stage, selection, current }, { supplierIds, criteria, reasons, requestedBy });
          const qualified = isAfterNegotiation
            ? (talks?.remaining.length ?? 0)
            : qualifiedIn(selection.state).length;
          const earliest = earliestOf('bids', current, { rows, at });
          const invite = { supplierIds, qualified, bidsDeadline, questionsUntil, earliest, at };
          const answer = handleOnCase(stage, found, { type: 'invite', ...invite });
          expectKeys(sealing.state);
          // So that no other round of negotiation begins at the same moment.
          stage.guard(negotiation);
          return answer;
        };
      });
    },
  };
}

/** Those who have asked to take part, and not withdrawn that. */
export async function requestersOf(store: Store, procurementId: string): Promise<readonly string[]> {
  const found = await store
    .states<Exclude<RequestState, { status: 'none' }>>(participationRequests)
    .find(
      { 'state.procurementId': procurementId, 'state.status': 'requested' },
      { projection: { 'state.supplierId': 1 } },
    )
    .limit(requestsMax)
    .toArray();
  return found.map(({ state }) => state.supplierId);
}

/** Selects those who go on, by the least number that the procedure asks for. */
export function select(
  scene: {
    readonly stage: Stage;
    readonly selection: Stream<SelectionCommand, SelectionEvent, SelectionState>;
    readonly current: ProcurementCase;
  },
  selected: Selected & { readonly requestedBy: readonly string[] },
): void {
  const { stage, selection, current } = scene;
  const least = procedures[current.procedure].invitedMin;
  stage.handle(selection, { type: 'select', ...selected, least, at: stage.at });
}

/** Throws `negotiation_open`, `not_in_negotiation`. */
function expectRemaining(
  supplierIds: readonly string[],
  round: { readonly endedAt: string | null; readonly remaining: readonly string[] } | undefined,
): void {
  if (!round?.endedAt)
    throw new Rejection(
      'negotiation_open',
      'The round of negotiation goes on; end it before asking for bids.',
    );
  const stranger = supplierIds.find((one) => !round.remaining.includes(one));
  if (stranger !== undefined)
    throw new Rejection(
      'not_in_negotiation',
      `supplierIds: ${stranger} does not remain after the negotiation.`,
    );
}

type RequestCall = Pick<Call<Ops['qualifyRequest']>, 'actor' | 'params' | 'idempotency'>;

/** Does a command on the selection about one request. */
function onRequest(
  store: Store,
  call: RequestCall,
  command: (current: ProcurementCase, at: string) => SelectionCommand,
) {
  const { procurementId, supplierId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [found, request, selection] = await Promise.all([
      reads.stream(procurements, procurementId),
      reads.stream(participationRequests, requestIdOf(procurementId, supplierId)),
      reads.stream(selections, selectionOf(procurementId)),
    ]);
    return (stage: Stage) => {
      const current = theCase(found.state, ['qualification'], 'asked who is qualified');
      if (request.state.status !== 'requested') throw noRequest();
      stage.handle(selection, command(current, stage.at));
      return { body: shownRequest(request.state, selection.state), version: selection.version };
    };
  });
}
