import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import type { Collection, Store } from '@tiltak/store';
import type { Message } from '../feed/message.ts';
import { type Condition, passes } from '../filter/filter.ts';
import { mustSee, notThere, sightOf } from '../views/visibility.ts';
import { type ExistingEndpoint, endpoints } from './endpoint.ts';

/**
 * The handler of `replayDeliveries`: notes durably which part of the feed is to be delivered again; the engine does
 * it. The answer says how many deliveries that will be.
 */
export function replaysOf(
  store: Store,
): Handlers<Pick<typeof notificationsOperations, 'replayDeliveries'>>['replayDeliveries'] {
  const messages = store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;

  async function passing(wanted: object, filter: readonly Condition[]): Promise<number> {
    let count = 0;
    const rows = messages.find(wanted, { projection: { 'value.facts': 1 } });
    for await (const { value } of rows) if (passes(filter, value.facts)) count += 1;
    return count;
  }

  return async ({ params: { endpointId }, body, actor, idempotency }) => {
    const sight = sightOf(actor);
    const found = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId });
    if (!found) throw notThere();
    const { organisationNumber, eventTypes, filter = [] } = mustSee(found.state, sight);
    const since = new Date(body.since).toISOString();
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
    const answer = await store.transact(
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
    return { body: answer };
  };
}
