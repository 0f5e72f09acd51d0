import type { Aggregate } from '@tiltak/store';
import { decide, type OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Order } from './order.ts';

/** Orders, with their call-offs, execution and settlement in one stream: one sequence of events runs through it all. */
export const orders: Aggregate<OrderCommand, OrderEvent, Order> = {
  kind: 'orders',
  indexes: [
    // With the status in them, for the columns of the board; without a status all of them are asked for.
    { 'state.status': 1, _id: -1 },
    { 'state.terms.measureId': 1, 'state.status': 1, _id: -1 },
    { 'state.terms.places.buildingId': 1, 'state.status': 1, _id: -1 },
    { 'state.callOffs.organisationNumber': 1, 'state.status': 1, _id: -1 },
    { 'state.status': 1, 'state.terms.dueOn': 1, _id: 1 },
    // These never change, and so cost nothing when an order goes on.
    { 'state.terms.frameworkAgreementId': 1, _id: -1 },
    { 'state.terms.amountOre': -1, _id: -1 },
    { 'state.terms.jobs.jobId': 1 },
    { keys: { 'state.terms.urgent': 1, _id: -1 }, only: { 'state.terms.urgent': true } },
    { keys: { 'state.approval.status': 1, _id: -1 }, only: { 'state.approval.status': 'awaited' } },
    // Of the orders only: their jobs have an index of words already.
    { 'state.terms.description': 'text' },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
