import type { negotiation, negotiationMeeting, procurementOperations } from '@tiltak/contracts/procurement';
import type { Call, Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { pageOf, type Stage, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { type BidState, bids } from '../bid/bid.ts';
import { selectionOf, selections } from '../participation/selection.ts';
import { requestersOf, select } from '../participation/selectionRoutes.ts';
import { caseFor } from '../procurement/caseRead.ts';
import { procedures } from '../procurement/procedure/procedures.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import {
  type NegotiationCommand,
  type NegotiationEvent,
  type NegotiationState,
  negotiationOf,
  negotiations,
} from './negotiation.ts';

type Ops = typeof procurementOperations;
type Names =
  | 'startNegotiation'
  | 'recordNegotiationMeeting'
  | 'endNegotiation'
  | 'getNegotiation'
  | 'listNegotiationMeetings';

/** The most bids of a round that are looked through. */
const bidsMax = 1000;

/** The operations on rounds of negotiation or dialogue. */
export function negotiationRoutes(store: Store): Pick<Handlers<Ops>, Names> {
  return {
    startNegotiation: (call) => start(store, call),
    async recordNegotiationMeeting(call) {
      const meetingId = store.newId();
      const meeting = { meetingId, ...call.body };
      const { state } = await onNegotiation(store, call, (at) => ({ type: 'recordMeeting', ...meeting, at }));
      return { body: { ...meeting, round: state.rounds.length } };
    },
    async endNegotiation(call) {
      const ended = await onNegotiation(store, call, (at) => ({ type: 'end', ...call.body, at }));
      return { body: shown(call.params.procurementId, ended.state), version: ended.version };
    },
    async getNegotiation({ actor, params: { procurementId } }) {
      const [found] = await Promise.all([
        store.states<NegotiationState>(negotiations).findOne({ _id: negotiationOf(procurementId) }),
        caseFor(store, actor, procurementId),
      ]);
      const state = found?.state ?? negotiations.initial;
      return { body: shown(procurementId, state), version: found?.version ?? 0 };
    },
    async listNegotiationMeetings({ actor, params: { procurementId }, query: { cursor, limit } }) {
      const { reader } = await caseFor(store, actor, procurementId);
      const own = !reader.isStaff && { 'data.supplierId': reader.supplierId ?? '' };
      const filter = { stream: negotiationOf(procurementId), type: 'NegotiationMeetingRecorded', ...own };
      const page = await pageOf(store.journal, { filter, order: 'oldest', cursor, limit });
      const items = page.items.map(({ data }) => {
        const { number, at: _, ...meeting } = data as Recorded;
        // Whose solution was spoken of is for the municipality to know.
        const disclosed = reader.isStaff ? [...meeting.disclosed] : [];
        return { ...meeting, disclosed, round: number } satisfies z.output<typeof negotiationMeeting>;
      });
      return { body: { items, next: page.next } };
    },
  };
}

type Recorded = Extract<NegotiationEvent, { type: 'NegotiationMeetingRecorded' }>['data'];

async function start(store: Store, call: Call<Ops['startNegotiation']>) {
  const { procurementId } = call.params;
  const { supplierIds, about, criteria, reasons } = call.body;
  const [requestedBy, bidders] = await Promise.all([
    requestersOf(store, procurementId),
    biddersOf(store, procurementId),
  ]);
  return await runCommand(store, call, async (reads) => {
    const [found, selection, talks] = await Promise.all([
      reads.stream(procurements, procurementId),
      reads.stream(selections, selectionOf(procurementId)),
      reads.stream(negotiations, negotiationOf(procurementId)),
    ]);
    return (stage: Stage) => {
      const current = theCase(found.state);
      const { at } = stage;
      const isContinued = current.status === 'negotiation';
      // A dialogue comes before there are bids: with those who are selected now.
      const isFirst = current.round === 0 && !isContinued;
      // So that bids are not asked for at the same moment.
      if (isContinued) stage.guard(found);
      else stage.handle(found, { type: 'advance', to: 'negotiation', at });
      if (isFirst) select({ stage, selection, current }, { supplierIds, criteria, reasons, requestedBy });
      const eligible = isContinued
        ? (talks.state.rounds.at(-1)?.remaining ?? [])
        : isFirst
          ? supplierIds
          : bidders;
      stage.handle(talks, { type: 'start', participants: supplierIds, eligible, reasons, about, at });
      return { body: shown(procurementId, talks.state), version: talks.version };
    };
  });
}

/** Whose bids of the round are opened, and not rejected: from the opening on these stay. */
async function biddersOf(store: Store, procurementId: string): Promise<readonly string[]> {
  const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
  const state = found?.state ?? procurements.initial;
  if (state.status === 'none' || procedures[state.procedure].negotiation === 'forbidden') return [];
  const rows = await store
    .states<Exclude<BidState, { status: 'none' }>>(bids)
    .find(
      {
        'state.procurementId': procurementId,
        'state.round': state.round,
        'state.status': { $nin: ['withdrawn', 'rejected'] },
      },
      { projection: { 'state.supplierId': 1 } },
    )
    .limit(bidsMax)
    .toArray();
  return rows.map((row) => row.state.supplierId);
}

type NegotiationCall = Pick<Call<Ops['endNegotiation']>, 'actor' | 'params' | 'idempotency'>;

function onNegotiation(store: Store, call: NegotiationCall, command: (at: string) => NegotiationCommand) {
  const { procurementId } = call.params;
  return runCommand(store, call, async (reads) => {
    const [found, talks] = await Promise.all([
      reads.stream(procurements, procurementId),
      reads.stream(negotiations, negotiationOf(procurementId)),
    ]);
    return (stage: Stage) => {
      theCase(found.state, ['negotiation'], 'negotiated');
      stage.guard(found);
      stage.handle(talks, command(stage.at));
      return { state: talks.state, version: talks.version };
    };
  });
}

const shown = (procurementId: string, { rounds }: NegotiationState): z.output<typeof negotiation> => ({
  procurementId,
  rounds: structuredClone(rounds) as z.output<typeof negotiation>['rounds'],
});
