import type { Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import type { OpenDelivery } from '../delivery/delivery.ts';
import { type Contractor, hasEnabledEndpoint, noContractor } from '../endpoint/contractor.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { openFallback } from '../mail/fallback.ts';

/** Deliveries that are parked or resumed in one transaction. */
const chunkSize = 200;

/**
 * Brings the deliveries of an endpoint in line with whether it is enabled: what is open is parked, or what is parked
 * resumed, in order. What is parked for a contractor that has no other endpoint goes by e-mail too. May be repeated
 * and broken off at any point. Says which queues were resumed.
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
        const [owner, contractor, parked] = await Promise.all([
          reads.stream(endpoints, endpointId),
          reads.doc<Contractor>('contractors', endpoint.state.organisationNumber),
          Promise.all(
            rows.map(async ({ _id, state: { eventId } }) => ({
              delivery: await reads.stream(deliveries, _id),
              fallback: enabled ? undefined : await openFallback(reads, eventId),
            })),
          ),
        ]);
        return (stage) => {
          // It was switched again meanwhile: then what was found is not what is to be done.
          if ((owner?.state.status === 'enabled') !== enabled) return false;
          const isUnreachable = !hasEnabledEndpoint(contractor.value ?? noContractor);
          for (const { delivery, fallback } of parked) {
            stage.handle(delivery, { type: enabled ? 'resume' : 'park' });
            if (isUnreachable) fallback?.queue(stage, delivery.state, 'no_endpoint');
          }
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
