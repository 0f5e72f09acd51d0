/** What became of one event on its way to the contractor's system. */
export type Receipt = {
  readonly deliveryId: string;
  /** Undefined in what was recorded before there was e-mail: to an endpoint. */
  readonly channel?: 'webhook' | 'email';
  readonly eventId: string;
  readonly eventType: string;
  readonly callOffId: string | null;
  readonly status: 'delivered' | 'failed' | 'exhausted' | 'superseded';
  readonly attempt: number;
  readonly at: string;
  /** The HTTP status that was answered, or the mail server's reply code; null where there was no answer. */
  readonly statusCode: number | null;
};

/** Deliveries whose latest receipt an order keeps at hand; the journal has them all. */
export const receiptLimit = 100;

/** The latest attempt's receipt of each delivery, whenever it comes, in the order in which they were first heard of. */
export function withReceipt(receipts: readonly Receipt[], receipt: Receipt): readonly Receipt[] {
  const at = receipts.findIndex(({ deliveryId }) => deliveryId === receipt.deliveryId);
  if ((receipts[at]?.attempt ?? 0) > receipt.attempt) return receipts;
  return at === -1 ? [...receipts, receipt].slice(-receiptLimit) : receipts.with(at, receipt);
}
