import type { EventOf } from '@tiltak/contracts';
import type { notificationsEvents } from '@tiltak/contracts/notifications';
import type { Work } from '@tiltak/store';
import { orders } from '../order/orders.ts';
import type { Receipt } from '../order/receipt.ts';

type Published = EventOf<typeof notificationsEvents>;
type One = Extract<Published, { type: `no.tiltak.notifications.delivery.${string}` }>;
type Many = Extract<Published, { type: `no.tiltak.notifications.deliveries.${string}` }>;
/** Null for a test event, which is no order's. */
type Told = Required<Omit<Receipt, 'status'>> & { readonly orderId: string | null };

/** What became of an event on its way to the contractor's system is a fact of the order that it told of. */
const note =
  (status: Receipt['status'], receipts: readonly Told[]): Work<void> =>
  async (reads) => {
    const found = await Promise.all(
      receipts.map(async ({ orderId, ...receipt }) => ({
        receipt,
        order: orderId === null ? undefined : await reads.stream(orders, orderId),
      })),
    );
    return (stage) => {
      for (const { receipt, order } of found) {
        if (!order) continue;
        const { deliveryId, channel, eventId, eventType, callOffId, attempt, at, statusCode } = receipt;
        stage.handle(order, {
          type: 'recordReceipt',
          receipt: { deliveryId, channel, eventId, eventType, callOffId, status, attempt, at, statusCode },
        });
      }
    };
  };

export const onDelivery =
  (status: Receipt['status']) =>
  ({ data }: One): Work<void> =>
    note(status, [data]);

/** The same of many that arrived at one endpoint. */
export const onDeliveries = ({ data: { channel, receipts } }: Many): Work<void> =>
  note(
    'delivered',
    receipts.map((receipt) => ({ ...receipt, channel })),
  );
