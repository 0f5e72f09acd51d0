import type { Doc, Reads, Stage, Stream } from '@tiltak/store';
import { osloDay } from '../osloTime.ts';
import type { Agreement } from './agreement.ts';
import type { OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import type { AnswerTimes } from './offering.ts';
import type { Order } from './order.ts';
import { orders } from './orders.ts';

/** The collection of the copies of framework agreements, by their id. */
export const agreementCopies = 'agreements';

/** An order, and the copy of its framework agreement, by which the next contractor is chosen. */
export type LoadedOrder = {
  readonly order: Stream<OrderCommand, OrderEvent, Order>;
  /** Undefined where there is no such order. */
  readonly agreement: Doc<Agreement> | undefined;
};

export async function loadOrder(reads: Reads, orderId: string): Promise<LoadedOrder> {
  const order = await reads.stream(orders, orderId);
  const { state } = order;
  const agreement =
    state.status === 'none'
      ? undefined
      : await reads.doc<Agreement>(agreementCopies, state.terms.frameworkAgreementId);
  return { order, agreement };
}

/** Timers by kind, and what they hold. */
export type CallOffDeadline = { readonly orderId: string; readonly callOffId: string };
export type OfferTimer = { readonly orderId: string; readonly tries: number };

/** How often, and after how long each time, an agreement is looked for whose copy has not come. */
export const offerTriesLimit = 30;
const offerRetryMs = 1000;

/**
 * Carries out a command on an order with what follows from it in the same transaction: an order that has its money and
 * nobody who is asked asks the next contractor, and every open offer has a timer for its deadline.
 */
export function carryOut(
  stage: Stage,
  { order, agreement }: LoadedOrder,
  command: OrderCommand,
  times: AnswerTimes,
): void {
  const events = [...stage.handle(order, command)];
  if (events.length > 0 && order.state.status === 'funded') {
    events.push(...stage.handle(order, nextOffer(stage, agreement, times)));
    if (order.state.status === 'funded') scheduleOffer(stage, { orderId: order.id, tries: 1 });
  }
  for (const event of events) keepDeadline(stage, order.id, event);
}

/** Tries to ask the next contractor of an order whose agreement's copy had not come. */
export function carryOutOffer(stage: Stage, { order, agreement }: LoadedOrder, times: AnswerTimes): void {
  for (const event of stage.handle(order, nextOffer(stage, agreement, times)))
    keepDeadline(stage, order.id, event);
}

function nextOffer(stage: Stage, agreement: LoadedOrder['agreement'], times: AnswerTimes): OrderCommand {
  return {
    type: 'offerNext',
    agreement: agreement?.value ?? null,
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
      const { contractor, respondBy } = event.data;
      const payload: CallOffDeadline = { orderId, callOffId: contractor.callOffId };
      stage.schedule({
        id: timerIdOf(contractor.callOffId),
        kind: 'callOffDeadline',
        dueAt: new Date(respondBy),
        payload,
      });
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

const timerIdOf = (callOffId: string): string => `callOffDeadline:${callOffId}`;
