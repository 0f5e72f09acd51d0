import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { fold, Rejection } from '@tiltak/decider';
import { type Person, people } from '@tiltak/service';
import { historyOf, pageBy, pageOf, type StateDocument, type Store } from '@tiltak/store';
import type { CallOff } from '../order/callOff.ts';
import { changesOf } from '../order/change/change.ts';
import { competitorsOf } from '../order/competition.ts';
import { describe, type OrderEvent, urgencyOf } from '../order/events.ts';
import { invoicedOreOf, type KnownOrder, type Order, paidOreOf, retainedOreOf } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { invoiceAnswer, siteWorkAnswer } from './assignments.ts';
import { clocksAnswer } from './clocks.ts';
import { missingDocumentation } from './documentation.ts';
import { historyLines } from './history.ts';
import { type OrderQuery, orderFilter } from './orderFilter.ts';

type Ops = typeof maintenanceOperations;
type OrderAnswer = OperationAnswer<Ops['getOrder']>;
type OrderPage = OperationAnswer<Ops['listOrders']>;

/**
 * An order with its call-offs, receipts, amounts and history, and its version; with `until` as it was at that instant.
 * Throws `not_found`.
 */
export async function orderAnswer(
  store: Store,
  orderId: string,
  until?: string,
): Promise<{ readonly body: OrderAnswer; readonly version: number }> {
  const found = await (until === undefined
    ? store.states<Order>(orders).findOne({ _id: orderId })
    : orderAsOf(store, orderId, until));
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

/** The order folded anew from its journal, as far as that went at an instant. */
async function orderAsOf(store: Store, orderId: string, until: string) {
  const rows = await historyOf<OrderEvent>(store, orderId, until);
  const own = rows.filter(({ kind }) => kind === orders.kind) as readonly OrderEvent[];
  return { state: fold(orders, own), version: own.length };
}

/** A page of the orders that fit the query, in its order. Throws `bad_cursor`. */
export async function orderPage(
  store: Store,
  query: OrderQuery & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<OrderPage> {
  const { cursor, limit } = query;
  const { filter, by } = await orderFilter(store, query);
  const found = store.states<KnownOrder>(orders);
  const { items, next } = await (by
    ? pageBy<StateDocument<KnownOrder>>(found, { filter, by, cursor, limit })
    : pageOf<StateDocument<KnownOrder>>(found, { filter, order: 'newest', cursor, limit }));
  return { items: items.map(({ state }) => orderLine(state)), next };
}

/** An order as it stands in lists. */
export const orderLine = (order: KnownOrder): OrderPage['items'][number] => ({
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
    title: describe(terms).split('\n')[0] ?? '',
    buildingNames: terms.places.map(({ name }) => name),
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
