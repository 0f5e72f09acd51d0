import type { EventOf } from '@tiltak/contracts';
import type { notificationsEvents } from '@tiltak/contracts/notifications';
import type { Work } from '@tiltak/store';
import { orders } from '../order/orders.ts';
import type { Receipt } from '../order/receipt.ts';

type Event = Extract<
  EventOf<typeof notificationsEvents>,
  { type: `no.tiltak.notifications.delivery.${string}` }
>;

/** What became of an event on its way to the contractor's system is a fact of the order that it told of. */
export const onDelivery =
  (status: Receipt['status']) =>
  ({ data }: Event): Work<void> =>
  async (reads) => {
    const order = data.orderId === null ? undefined : await reads.stream(orders, data.orderId);
    return (stage) => {
      if (!order) return;
      const { deliveryId, channel, eventId, eventType, callOffId, attempt, at, statusCode } = data;
      stage.handle(order, {
        type: 'recordReceipt',
        receipt: { deliveryId, channel, eventId, eventType, callOffId, status, attempt, at, statusCode },
      });
    };
  };
