import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import { pageOf, type StateDocument, type Store } from '@tiltak/store';
import { type Person, people } from '../command.ts';
import type { CallOff } from '../order/callOff.ts';
import { changesOf } from '../order/change/change.ts';
import { competitorsOf } from '../order/competition.ts';
import { urgencyOf } from '../order/events.ts';
import { invoicedOreOf, type KnownOrder, type Order, paidOreOf, retainedOreOf } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { invoiceAnswer, siteWorkAnswer } from './assignments.ts';
import { clocksAnswer } from './clocks.ts';
import { missingDocumentation } from './documentation.ts';
import { historyLines } from './history.ts';

type Ops = typeof maintenanceOperations;
type OrderAnswer = OperationAnswer<Ops['getOrder']>;
type OrderPage = OperationAnswer<Ops['listOrders']>;

/** An order with its call-offs, receipts, amounts and history, and its version. Throws `not_found`. */
export async function orderAnswer(
  store: Store,
  orderId: string,
): Promise<{ readonly body: OrderAnswer; readonly version: number }> {
  const found = await store.states<Order>(orders).findOne({ _id: orderId });
  if (!found || found.state.status === 'none') throw new Rejection('not_found', 'There is no such order.');
  const { state, version } = found;
  const body = {
    ...factsAnswer(state),
    callOffs: state.callOffs.map((callOff) => callOffAnswer(state, callOff)),
    competition: competitionAnswer(state),
    changes: changesAnswer(state),
    deliveries: state.receipts.map((receipt) => ({ ...receipt, channel: receipt.channel ?? 'webhook' })),
    invoices: state.invoices.map(invoiceAnswer),
    approval: await approvalAnswer(store, state),
    siteWork: siteWorkAnswer(state),
    missingDocumentation: await missingDocumentation(store, state),
    history: await historyLines(store, orderId, version),
  };
  return { body, version };
}

/** A page of the orders, newest first. Throws `bad_cursor`. */
export async function orderPage(
  store: Store,
  query: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly status?: string | undefined;
    readonly awaitingApproval?: 'true' | undefined;
    readonly measureId?: string | undefined;
  },
): Promise<OrderPage> {
  const { status, awaitingApproval, measureId, cursor, limit } = query;
  const filter = {
    ...(awaitingApproval && {
      // By the index on the status: but for these, hardly an order is found in either.
      'state.status': { $in: ['submitted', 'funded'] },
      'state.approval.status': 'awaited',
    }),
    ...(status !== undefined && { 'state.status': status }),
    ...(measureId !== undefined && { 'state.terms.measureId': measureId }),
  };
  const { items, next } = await pageOf<StateDocument<KnownOrder>>(store.states<KnownOrder>(orders), {
    filter,
    order: 'newest',
    cursor,
    limit,
  });
  return { items: items.map(({ state }) => orderLine(state)), next };
}

const orderLine = (order: KnownOrder): OrderPage['items'][number] => ({
  ...factsAnswer(order),
  contractorName: 'contractor' in order ? (order.contractor?.supplierName ?? null) : null,
  submittedAt: order.submittedAt,
});

function factsAnswer(order: KnownOrder) {
  const { orderId, status, terms, work } = order;
  const { jobs, measureId, frameworkAgreementId, amountOre, dueOn, description } = terms;
  const { plannedPersonHours, urgent, constructionWork = false } = terms;
  const invoicedOre = invoicedOreOf(order);
  return {
    orderId,
    status,
    jobIds: jobs.map(({ jobId }) => jobId),
    measureId,
    frameworkAgreementId,
    amountOre,
    dueOn,
    description,
    plannedPersonHours,
    urgent,
    respondWithinSeconds: terms.respondWithinSeconds ?? null,
    constructionWork,
    documentationRequired: [...(terms.documentationRequired ?? [])],
    documentationBlocksSettlement: terms.documentationBlocksSettlement ?? false,
    urgency: urgencyOf(terms),
    clocks: clocksAnswer(order),
    heldReason: order.status === 'held' ? order.reason : null,
    availableOre: order.status === 'held' ? order.availableOre : null,
    amounts: {
      orderedOre: amountOre,
      invoicedOre,
      paidOre: paidOreOf(order),
      retainedOre: retainedOreOf(order),
    },
    work,
  };
}

async function approvalAnswer(store: Store, { approval }: KnownOrder): Promise<OrderAnswer['approval']> {
  const { requiredAboveOre, status, by, at } = approval;
  if (by === null) return { requiredAboveOre, status, by, at };
  const names = await store.documents<Person>(people, [by]);
  return { requiredAboveOre, status, by: names.get(by)?.name ?? by, at };
}

/** An order's changes, the first that was proposed first. */
export const changesAnswer = (order: KnownOrder): OrderAnswer['changes'] =>
  changesOf(order).map(({ by: _, ...change }) => change);

/** A mini-competition: how many have answered, and once it is decided, all prices and why the winner won. */
function competitionAnswer(order: KnownOrder): OrderAnswer['competition'] {
  if (!order.competition) return null;
  const { status, respondBy, because, ranking } = order.competition;
  const competitors = competitorsOf(order);
  const answered = competitors.filter((callOff) => 'answeredAt' in callOff && callOff.answeredAt !== null);
  return {
    status,
    respondBy,
    asked: competitors.length,
    answered: answered.length,
    because,
    ranking: [...ranking],
  };
}

/**
 * A call-off as the municipality sees it. What a firm gave in a mini-competition, its words included, is shown when
 * the prices are opened, and never where it was cancelled.
 */
export function callOffAnswer(order: KnownOrder, callOff: CallOff): OrderAnswer['callOffs'][number] {
  const isOpened = order.competition?.status === 'decided';
  const priceOre = isOpened ? (callOff.priceOre ?? null) : null;
  const shown = ownCallOff(callOff);
  return callOff.status === 'priced'
    ? { ...shown, priceOre, reason: null, proposedStart: null }
    : { ...shown, priceOre };
}

/** A call-off as the firm that was asked sees it. */
export function ownCallOff(callOff: CallOff): OrderAnswer['callOffs'][number] {
  const { callOffId, attempt, supplierId, organisationNumber, supplierName, status } = callOff;
  const { chosenBecause, ceilingLeftOre, offeredAt, respondBy } = callOff;
  return {
    callOffId,
    attempt,
    supplierId,
    organisationNumber,
    supplierName,
    status,
    chosenBecause,
    ceilingLeftOre,
    offeredAt,
    respondBy,
    answeredAt: 'answeredAt' in callOff ? callOff.answeredAt : null,
    reason: 'reason' in callOff ? callOff.reason : null,
    proposedStart: 'proposedStart' in callOff ? callOff.proposedStart : null,
    priceOre: callOff.priceOre ?? null,
  };
}
