import type { notificationsOperations } from '@tiltak/contracts/notifications';
import type { Handlers } from '@tiltak/http';
import { pageOf, type Store } from '@tiltak/store';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import { shownDelivery } from '../views/answers.ts';
import { mustSee, notThere, sightOf } from '../views/visibility.ts';
import { deliveries } from './deliveries.ts';
import { type ExistingDelivery, undelivered, withStatus } from './delivery.ts';
import { responsesOf } from './responses.ts';

type DeliveryOperations = Pick<typeof notificationsOperations, 'listDeliveries' | 'getDelivery'>;

/** The handlers of the operations on deliveries. */
export function deliveryHandlers(store: Store): Handlers<DeliveryOperations> {
  return {
    async listDeliveries({
      query: { cursor, limit, endpointId, orderId, status, undelivered: isUndelivered },
      actor,
    }) {
      const sight = sightOf(actor);
      // By the endpoint's contractor, for which there is an index.
      const owner = endpointId === undefined ? undefined : await ownerOf(store, endpointId);
      const organisationNumber = sight.organisationNumber ?? owner;
      const { items, next } = await pageOf(store.states<ExistingDelivery>(deliveries), {
        filter: {
          ...(organisationNumber !== undefined && { 'state.organisationNumber': organisationNumber }),
          ...(endpointId !== undefined && { 'state.endpointId': endpointId }),
          ...(orderId !== undefined && { 'state.orderId': orderId }),
          ...(isUndelivered && undelivered),
          ...(status !== undefined && withStatus(status)),
        },
        order: 'newest',
        cursor,
        limit,
      });
      return { body: { items: items.map(shownDelivery), next } };
    },

    async getDelivery({ params: { deliveryId }, actor }) {
      const found = await store.states<ExistingDelivery>(deliveries).findOne({ _id: deliveryId });
      if (!found) throw notThere();
      mustSee(found.state, sightOf(actor));
      const responses = await responsesOf(store, deliveryId);
      const attemptLog = found.state.log.map((one) => ({
        ...one,
        response: responses.get(one.attempt) ?? null,
      }));
      return { body: { ...shownDelivery(found), attemptLog }, version: found.version };
    },
  };
}

async function ownerOf(store: Store, endpointId: string): Promise<string | undefined> {
  const endpoint = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId });
  return endpoint?.state.organisationNumber;
}
