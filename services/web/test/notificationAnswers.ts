import { at, hostile, id, list, one } from './answers.ts';

const endpoint = {
  endpointId: id,
  organisationNumber: hostile,
  url: hostile,
  eventTypes: [hostile],
  filter: [
    { field: 'buildingId', oneOf: [hostile] },
    { field: 'dueOn', atLeast: '2026-12-01' },
  ],
  status: 'enabled',
  disabledReason: hostile,
  asymmetricSignature: true,
  maintenanceWindows: [{ kind: 'weekly', weekday: 1, from: '22:00', until: '02:00', holdsUrgent: false }],
  limits: { inFlightMax: 4, perSecondMax: null },
  createdAt: at,
};

const delivery = {
  ...{ deliveryId: id, endpointId: id, organisationNumber: hostile, eventId: id, eventType: hostile },
  ...{ orderId: null, callOffId: null, sequence: 1, status: 'failed', attempts: 2 },
  ...{ nextAttemptAt: at, createdAt: at, deliveredAt: null },
};

const check = { check: 'wrong_signature', sent: hostile, expected: hostile, passed: false, finding: hostile };

const selfTest = {
  ...{ selfTestId: id, endpointId: id, status: 'finished', startedAt: at, finishedAt: at, passed: false },
  checks: [{ ...check, requests: [{ at, statusCode: 200, durationMs: 3, error: hostile }] }],
};

/** What notifications answers, with markup wherever a service lets people write. */
export const notificationAnswers = {
  listNews: list({
    ...{ newsId: id, position: 1, kind: 'order_held', at, orderId: id, organisationNumber: hostile },
    text: hostile,
  }),
  getNewsSubscription: one({ subscription: { email: hostile, kinds: [], at: hostile } }),
  listEndpoints: list(endpoint),
  getEndpoint: one(endpoint),
  createEndpoint: one({ ...endpoint, secret: hostile }),
  rotateSecret: one({ endpointId: id, secret: hostile, oldSecretUntil: at }),
  listDeliveries: list(delivery),
  getSelfTest: one(selfTest),
};
