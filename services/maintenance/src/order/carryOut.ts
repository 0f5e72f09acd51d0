import type { Doc, Reads, Stage, Stream } from '@tiltak/store';
import { osloDay } from '../osloTime.ts';
import { type Agreement, type AgreementUse, unused } from './agreement.ts';
import type { AnswerTimes } from './answerTimes.ts';
import { awaitsApproval } from './approval.ts';
import { nextClockAt } from './clocks/clocks.ts';
import { warnOfDeadlineAt } from './clocks/keepClocks.ts';
import type { OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { calledOffOreOf, type Order } from './order.ts';
import { orders } from './orders.ts';

/** The collection of the copies of framework agreements, by their id. */
export const agreementCopies = 'agreements';
/** The collection of what is called off from framework agreements, by their id. */
export const agreementUses = 'agreementUses';

/** An order, and the copy of its framework agreement, by which the next contractor is chosen. */
export type LoadedOrder = {
  readonly order: Stream<OrderCommand, OrderEvent, Order>;
  /** Undefined where there is no such order. */
  readonly agreement: Doc<Agreement> | undefined;
  /** Guarded by its version, so that no two orders can use the same krone of the ceiling, nor the same turn. */
  readonly use: Doc<AgreementUse> | undefined;
};

export async function loadOrder(reads: Reads, orderId: string): Promise<LoadedOrder> {
  const order = await reads.stream(orders, orderId);
  const { state } = order;
  if (state.status === 'none') return { order, agreement: undefined, use: undefined };
  const { frameworkAgreementId } = state.terms;
  const [agreement, use] = await Promise.all([
    reads.doc<Agreement>(agreementCopies, frameworkAgreementId),
    reads.doc<AgreementUse>(agreementUses, frameworkAgreementId),
  ]);
  return { order, agreement, use };
}

/** Timers by kind, and what they hold. */
export type CallOffDeadline = { readonly orderId: string; readonly callOffId: string };
export type ClockTimer = { readonly orderId: string };
export type OfferTimer = { readonly orderId: string; readonly tries: number };

/** How often, and after how long each time, an agreement is looked for whose copy has not come. */
export const offerTriesLimit = 30;
const offerRetryMs = 1000;

/**
 * Carries out a command on an order with what follows from it in the same transaction: an order that has its money, is
 * approved where it must be, and has nobody who is asked asks the next contractor, every open offer has a timer for its
 * deadline, and every placed order one for its clocks. A clock whose time is up is broken before anything else happens,
 * also where its timer is late.
 */
export function carryOut(
  stage: Stage,
  loaded: LoadedOrder,
  command: OrderCommand,
  times: AnswerTimes,
): readonly OrderEvent[] {
  const { order } = loaded;
  const calledOffOre = calledOffOreOf(order.state);
  const clockBefore = nextClockAt(order.state);
  stage.handle(order, { type: 'checkClocks', at: stage.at });
  const events = [...stage.handle(order, command)];
  if (events.length > 0 && order.state.status === 'funded' && !awaitsApproval(order.state)) {
    events.push(...stage.handle(order, nextOffer(stage, loaded, calledOffOre, times)));
    if (order.state.status === 'funded') scheduleOffer(stage, { orderId: order.id, tries: 1 });
  }
  if (events.some(({ type }) => type === 'OrderPlaced'))
    stage.handle(order, { type: 'startClocks', at: stage.at });
  follow(stage, loaded, events, calledOffOre);
  if (nextClockAt(order.state) !== clockBefore) wakeForClocks(stage, order);
  return events;
}

/** Tries to ask the next contractor of an order whose agreement's copy had not come. */
export function carryOutOffer(stage: Stage, loaded: LoadedOrder, times: AnswerTimes): void {
  const calledOffOre = calledOffOreOf(loaded.order.state);
  const events = stage.handle(loaded.order, nextOffer(stage, loaded, calledOffOre, times));
  follow(stage, loaded, events, calledOffOre);
}

/** Keeps the deadlines, and what the agreement's orders hold of it; `beforeOre` is what this one held. */
function follow(stage: Stage, loaded: LoadedOrder, events: readonly OrderEvent[], beforeOre: number): void {
  const { order, use } = loaded;
  for (const event of events) keepDeadline(stage, order.id, event);
  const changeOre = calledOffOreOf(order.state) - beforeOre;
  const offer = events.findLast(({ type }) => type === 'CallOffOffered');
  if (changeOre === 0 && !offer) return;
  // A fault: the work is done again in a batch in which the order was there when it was read.
  if (!use) throw new Error(`the use of the agreement of order ${order.id} was not read`);
  const { calledOffOre, lastAsked } = use.value ?? unused;
  const asked = offer?.type === 'CallOffOffered' ? offer.data.contractor.supplierId : lastAsked;
  stage.put(use, { calledOffOre: calledOffOre + changeOre, lastAsked: asked });
}

function nextOffer(
  stage: Stage,
  { agreement, use }: LoadedOrder,
  ownOre: number,
  times: AnswerTimes,
): OrderCommand {
  const { calledOffOre, lastAsked } = use?.value ?? unused;
  return {
    type: 'offerNext',
    agreement: agreement?.value ?? null,
    use: { calledOffOre: calledOffOre - ownOre, lastAsked },
    at: stage.at,
    today: osloDay(stage.at),
    times,
  };
}

/** Looks for the agreement again in a second. */
export function scheduleOffer(stage: Stage, payload: OfferTimer): void {
  const dueAt = new Date(Date.parse(stage.at) + offerRetryMs);
  stage.schedule({ id: `offer:${payload.orderId}`, kind: 'offer', dueAt, payload });
}

function keepDeadline(stage: Stage, orderId: string, event: OrderEvent): void {
  switch (event.type) {
    case 'CallOffOffered': {
      const { contractor } = event.data;
      const payload: CallOffDeadline = { orderId, callOffId: contractor.callOffId };
      // One timer for both, so that an offer costs no more for it.
      scheduleDeadline(stage, payload, warnOfDeadlineAt(event.data));
      return;
    }
    case 'CallOffAccepted':
    case 'CallOffAcceptedWithChanges':
    case 'CallOffDeclined':
    case 'CallOffExpired':
    case 'CallOffWithdrawn':
      stage.unschedule(timerIdOf(event.data.contractor.callOffId));
  }
}

/** Has it told that the answer is about to be late, and once more that it is. */
export function scheduleDeadline(stage: Stage, payload: CallOffDeadline, dueAt: Date): void {
  stage.schedule({ id: timerIdOf(payload.callOffId), kind: 'callOffDeadline', dueAt, payload });
}

/** Has the clocks looked at when there is something to tell of them. */
export function wakeForClocks(stage: Stage, order: LoadedOrder['order']): void {
  const next = nextClockAt(order.state);
  const id = `clocks:${order.id}`;
  const payload: ClockTimer = { orderId: order.id };
  if (next === undefined) stage.unschedule(id);
  else stage.schedule({ id, kind: 'clocks', dueAt: new Date(next), payload });
}

const timerIdOf = (callOffId: string): string => `callOffDeadline:${callOffId}`;
