import { randomUUID } from 'node:crypto';
import { type PublishedEvent, type ServiceName, topicOf } from '@tiltak/contracts';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { createClient } from '@tiltak/http/client';
import { connectBroker, ensureTopics, fromMessage, openProducer, toMessage } from '@tiltak/messaging';
import { startService } from '@tiltak/service';
import { openStore } from '@tiltak/store';
import { createLogger } from '@tiltak/telemetry';
import { until } from '@tiltak/testing';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import { testClients, testIssuer, tokenFor } from '../../../infra/test/tokens.ts';
import { maintenanceConfig } from '../src/config.ts';
import { definition } from '../src/service.ts';

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** Asks until the answer says something; throws after 20 s. */
export const eventually = <Value>(ask: () => Value | Promise<Value>) =>
  until(String(ask), ask, { deadlineMs: 20_000 });

/** The organisation number that a demo contractor's token holds. */
export function organisationOf(contractor: string): string {
  const number = testClients()[contractor]?.organisationNumber;
  if (!number) throw new Error(`${contractor} has no organisation number`);
  return number;
}

/**
 * Maintenance, running on a broker namespace and a database of its own, with another's events at hand; on the same
 * `KAFKA_NAMESPACE` as one that was stopped it goes on where that one ended.
 */
export async function startMaintenance(environment: Readonly<Record<string, string>> = {}) {
  const namespace = environment.KAFKA_NAMESPACE ?? `t${randomUUID().slice(0, 8)}`;
  const brokers = fromSetup('TILTAK_TEST_KAFKA');
  const config = maintenanceConfig.parse({
    PORT: 0,
    MONGO_URI: mongoUriFor(fromSetup('TILTAK_TEST_MONGO'), `maintenance_${namespace}`),
    KAFKA_BROKERS: brokers,
    KAFKA_NAMESPACE: namespace,
    OIDC_ISSUER: testIssuer(),
    PUBLIC_URL: 'https://vedlikehold.example.no',
    WEB_URL: 'https://tiltak.example.no/',
    ANSWER_LINK_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...environment,
  });
  const crashes: unknown[] = [];
  const service = await startService(definition, config, createLogger('maintenance'), (error) =>
    crashes.push(error),
  );
  const { aggregates, collections = [] } = definition;
  const store = await openStore({
    uri: config.MONGO_URI,
    aggregates,
    collections,
    publish: definition.publish(config),
  });
  const kafka = connectBroker({ brokers: brokers.split(','), clientId: namespace });
  const own = topicOf('maintenance', namespace);
  await ensureTopics(kafka, [own]);
  const producer = openProducer(kafka);
  await producer.connect();
  const published: PublishedEvent[] = [];
  const consumer = kafka.consumer({ groupId: `${namespace}.test`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [own], fromBeginning: true });
  await consumer.run({
    async eachMessage({ message }) {
      const event = fromMessage(message);
      // The relay sends at least once: a reader knows a repetition by its id.
      if (!published.some(({ id }) => id === event.id)) published.push(event);
    },
  });

  const sequences = new Map<string, number>();

  return {
    url: service.url,
    store,
    config,
    /** Everything that maintenance has put on its topic so far. */
    published,
    /** What it has published of an order: `calloff.offered` and the like, in order. */
    publishedOf: (orderId: string) =>
      published
        .filter(({ subject }) => subject === orderId)
        .map(({ type, data }) => ({
          type: type.replace(/^no\.tiltak\.maintenance\.(.*)\.v1$/, '$1'),
          data: data as Readonly<Record<string, unknown>>,
        })),
    /** A client with the token of a role's or a contractor's demo client; without one where no role is named. */
    as: (role?: string) =>
      createClient(maintenanceOperations, {
        baseUrl: service.url,
        ...(role !== undefined && { token: () => tokenFor(role) }),
      }),
    /** Puts an event on another service's topic, as the next one of its stream. */
    async tell(from: ServiceName, subject: string, what: string, data: object): Promise<void> {
      const sequence = (sequences.get(`${from}/${subject}`) ?? 0) + 1;
      sequences.set(`${from}/${subject}`, sequence);
      const event: PublishedEvent = {
        specversion: '1.0',
        id: randomUUID(),
        type: `no.tiltak.${from}.${what}.v1`,
        source: `/tiltak/${from}`,
        subject,
        time: new Date().toISOString(),
        sequence: String(sequence),
        datacontenttype: 'application/json',
        data: { ...data, sequence, previousId: sequence === 1 ? null : 'earlier' },
      };
      await producer.send({ topic: topicOf(from, namespace), acks: -1, messages: [toMessage(event)] });
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

export type RunningMaintenance = Awaited<ReturnType<typeof startMaintenance>>;
