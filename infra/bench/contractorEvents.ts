import type { PublishedEvent } from '@tiltak/contracts';
import { topicOf } from '@tiltak/contracts';
import { connectBroker, ensureTopics, openProducer, toMessage } from '@tiltak/messaging';

/** Messages of one send. */
const sendSize = 1_000;

/** What is sent, and to whom. */
export type Addressee = { readonly run: string; readonly organisationNumber: string };

export const eventIdOf = (run: string, order: number, sequence: number): string =>
  `${run}.${order}.${sequence}`;

/**
 * An event of an order as maintenance publishes it, of a usual size (about 600 bytes on the way to the contractor):
 * its place in the order is its sequence.
 */
export function orderEvent(
  { run, organisationNumber }: Addressee,
  order: number,
  sequence: number,
): PublishedEvent {
  const orderId = `${run}.${order}`;
  return {
    specversion: '1.0',
    id: eventIdOf(run, order, sequence),
    type: 'no.tiltak.maintenance.order.placed.v1',
    source: '/tiltak/maintenance',
    subject: orderId,
    time: new Date().toISOString(),
    sequence: String(sequence),
    datacontenttype: 'application/json',
    traceparent: `00-${String(order).padStart(32, '1')}-${String(sequence).padStart(16, '1')}-01`,
    data: {
      sequence,
      previousId: sequence === 1 ? null : eventIdOf(run, order, sequence - 1),
      orderId,
      callOffId: `${orderId}.calloff`,
      supplierId: 'supplier',
      organisationNumber,
      amountOre: 12_500_000,
      dueOn: '2030-05-01',
      proposedStart: null,
      filling: 'x'.repeat(60),
    },
  };
}

/** Writes on maintenance's topic of a namespace, as its relay would: with the same client and settings. */
export async function openMaintenanceTopic(kafkaBrokers: string, namespace: string) {
  const kafka = connectBroker({ brokers: kafkaBrokers.split(','), clientId: 'bench' });
  const topic = topicOf('maintenance', namespace);
  await ensureTopics(kafka, [topic]);
  const producer = openProducer(kafka);
  await producer.connect();
  const send = (events: readonly PublishedEvent[]) =>
    producer.send({ topic, acks: -1, messages: events.map(toMessage) });
  return {
    send,
    /** All of them, as fast as it goes. */
    async sendAll(events: Iterable<PublishedEvent>): Promise<void> {
      const chunk: PublishedEvent[] = [];
      for (const event of events) {
        chunk.push(event);
        if (chunk.length === sendSize) await send(chunk.splice(0));
      }
      if (chunk.length > 0) await send(chunk);
    },
    close: () => producer.disconnect(),
  };
}
