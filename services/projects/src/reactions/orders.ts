import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { react } from '@tiltak/messaging';
import { adjust } from './adjust.ts';
import { charge } from './charge.ts';
import { reserve } from './reserve.ts';

/** What the ledger does as an order goes its way. A held order keeps its money until it is submitted again or cancelled. */
export const orderReactions = react(maintenanceEvents, {
  'no.tiltak.maintenance.order.submitted.v1': ({ data: { orderId, ...asked } }) =>
    reserve({ ...asked, allocationId: orderId }),
  'no.tiltak.maintenance.order.placed.v1': ({ data }) =>
    charge(data.orderId, { type: 'commit', amountOre: data.amountOre }),
  'no.tiltak.maintenance.change.requested.v1': ({ data: { orderId, ...change } }) =>
    adjust({ ...change, allocationId: orderId }),
  // What a change adds was committed when it asked; what it takes away is told by the change itself.
  'no.tiltak.maintenance.order.changed.v1': ({ data: { orderId, changeId, addedOre } }) =>
    changeId !== null && addedOre < 0
      ? adjust({ allocationId: orderId, changeId, addedOre })
      : async () => () => {},
  'no.tiltak.maintenance.order.invoiced.v1': ({ data }) =>
    charge(data.orderId, { type: 'invoice', amountOre: data.amountOre }),
  'no.tiltak.maintenance.invoice.rejected.v1': ({ data }) =>
    charge(data.orderId, { type: 'credit', amountOre: data.amountOre }),
  'no.tiltak.maintenance.invoice.paid.v1': ({ data }) =>
    charge(data.orderId, { type: 'pay', amountOre: data.amountOre }),
  'no.tiltak.maintenance.retention.paid.v1': ({ data }) =>
    charge(data.orderId, { type: 'pay', amountOre: data.amountOre }),
  'no.tiltak.maintenance.retention.kept.v1': ({ data }) =>
    charge(data.orderId, { type: 'credit', amountOre: data.amountOre }),
  'no.tiltak.maintenance.order.settled.v1': ({ data }) =>
    charge(data.orderId, { type: 'settle', paidOre: data.paidOre }),
  'no.tiltak.maintenance.order.cancelled.v1': ({ data }) => charge(data.orderId, { type: 'cancel' }),
  'no.tiltak.maintenance.work.done.v1': ({ data }) =>
    charge(data.orderId, {
      type: 'reportWork',
      personHours: data.personHours,
      apprenticeHours: data.apprenticeHours,
    }),
});
