import type { Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import type { OpenDelivery } from '../delivery/delivery.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';

/** Deliveries that are parked or resumed in one transaction. */
const chunkSize = 200;

/**
 * Brings the deliveries of an endpoint in line with whether it is enabled: what is open is parked, or what is parked
 * resumed, in order. May be repeated and broken off at any point. Says which queues were resumed.
 */
export async function settleEndpoint(
  store: Store,
  endpointId: string,
  signal: AbortSignal,
  onResumed: (queue: string) => void,
): Promise<void> {
  for (let full = true; full && !signal.aborted; ) {
    const endpoint = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId });
    if (!endpoint) return;
    const enabled = endpoint.state.status === 'enabled';
    const rows = await store
      .states<OpenDelivery>(deliveries)
      .find({
        'state.queue': queuesOf(endpointId),
        'state.status': enabled ? 'parked' : { $in: ['pending', 'failed'] },
      } as object)
      .sort({ 'state.queue': 1, 'state.sequence': 1 })
      .limit(chunkSize)
      .toArray();
    full = rows.length === chunkSize;
    if (rows.length === 0) return;
    const moved = await store.transact(
      async (reads) => {
        const [owner, ...streams] = await Promise.all([
          reads.stream(endpoints, endpointId),
          ...rows.map((row) => reads.stream(deliveries, row._id)),
        ]);
        return (stage) => {
          // It was switched again meanwhile: then what was found is not what is to be done.
          if ((owner?.state.status === 'enabled') !== enabled) return false;
          for (const stream of streams) stage.handle(stream, { type: enabled ? 'resume' : 'park' });
          return true;
        };
      },
      { actor: 'engine' },
    );
    if (moved && enabled) for (const row of rows) onResumed(row.state.queue);
  }
}

/** The range of the queues' names that belong to an endpoint. */
const queuesOf = (endpointId: string) => ({ $gte: `${endpointId}/`, $lt: `${endpointId}0` });
