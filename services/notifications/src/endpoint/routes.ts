import { endpointTestType, type notificationsOperations } from '@tiltak/contracts/notifications';
import { Rejection } from '@tiltak/decider';
import type { Call, Handlers } from '@tiltak/http';
import type { Vault } from '@tiltak/service';
import { expectVersion, pageOf, type Store } from '@tiltak/store';
import { currentTraceparent } from '@tiltak/telemetry';
import type { Config } from '../config.ts';
import { deliveries } from '../delivery/deliveries.ts';
import { bodyOf, type Message } from '../feed/message.ts';
import { shownEndpoint } from '../views/answers.ts';
import { firmOf, mustSee, notThere, sightOf } from '../views/visibility.ts';
import { changeOf } from './changeRoute.ts';
import { type Contractor, noContractor } from './contractor.ts';
import { type ExistingEndpoint, endpoints } from './endpoint.ts';
import { fullTypes } from './eventTypes.ts';
import { replaysOf } from './replayRequest.ts';
import { newSecret } from './secret.ts';
import { openSwitch } from './switch.ts';
import { mustBeAllowed } from './urlRule.ts';

type EndpointOperations = Pick<
  typeof notificationsOperations,
  | 'createEndpoint'
  | 'listEndpoints'
  | 'getEndpoint'
  | 'changeEndpoint'
  | 'rotateSecret'
  | 'disableEndpoint'
  | 'enableEndpoint'
  | 'sendTestEvent'
  | 'replayDeliveries'
>;

type EndpointCall = Call<EndpointOperations['enableEndpoint'] | EndpointOperations['disableEndpoint']>;

/** Endpoints that a contractor may have. */
const endpointsMax = 20;

/** The handlers of the operations on endpoints. */
export function endpointHandlers(
  store: Store,
  config: Pick<Config, 'WEBHOOK_ALLOW_LOOPBACK'>,
  vault: Vault,
): Handlers<EndpointOperations> {
  async function switchTo(
    { params: { endpointId }, actor, idempotency, ifMatch }: EndpointCall,
    to: { readonly enabled: true } | { readonly enabled: false; readonly reason: string },
  ) {
    const sight = sightOf(actor);
    const { body, version } = await store.transact(
      async (reads) => {
        const one = await openSwitch(reads, endpointId);
        return (stage) => {
          mustSee(one.stream.state, sight);
          expectVersion(one.stream, ifMatch);
          const after = mustSee(one.flip(stage, to), sight);
          return { body: shownEndpoint(endpointId, after), version: one.stream.version };
        };
      },
      { actor: actor.subject, idempotency },
    );
    return { body, version };
  }

  return {
    async createEndpoint({ body: { url, eventTypes, ...chosen }, actor, idempotency }) {
      const organisationNumber = firmOf(actor);
      mustBeAllowed(url, config);
      const types = fullTypes(eventTypes);
      const endpointId = store.newId();
      const secret = vault.seal(newSecret(), endpointId);
      const made = await store.transact(
        async (reads) => {
          const [contractor, endpoint] = await Promise.all([
            reads.doc<Contractor>('contractors', organisationNumber),
            reads.stream(endpoints, endpointId),
          ]);
          return (stage) => {
            const before = contractor.value ?? noContractor;
            if (before.endpoints.length >= endpointsMax)
              throw new Rejection('too_many_endpoints', `A contractor has ${endpointsMax} at the most.`);
            const asked = { url, eventTypes: types, ...chosen };
            const facts = { organisationNumber, ...asked, secret, at: stage.at };
            stage.handle(endpoint, { type: 'create', ...facts });
            const subscription = { endpointId, enabled: true, eventTypes: types, filter: chosen.filter };
            stage.put(contractor, { ...before, endpoints: [...before.endpoints, subscription] });
            return {
              ...shownEndpoint(endpointId, endpoint.state as ExistingEndpoint),
              // The journal keeps this answer for a repetition of the call: in it the secret stays sealed.
              sealed: secret,
            };
          };
        },
        { actor: actor.subject, idempotency },
      );
      const { sealed, ...shown } = made;
      return { body: { ...shown, secret: vault.open(sealed, shown.endpointId) }, version: 1 };
    },

    async listEndpoints({ query: { cursor, limit }, actor }) {
      const { organisationNumber } = sightOf(actor);
      const { items, next } = await pageOf(store.states<ExistingEndpoint>(endpoints), {
        filter: organisationNumber === undefined ? {} : { 'state.organisationNumber': organisationNumber },
        order: 'newest',
        cursor,
        limit,
      });
      return { body: { items: items.map(({ _id, state }) => shownEndpoint(_id, state)), next } };
    },

    async getEndpoint({ params: { endpointId }, actor }) {
      const found = await store.states<ExistingEndpoint>(endpoints).findOne({ _id: endpointId });
      if (!found) throw notThere();
      const state = mustSee(found.state, sightOf(actor));
      return { body: shownEndpoint(endpointId, state), version: found.version };
    },

    async rotateSecret({ params: { endpointId }, actor, idempotency, ifMatch }) {
      const sight = { organisationNumber: firmOf(actor) };
      const secret = vault.seal(newSecret(), endpointId);
      const { sealed, version, ...shown } = await store.transact(
        async (reads) => {
          const endpoint = await reads.stream(endpoints, endpointId);
          return (stage) => {
            mustSee(endpoint.state, sight);
            expectVersion(endpoint, ifMatch);
            stage.handle(endpoint, { type: 'rotate', secret, at: stage.at });
            const { oldSecret } = mustSee(endpoint.state, sight);
            const oldSecretUntil = oldSecret?.until ?? stage.at;
            return { endpointId, oldSecretUntil, sealed: secret, version: endpoint.version };
          };
        },
        { actor: actor.subject, idempotency },
      );
      return { body: { ...shown, secret: vault.open(sealed, endpointId) }, version };
    },

    disableEndpoint: (call) => {
      const who = call.actor.roles.includes('admin') ? 'the municipality' : 'the contractor';
      return switchTo(call, { enabled: false, reason: `switched off by ${who}` });
    },
    enableEndpoint: (call) => switchTo(call, { enabled: true }),

    async sendTestEvent({ params: { endpointId }, actor, idempotency }) {
      const sight = sightOf(actor);
      const [eventId, deliveryId] = [store.newId(), store.newId()];
      const traceparent = currentTraceparent();
      const body = await store.transact(
        async (reads) => {
          const [endpoint, delivery, entry] = await Promise.all([
            reads.stream(endpoints, endpointId),
            reads.stream(deliveries, deliveryId),
            reads.doc<Message>('messages', eventId),
          ]);
          return (stage) => {
            const { organisationNumber, lastTestId, tests } = mustSee(endpoint.state, sight);
            stage.handle(endpoint, { type: 'test', eventId });
            const sequence = tests + 1;
            const facts = { orderId: null, callOffId: null, sequence };
            stage.put(entry, {
              ...{ organisationNumber, position: null, type: endpointTestType, ...facts },
              receivedAt: stage.at,
              traceparent: traceparent ?? null,
              body: bodyOf({
                specversion: '1.0',
                id: eventId,
                type: endpointTestType,
                source: '/tiltak/notifications',
                subject: endpointId,
                time: stage.at,
                sequence: String(sequence),
                datacontenttype: 'application/json',
                ...(traceparent !== undefined && { traceparent }),
                data: { endpointId, organisationNumber, sequence, previousId: lastTestId },
              }),
            });
            stage.handle(delivery, {
              type: 'queue',
              facts: { endpointId, organisationNumber, eventId, eventType: endpointTestType, ...facts },
              traceparent: traceparent ?? null,
              parked: false,
            });
            return { deliveryId, eventId };
          };
        },
        { actor: actor.subject, idempotency },
      );
      return { body };
    },

    changeEndpoint: changeOf(store, config),
    replayDeliveries: replaysOf(store),
  };
}
