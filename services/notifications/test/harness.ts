import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PublishedEvent, type ServiceName, topicOf } from '@tiltak/contracts';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { createClient } from '@tiltak/http/client';
import { connectBroker, openProducer, toMessage } from '@tiltak/messaging';
import { readConfig, startService } from '@tiltak/service';
import { createLogger } from '@tiltak/telemetry';
import { until as waitUntil } from '@tiltak/testing';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import { testClients, testIssuer, tokenFor } from '../../../infra/test/tokens.ts';
import { config } from '../src/config.ts';
import { definition } from '../src/service.ts';

const fromSetup = (name: string): string => process.env[name] ?? '';

/** An environment for notifications of this test alone: a database and a namespace of its own. */
export function environmentOf(overrides: Readonly<Record<string, string>> = {}) {
  const name = `notifications-${randomBytes(6).toString('hex')}`;
  return {
    PORT: '0',
    MONGO_URI: mongoUriFor(fromSetup('TILTAK_TEST_MONGO'), name),
    KAFKA_BROKERS: fromSetup('TILTAK_TEST_KAFKA'),
    KAFKA_NAMESPACE: name,
    OIDC_ISSUER: testIssuer(),
    SECRETS_KEY: randomBytes(32).toString('base64'),
    SIGNING_KEY: `whsk_${randomBytes(32).toString('base64')}`,
    WEBHOOK_ALLOW_LOOPBACK: 'true',
    WEBHOOK_TIMEOUT_SECONDS: '2',
    RETRY_SECONDS: '0.2',
    RETRY_FOR_SECONDS: '60',
    ...overrides,
  };
}
export type Environment = ReturnType<typeof environmentOf>;

/** Starts the service in this process. What it logs as a fault is collected, so that a test can say there was none. */
export async function startNotifications(environment: Environment) {
  const faults: string[] = [];
  const logger = createLogger('notifications', { write: (line) => void faults.push(line) });
  logger.level = 'error';
  const service = await startService(definition, readConfig(config, environment), logger, (error) => {
    faults.push(String(error));
  });
  return {
    ...service,
    faults,
    as: (who: string) =>
      createClient(notificationsOperations, { baseUrl: service.url, token: () => tokenFor(who) }),
  };
}

/** The organisation number of a demo contractor. */
export const firmOf = (who: 'contractor-1' | 'contractor-2' | 'contractor-3'): string =>
  testClients()[who]?.organisationNumber ?? '';

/** Writes events on maintenance's topic, as maintenance would. The topic must be there. */
export const openMaintenance = (environment: Environment) => openTopic(environment, 'maintenance');

/** Writes events on a service's topic, as that service would. The topic must be there. */
export async function openTopic({ KAFKA_BROKERS, KAFKA_NAMESPACE }: Environment, service: ServiceName) {
  const kafka = connectBroker({ brokers: KAFKA_BROKERS.split(','), clientId: service });
  const producer = openProducer(kafka);
  await producer.connect();
  return {
    publish: (events: readonly PublishedEvent[]) =>
      producer.send({
        topic: topicOf(service, KAFKA_NAMESPACE),
        acks: -1,
        messages: events.map(toMessage),
      }),
    stop: () => producer.disconnect(),
  };
}

const sampleData = {
  'no.tiltak.maintenance.calloff.offered.v1': (): object => ({
    attempt: 1,
    description: 'Taket på gymsalen lekker; «hastesak»',
    places: [{ buildingId: 'b1', name: 'Skolen', address: 'Skoleveien 1', matrikkel: '3201-1/2' }],
    jobs: [{ jobId: 'j1', title: 'Tett taket', buildingId: 'b1' }],
    frameworkAgreementId: 'f1',
    priceBasis: 'frameworkAgreement',
    amountOre: 12_500_000,
    plannedPersonHours: 37.5,
    urgent: false,
    dueOn: '2030-05-01',
    offeredAt: '2030-04-01T08:00:00.000Z',
    respondBy: '2030-04-03T08:00:00.000Z',
    links: { page: 'https://tiltak.example.no/svar/x', answer: 'https://tiltak.example.no/api/svar/x' },
  }),
  'no.tiltak.maintenance.order.placed.v1': (): object => ({
    amountOre: 12_500_000,
    dueOn: '2030-05-01',
    proposedStart: null,
  }),
  'no.tiltak.maintenance.calloff.withdrawn.v1': (): object => ({ reason: null }),
  'no.tiltak.maintenance.order.changed.v1': (): object => ({ amountOre: 13_000_000, dueOn: '2030-06-01' }),
  'no.tiltak.maintenance.work.accepted.v1': (): object => ({}),
  'no.tiltak.maintenance.order.cancelled.v1': (): object => ({ reason: 'Ikke lenger nødvendig' }),
  'no.tiltak.maintenance.order.settled.v1': (): object => ({ paidOre: 12_000_000 }),
  'no.tiltak.maintenance.order.held.v1': (): object => ({
    ...{ reason: 'exceeds_available', amountOre: 12_500_000, availableOre: 100 },
  }),
  'no.tiltak.maintenance.inspection.escalated.v1': (): object => ({
    ...{ waitingSince: '2030-04-03T08:00:00.000Z', escalation: 1 },
  }),
  'no.tiltak.maintenance.clock.about_to_break.v1': (): object => ({
    ...{ clock: 'arrival', urgency: 'high', dueAt: '2030-04-03T08:00:00.000Z' },
  }),
  'no.tiltak.maintenance.clock.broken.v1': (): object => ({
    ...{ clock: 'fix', urgency: 'high', dueAt: '2030-04-03T08:00:00.000Z' },
  }),
  'no.tiltak.maintenance.change.proposed.v1': (): object => ({
    ...{ changeId: 'o1.change-1', description: 'Bytte også rennen', why: null },
    ...{ addedOre: 1_250_000, dueOn: null },
  }),
  'no.tiltak.maintenance.change.priced.v1': (): object => ({
    ...{ changeId: 'o1.change-2', addedOre: -50_000, dueOn: null },
  }),
  'no.tiltak.maintenance.defect.escalated.v1': (): object => ({
    ...{ defectId: 'defect-1', description: 'Løs list', dueOn: '2030-06-01' },
    ...{ awaits: 'contractor', escalation: 1 },
  }),
  'no.tiltak.maintenance.claim.escalated.v1': (): object => ({
    ...{ claimId: 'claim-1', description: 'Lekker igjen', dueOn: '2031-06-01' },
    ...{ awaits: 'officer', escalation: 3 },
  }),
  'no.tiltak.maintenance.claimperiod.ending.v1': (): object => ({
    ...{ claimsUntil: '2035-05-01', openClaims: 2 },
  }),
  'no.tiltak.maintenance.calloff.declined.v1': (): object => ({ reason: 'Ingen ledig kapasitet' }),
  'no.tiltak.maintenance.calloff.expired.v1': (): object => ({ respondBy: '2030-04-03T08:00:00.000Z' }),
} as const;
type SampleType = keyof typeof sampleData;

/** The events of one order, with its sequence running through them. */
export function orderEvents(
  organisationNumber: string | null,
  types: readonly SampleType[],
  orderId = randomUUID(),
): PublishedEvent[] {
  const callOffId = randomUUID();
  let previousId: string | null = null;
  return types.map((type, index) => {
    const id = randomUUID();
    const data = maintenanceEvents[type].parse({
      ...sampleData[type](),
      orderId,
      callOffId: organisationNumber === null ? null : callOffId,
      supplierId: organisationNumber === null ? null : 's1',
      organisationNumber,
      sequence: index + 1,
      previousId,
    });
    previousId = id;
    return {
      specversion: '1.0',
      id,
      type,
      source: '/tiltak/maintenance',
      subject: orderId,
      time: new Date().toISOString(),
      sequence: String(index + 1),
      datacontenttype: 'application/json',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      data,
    };
  });
}

/** What procurement tells of a firm: that it was registered with an address, then each change of it. */
export function supplierEvents(
  organisationNumber: string,
  addresses: readonly (string | null)[],
): PublishedEvent[] {
  const supplierId = randomUUID();
  let previousId: string | null = null;
  return addresses.map((contactEmail, index) => {
    const id = randomUUID();
    const type =
      index === 0
        ? 'no.tiltak.procurement.supplier.registered.v1'
        : 'no.tiltak.procurement.supplier.contactchanged.v1';
    const sequence = index + 1;
    const facts = { supplierId, organisationNumber, contactEmail, sequence, previousId };
    const data = procurementEvents[type].parse({ ...facts, name: 'Eksempel Bygg AS', smallOrMedium: true });
    previousId = id;
    return {
      ...{ specversion: '1.0', id, type, source: '/tiltak/procurement', subject: supplierId },
      ...{
        time: new Date().toISOString(),
        sequence: String(sequence),
        datacontenttype: 'application/json',
        data,
      },
    };
  });
}

export const offered = 'no.tiltak.maintenance.calloff.offered.v1';
export const placed = 'no.tiltak.maintenance.order.placed.v1';
export const withdrawn = 'no.tiltak.maintenance.calloff.withdrawn.v1';
export const changed = 'no.tiltak.maintenance.order.changed.v1';
export const accepted = 'no.tiltak.maintenance.work.accepted.v1';
export const settled = 'no.tiltak.maintenance.order.settled.v1';
export const cancelled = 'no.tiltak.maintenance.order.cancelled.v1';

export type Received = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly id: string;
  readonly body: string;
  readonly at: number;
};
type Respond = (
  request: Received,
) => { status: number; headers?: Record<string, string>; body?: string } | Promise<{ status: number }>;

/** A contractor's system: a real HTTP server that keeps what it gets and answers as the test says. */
export async function startReceiver(respond: Respond = () => ({ status: 204 })) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part;
    });
    request.on('end', async () => {
      const { url: path = '', headers } = request;
      const one = { path, headers, id: String(headers['webhook-id']), body, at: performance.now() };
      received.push(one);
      const answer = await receiver.respond(one);
      response.writeHead(answer.status, 'headers' in answer ? answer.headers : {});
      response.end('body' in answer ? answer.body : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver = {
    respond,
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Resolves as soon as `look` gives something; polls, and fails after the deadline with what was waited for. */
export const until = <Found>(what: string, look: () => Found | Promise<Found>, deadlineMs = 30_000) =>
  waitUntil(what, look, { deadlineMs });
