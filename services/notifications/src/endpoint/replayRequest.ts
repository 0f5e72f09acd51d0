import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import type { Collection, Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import { type Message, threadOf } from '../feed/message.ts';
import { type Condition, passes } from '../filter/filter.ts';
import { mustSee, notThere, sightOf } from '../views/visibility.ts';
import { type ExistingEndpoint, endpoints } from './endpoint.ts';

type Replays = Handlers<Pick<typeof notificationsOperations, 'replayDeliveries'>>['replayDeliveries'];
type Call = Parameters<Replays>[0];

/** The handler of `replayDeliveries`. The answer says how many deliveries there will be. */
export function replaysOf(store: Store): Replays {
  const replaySince = replaysSince(store);
  return async (call) => {
    const { since, eventId } = call.body;
    if (eventId !== undefined) return { body: await replayOne(store, call, eventId) };
    return { body: await replaySince(call, new Date(since ?? 0).toISOString()) };
  };
}

/** One event of the contractor's feed is delivered again: queued in the transaction that says so. */
function replayOne(store: Store, { params: { endpointId }, actor, idempotency }: Call, eventId: string) {
  const sight = sightOf(actor);
  const deliveryId = store.newId();
  return store.transact(
    async (reads) => {
      const [endpoint, delivery, { value }] = await Promise.all([
        reads.stream(endpoints, endpointId),
        reads.stream(deliveries, deliveryId),
        reads.doc<Message>('messages', eventId),
      ]);
      return (stage) => {
        const { organisationNumber } = mustSee(endpoint.state, sight);
        if (value?.organisationNumber !== organisationNumber || value.position === null) throw notThere();
        stage.handle(endpoint, { type: 'replayOne', eventId });
        stage.handle(delivery, {
          type: 'queue',
          facts: { endpointId, organisationNumber, eventId, eventType: value.type, ...threadOf(value) },
          traceparent: value.traceparent,
          parked: false,
        });
        return { deliveries: 1 };
      };
    },
    { actor: actor.subject, idempotency },
  );
}

/** Notes durably which part of the feed is to be delivered again; the engine does it. */
function replaysSince(store: Store) {
  const messages = store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;

  async function passing(wanted: object, filter: readonly Condition[]): Promise<number> {
    let count = 0;
    const rows = messages.find(wanted, { projection: { 'value.facts': 1 } });
    for await (const { value } of rows) if (passes(filter, value.facts)) count += 1;
    return count;
  }

  return async ({ params: { endpointId }, actor, idempotency }: Call, since: string) => {
    const sight = sightOf(actor);
    const found = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId });
    if (!found) throw notThere();
    const { organisationNumber, eventTypes, filter = [] } = mustSee(found.state, sight);
    const ofContractor = { 'value.organisationNumber': organisationNumber };
    // From the end of the feed back to the last entry before `since`: as many as are replayed are read, no more.
    const [before] = await messages
      .find({
        ...ofContractor,
        'value.position': { $gt: 0 },
        'value.receivedAt': { $lt: since },
      } as object)
      .sort({ 'value.position': -1 })
      .limit(1)
      .toArray();
    const [last] = await messages
      .find({ ...ofContractor, 'value.position': { $gt: 0 } } as object)
      .sort({ 'value.position': -1 })
      .limit(1)
      .toArray();
    const range = { after: before?.value.position ?? 0, until: last?.value.position ?? 0 };
    const wanted = {
      ...ofContractor,
      'value.position': { $gt: range.after, $lte: range.until },
      ...(eventTypes.length > 0 && { 'value.type': { $in: [...eventTypes] } }),
    } as object;
    const count = filter.length === 0 ? await messages.countDocuments(wanted) : await passing(wanted, filter);
    return await store.transact(
      async (reads) => {
        const endpoint = await reads.stream(endpoints, endpointId);
        return (stage) => {
          mustSee(endpoint.state, sight);
          stage.handle(endpoint, { type: 'replay', range, since });
          return { deliveries: count };
        };
      },
      { actor: actor.subject, idempotency },
    );
  };
}
