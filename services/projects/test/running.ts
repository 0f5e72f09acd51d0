import { randomUUID } from 'node:crypto';
import { type PublishedEvent, topicOf } from '@tiltak/contracts';
import { projectsOperations } from '@tiltak/contracts/projects';
import { createClient } from '@tiltak/http/client';
import { connectBroker, ensureTopics, fromMessage, openProducer, toMessage } from '@tiltak/messaging';
import { serviceConfig, startService } from '@tiltak/service';
import { openStore } from '@tiltak/store';
import { createLogger } from '@tiltak/telemetry';
import { until } from '@tiltak/testing';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import { testIssuer, tokenFor } from '../../../infra/test/tokens.ts';
import { ledgerCollections } from '../src/ledger/ledger.ts';
import { publish } from '../src/publish.ts';
import { aggregates, definition } from '../src/service.ts';

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** The URI of a database that nobody else uses. */
export const ownDatabase = (): string =>
  mongoUriFor(fromSetup('TILTAK_TEST_MONGO'), `projects_${randomUUID().slice(0, 8)}`);

/** A store of projects, as an instance of the service opens it. */
export const openOwnStore = (uri: string) =>
  openStore({ uri, aggregates, collections: ledgerCollections, publish });

/** An event of maintenance as projects receives it. */
export function fromMaintenance(
  orderId: string,
  sequence: number,
  what: string,
  data: object,
): PublishedEvent {
  const position = { sequence, previousId: null };
  return {
    specversion: '1.0',
    id: randomUUID(),
    type: `no.tiltak.maintenance.${what}.v1`,
    source: '/tiltak/maintenance',
    subject: orderId,
    time: new Date().toISOString(),
    sequence: String(sequence),
    datacontenttype: 'application/json',
    data: { ...position, orderId, ...data },
  };
}

/** An event of procurement as projects receives it. */
export const fromProcurement = (
  subject: string,
  sequence: number,
  what: string,
  data: object,
): PublishedEvent => ({
  specversion: '1.0',
  id: randomUUID(),
  type: `no.tiltak.procurement.${what}.v1`,
  source: '/tiltak/procurement',
  subject,
  time: new Date().toISOString(),
  sequence: String(sequence),
  datacontenttype: 'application/json',
  data: { sequence, previousId: null, ...data },
});

/** What an order asks for, with the fields that the ledger doesn't look at. */
export const submitted = (measureId: string, amountOre: number, request = 1) => ({
  request,
  measureId,
  amountOre,
  jobIds: ['job'],
  frameworkAgreementId: 'agreement',
  dueOn: '2030-01-01',
  urgent: false,
  plannedPersonHours: null,
});
/** The fields of an order's events that name its contractor. */
export const contractor = { callOffId: 'call-off', supplierId: 'supplier', organisationNumber: '310000019' };

/** Asks until the answer says something; throws after 20 s. */
export const eventually = <Value>(ask: () => Value | Promise<Value>) =>
  until(String(ask), ask, { deadlineMs: 20_000 });

/** projects, running on a broker namespace and a database of its own. */
export async function startProjects(namespace = `t${randomUUID().slice(0, 8)}`) {
  const uri = ownDatabase();
  const brokers = fromSetup('TILTAK_TEST_KAFKA');
  const config = serviceConfig.parse({
    PORT: 0,
    MONGO_URI: uri,
    KAFKA_BROKERS: brokers,
    KAFKA_NAMESPACE: namespace,
    OIDC_ISSUER: testIssuer(),
  });
  const crashes: unknown[] = [];
  const service = await startService(definition, config, createLogger('projects'), (error) =>
    crashes.push(error),
  );
  const store = await openOwnStore(uri);
  const kafka = connectBroker({ brokers: brokers.split(','), clientId: namespace });
  await ensureTopics(kafka, [
    topicOf('maintenance', namespace),
    topicOf('procurement', namespace),
    topicOf('projects', namespace),
  ]);
  const producer = openProducer(kafka);
  await producer.connect();
  const published: PublishedEvent[] = [];
  const consumer = kafka.consumer({ groupId: `${namespace}.test`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topicOf('projects', namespace)], fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void published.push(fromMessage(message)) });

  return {
    url: service.url,
    store,
    /** Everything that projects has put on its topic so far. */
    published,
    /** A client with the token of a role's demo client. */
    as: (role: string) =>
      createClient(projectsOperations, { baseUrl: service.url, token: () => tokenFor(role) }),
    /** Puts events on maintenance's topic, or on another's. */
    async send(
      events: readonly PublishedEvent[],
      producing: 'maintenance' | 'procurement' = 'maintenance',
    ): Promise<void> {
      await producer.send({
        topic: topicOf(producing, namespace),
        acks: -1,
        messages: events.map((event) => toMessage(event)),
      });
    },
    async stop(): Promise<void> {
      await consumer.disconnect();
      await producer.disconnect();
      await service.stop();
      await store.close();
      if (crashes.length > 0) throw crashes[0];
    },
  };
}
