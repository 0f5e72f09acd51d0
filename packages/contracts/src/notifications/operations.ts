import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant, list, page } from '../values.ts';
import { subscriptionFilter } from './filter.ts';
import { newsOperations } from './news.ts';
import { endpointLimits, maintenanceWindows } from './pace.ts';
import { selfTestOperations } from './selfTest.ts';
import { endpointParams, keepers, watchers } from './shared.ts';

export const endpoint = z.object({
  endpointId: id,
  organisationNumber: z.string(),
  url: z.url(),
  /** The event types that it receives; empty: all that a contractor may receive. */
  eventTypes: z.array(z.string()),
  /** Of those types, only of orders that pass; empty: all. */
  filter: subscriptionFilter,
  status: z.enum(['enabled', 'disabled']),
  disabledReason: z.string().nullable(),
  /** Whether requests carry an ed25519 signature (`v1a`) beside that of the secret; see `getSigningKeys`. */
  asymmetricSignature: z.boolean(),
  maintenanceWindows,
  limits: endpointLimits,
  createdAt: instant,
});

const attempt = z.object({
  attempt: z.int(),
  at: instant,
  durationMs: z.number(),
  statusCode: z.int().nullable(),
  error: z.string().nullable(),
  /** The beginning of the answer, at most 16 KiB. */
  response: z.string().nullable(),
});

export const delivery = z.object({
  deliveryId: id,
  endpointId: id,
  organisationNumber: z.string(),
  eventId: id,
  eventType: z.string(),
  orderId: id.nullable(),
  callOffId: id.nullable(),
  sequence: z.int(),
  /** Of an urgent order. */
  urgent: z.boolean(),
  /** `superseded`: left out after an outage, because a later event of the order took its place; the feed has it. */
  status: z.enum(['pending', 'delivered', 'failed', 'exhausted', 'parked', 'superseded']),
  attempts: z.int(),
  nextAttemptAt: instant.nullable(),
  createdAt: instant,
  deliveredAt: instant.nullable(),
  /** The event that took its place. */
  supersededBy: id.nullable(),
});

/** An event on its way to a contractor by e-mail. */
export const mailDelivery = delivery
  .omit({ endpointId: true, sequence: true, orderId: true, status: true, urgent: true, supersededBy: true })
  .extend({
    /** Null where it is not about an order. */
    orderId: id.nullable(),
    /** The competition that it tells of. */
    procurementId: id.nullable().default(null),
    /** `delivered`: a mail server took it over. */
    status: z.enum(['pending', 'delivered', 'failed', 'exhausted']),
    /**
     * Why by e-mail: no endpoint of the contractor is enabled, none that is subscribes to it, or the one that does took
     * nothing.
     */
    reason: z.enum(['no_endpoint', 'not_subscribed', 'endpoint_exhausted']),
  });

/** A CloudEvent in structured JSON, exactly as it is posted to an endpoint. */
const cloudEvent = z.object({ id: z.string(), type: z.string(), data: z.unknown() }).loose();

/** The headers of Standard Webhooks, as a push would have them. */
const signature = z.object({
  'webhook-id': z.string(),
  'webhook-timestamp': z.string(),
  'webhook-signature': z.string(),
});

/** A public key that `v1a` signatures are verified with (RFC 8037). */
const signingKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  /** The key's thumbprint (RFC 7638). */
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('EdDSA'),
});

/** The operations of notifications: endpoints, deliveries, the pull feed. */
export const notificationsOperations = {
  createEndpoint: {
    method: 'post',
    path: '/endpoints',
    summary: 'Registers a webhook endpoint; the answer shows its secret, once',
    allow: ['contractor'],
    body: z.object({
      url: z.url().max(2000),
      eventTypes: z.array(z.string().max(100)).max(50),
      filter: subscriptionFilter.default([]),
      asymmetricSignature: z.boolean().default(false),
      maintenanceWindows: maintenanceWindows.default([]),
      limits: endpointLimits.prefault({}),
    }),
    answer: { status: 201, body: endpoint.extend({ secret: z.string() }) },
    rejections: { url_not_allowed: 422, unknown_event_type: 422, too_many_endpoints: 409 },
  },
  listEndpoints: {
    method: 'get',
    path: '/endpoints',
    summary: "A contractor's own endpoints; for the municipality's people, all",
    allow: watchers,
    query: page,
    answer: { status: 200, body: list(endpoint) },
  },
  getEndpoint: {
    method: 'get',
    path: '/endpoints/{endpointId}',
    summary: 'An endpoint',
    allow: watchers,
    params: endpointParams,
    answer: { status: 200, body: endpoint },
  },
  changeEndpoint: {
    method: 'post',
    path: '/endpoints/{endpointId}/change',
    summary: 'Changes what is given; what comes from now on is looked at with the new types and filter',
    allow: ['contractor'],
    params: endpointParams,
    body: z
      .object({
        url: z.url().max(2000).optional(),
        eventTypes: z.array(z.string().max(100)).max(50).optional(),
        filter: subscriptionFilter.optional(),
        asymmetricSignature: z.boolean().optional(),
        maintenanceWindows: maintenanceWindows.optional(),
        limits: endpointLimits.optional(),
      })
      .refine(
        (changes) => Object.values(changes).some((value) => value !== undefined),
        'give at least one of url, eventTypes, filter, asymmetricSignature, maintenanceWindows and limits',
      ),
    answer: { status: 200, body: endpoint },
    rejections: { url_not_allowed: 422, unknown_event_type: 422 },
  },
  rotateSecret: {
    method: 'post',
    path: '/endpoints/{endpointId}/rotate-secret',
    summary: 'Gives a new secret; for 24 hours every delivery is signed with both',
    allow: ['contractor'],
    params: endpointParams,
    answer: { status: 200, body: z.object({ endpointId: id, secret: z.string(), oldSecretUntil: instant }) },
  },
  disableEndpoint: {
    method: 'post',
    path: '/endpoints/{endpointId}/disable',
    summary: 'Stops deliveries; events are parked until the endpoint is enabled',
    allow: keepers,
    params: endpointParams,
    answer: { status: 200, body: endpoint },
  },
  enableEndpoint: {
    method: 'post',
    path: '/endpoints/{endpointId}/enable',
    summary: 'Starts deliveries again, the parked ones first and in order',
    allow: keepers,
    params: endpointParams,
    answer: { status: 200, body: endpoint },
  },
  sendTestEvent: {
    method: 'post',
    path: '/endpoints/{endpointId}/test',
    summary: 'Sends an endpoint.test event',
    allow: keepers,
    params: endpointParams,
    answer: { status: 202, body: z.object({ deliveryId: id, eventId: id }) },
    rejections: { endpoint_disabled: 409 },
  },
  ...selfTestOperations,
  ...newsOperations,
  listDeliveries: {
    method: 'get',
    path: '/deliveries',
    summary: 'Deliveries, newest first; with undelivered=true those that have not arrived',
    allow: watchers,
    query: page.extend({
      endpointId: id.optional(),
      orderId: id.optional(),
      status: delivery.shape.status.optional(),
      /** What was never delivered: pending, failed, parked or exhausted. */
      undelivered: z.literal('true').optional(),
    }),
    answer: { status: 200, body: list(delivery) },
  },
  getDelivery: {
    method: 'get',
    path: '/deliveries/{deliveryId}',
    summary: 'A delivery with its attempts',
    allow: watchers,
    params: z.object({ deliveryId: id }),
    answer: { status: 200, body: delivery.extend({ attemptLog: z.array(attempt) }) },
  },
  listMailDeliveries: {
    method: 'get',
    path: '/mail-deliveries',
    summary: 'What goes to contractors by e-mail, newest first',
    allow: watchers,
    query: page.extend({ orderId: id.optional(), status: mailDelivery.shape.status.optional() }),
    answer: { status: 200, body: list(mailDelivery) },
  },
  replayDeliveries: {
    method: 'post',
    path: '/endpoints/{endpointId}/replay',
    summary: 'Delivers again what came since an instant, or one event, with the same ids',
    allow: keepers,
    params: endpointParams,
    body: z
      .object({
        since: instant.optional(),
        /** One event of the feed, whatever the endpoint subscribes to. */
        eventId: id.optional(),
      })
      .refine(({ since, eventId }) => (since === undefined) !== (eventId === undefined), {
        error: 'give either since or eventId',
      }),
    answer: { status: 202, body: z.object({ deliveries: z.int() }) },
    rejections: { endpoint_disabled: 409 },
  },
  readFeed: {
    method: 'get',
    path: '/feed',
    summary:
      "All of a contractor's own events in order, the same bytes as the push and whatever its endpoints subscribe to; `next` is the cursor for `after`",
    allow: ['contractor'],
    query: z.object({
      after: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      /** Seconds to wait for news where there is none yet; the answer comes as soon as there is. */
      wait: z.coerce.number().int().min(0).max(25).default(0),
      /** `true`: with a `v1a` signature for each item. */
      signed: z.enum(['true', 'false']).default('false'),
    }),
    answer: {
      status: 200,
      body: list(cloudEvent).extend({
        /** For each item the cursor that goes on right after it. */
        cursors: z.array(z.string()),
        /** For each item the headers that it verifies with, where they were asked for. */
        signatures: z.array(signature).optional(),
      }),
    },
  },
  getSigningKeys: {
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'The public keys that `v1a` signatures are verified with, as a JWK Set (RFC 7517)',
    allow: 'anyone',
    answer: { status: 200, body: z.object({ keys: z.array(signingKey) }) },
  },
} as const satisfies Operations;
