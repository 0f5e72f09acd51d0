import type { Collection, Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import { isSubscribed } from '../endpoint/contractor.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { type Message, threadOf } from '../feed/message.ts';

/** Entries of the feed that one transaction of a replay goes over. */
const chunkSize = 200;

/**
 * Does what replays were asked for and are not done yet: a new delivery of each entry of the feed that the endpoint
 * subscribes to. Each chunk is one transaction with the note of how far it has come, so that a crash leads to no
 * delivery twice and to none forgotten.
 */
export async function runReplays(store: Store, signal: AbortSignal): Promise<void> {
  const wanted = await store
    .states<ExistingEndpoint>(endpoints)
    .find({ 'state.replay.until': { $gt: 0 } } as object)
    .toArray();
  for (const { _id, state } of wanted) {
    let range = state.replay;
    while (range !== null && !signal.aborted) range = await replayChunk(store, _id, state, range);
  }
}

async function replayChunk(
  store: Store,
  endpointId: string,
  { organisationNumber }: ExistingEndpoint,
  { after, until }: { readonly after: number; readonly until: number },
) {
  const messages = await messagesOf(store)
    .find({
      'value.organisationNumber': organisationNumber,
      'value.position': { $gt: after, $lte: Math.min(until, after + chunkSize) },
    } as object)
    .sort({ 'value.position': 1 })
    .toArray();
  const to = Math.min(until, after + chunkSize);
  return await store.transact(
    async (reads) => {
      const [owner, ...streams] = await Promise.all([
        reads.stream(endpoints, endpointId),
        ...messages.map(() => reads.stream(deliveries, store.newId(), 'new')),
      ]);
      return (stage) => {
        if (owner === undefined || owner.state.status === 'none') return null;
        if (stage.handle(owner, { type: 'advanceReplay', from: after, to }).length === 0)
          return owner.state.replay;
        for (const [index, { _id: eventId, value }] of messages.entries()) {
          const stream = streams[index];
          if (!stream || !isSubscribed(owner.state, value)) continue;
          const { traceparent } = value;
          stage.handle(stream, {
            type: 'queue',
            facts: {
              ...{ endpointId, organisationNumber, eventId, eventType: value.type },
              ...threadOf(value),
            },
            traceparent,
            parked: owner.state.status === 'disabled',
          });
        }
        return owner.state.replay;
      };
    },
    { actor: 'engine' },
  );
}

const messagesOf = (store: Store) =>
  store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;
