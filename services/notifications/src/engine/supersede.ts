import type { Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import { receipts, receiptsOf } from '../delivery/receipts.ts';
import type { Supersession } from './load.ts';

/**
 * Notes, in one transaction, what of a queue is superseded: on each delivery by which event, on the last one what it
 * takes the place of, and for others as receipts. What has changed meanwhile stays as it is.
 */
export async function supersede(store: Store, superseded: readonly Supersession[]): Promise<void> {
  const endpointId = superseded[0]?.delivery.state.endpointId ?? '';
  const lastOnes = new Map(superseded.map(({ by }) => [by._id, by]));
  await store.transact(
    async (reads) => {
      const [streams, successors, told] = await Promise.all([
        Promise.all(superseded.map(({ delivery }) => reads.stream(deliveries, delivery._id, delivery))),
        Promise.all([...lastOnes.values()].map((by) => reads.stream(deliveries, by._id, by))),
        reads.stream(receipts, receiptsOf(endpointId)),
      ]);
      return (stage) => {
        const ended = superseded.flatMap(({ by }, index) => {
          const stream = streams[index];
          if (!stream) return [];
          const events = stage.handle(stream, { type: 'supersede', by: by.state.eventId, at: stage.at });
          return events.flatMap((event) =>
            event.type === 'DeliverySuperseded' ? [{ deliveryId: stream.id, event }] : [],
          );
        });
        for (const successor of successors) {
          const eventIds = ended
            .filter(({ event }) => event.data.by === lastOnes.get(successor.id)?.state.eventId)
            .map(({ event }) => event.data.eventId);
          if (eventIds.length > 0) stage.handle(successor, { type: 'noteSuperseding', eventIds });
        }
        stage.handle(told, { type: 'record', ended });
      };
    },
    { actor: 'engine' },
  );
}
