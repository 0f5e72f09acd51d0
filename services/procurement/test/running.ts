import { randomUUID } from 'node:crypto';
import { type PublishedEvent, topicOf } from '@tiltak/contracts';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { createClient, ProblemError } from '@tiltak/http/client';
import { connectBroker, fromMessage, openProducer, toMessage } from '@tiltak/messaging';
import { startService } from '@tiltak/service';
import { openStore } from '@tiltak/store';
import { createLogger } from '@tiltak/telemetry';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import { testClients, testIssuer, tokenFor } from '../../../infra/test/tokens.ts';
import { definition } from '../src/service.ts';

/** Keys that every start needs. A bid has a second to reach the disk, so that nobody waits long for an opening. */
export const testKeys = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  RECEIPT_KEY: `whsk_${Buffer.alloc(32, 8).toString('base64')}`,
  BID_SETTLING_SECONDS: '1',
} as const;

/**
 * Procurement, running on a broker namespace and a database of its own; on the same `KAFKA_NAMESPACE` as one that was
 * stopped it goes on where that one ended.
 */
export async function startProcurement(environment: Readonly<Record<string, string>> = {}) {
  const namespace = environment.KAFKA_NAMESPACE ?? `t${randomUUID().slice(0, 8)}`;
  const brokers = process.env.TILTAK_TEST_KAFKA ?? '';
  const config = definition.config.parse({
    PORT: 0,
    MONGO_URI: mongoUriFor(process.env.TILTAK_TEST_MONGO ?? '', `procurement_${namespace}`),
    KAFKA_BROKERS: brokers,
    KAFKA_NAMESPACE: namespace,
    OIDC_ISSUER: testIssuer(),
    ...testKeys,
    ...environment,
  });
  const crashes: unknown[] = [];
  const service = await startService(definition, config, createLogger('procurement'), (error) =>
    crashes.push(error),
  );
  const { aggregates, collections = [] } = definition;
  const open = (now?: () => Date) =>
    openStore({
      uri: config.MONGO_URI,
      aggregates,
      collections,
      publish: definition.publish(config),
      ...(now && { now }),
    });
  const store = await open();
  const kafka = connectBroker({ brokers: brokers.split(','), clientId: namespace });
  const producer = openProducer(kafka);
  await producer.connect();
  const published: PublishedEvent[] = [];
  const consumer = kafka.consumer({ groupId: `${namespace}.test`, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topicOf('procurement', namespace)], fromBeginning: true });
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
    namespace,
    /** A store of the same database, for looking into it. */
    store,
    /** Another one, as on a machine whose clock is so many days behind: what is done there was done then. */
    storeOf: (daysAgo: number) => open(() => new Date(Date.now() - daysAgo * 86_400_000)),
    /** Everything on the topic so far. */
    published,
    /** What has been published of a stream: `procurement.created` and the like, in order. */
    publishedOf: (subject: string) =>
      published
        .filter((event) => event.subject === subject)
        .map(({ type, data }) => ({
          type: type.replace(/^no\.tiltak\.procurement\.(.*)\.v1$/, '$1'),
          data: data as Readonly<Record<string, unknown>>,
        })),
    /** A client with the token of a role's or a contractor's demo client; without one where no role is named. */
    as: (role?: string) =>
      createClient(procurementOperations, {
        baseUrl: service.url,
        ...(role !== undefined && { token: () => tokenFor(role) }),
      }),
    /** Puts an event on the topic of projects, as the next one of its stream. */
    async tell(subject: string, what: string, data: object): Promise<void> {
      const sequence = (sequences.get(subject) ?? 0) + 1;
      sequences.set(subject, sequence);
      const event: PublishedEvent = {
        specversion: '1.0',
        id: randomUUID(),
        type: `no.tiltak.projects.${what}.v1`,
        source: '/tiltak/projects',
        subject,
        time: new Date().toISOString(),
        sequence: String(sequence),
        datacontenttype: 'application/json',
        data: { ...data, sequence, previousId: sequence === 1 ? null : 'earlier' },
      };
      await producer.send({ topic: topicOf('projects', namespace), acks: -1, messages: [toMessage(event)] });
    },
    async stop(): Promise<void> {
      await Promise.all([consumer.disconnect(), producer.disconnect()]);
      await service.stop();
      await store.close();
      if (crashes.length > 0) throw crashes[0];
    },
  };
}

export type RunningProcurement = Awaited<ReturnType<typeof startProcurement>>;

/** The organisation number that a demo contractor's token holds. */
export function organisationOf(contractor: string): string {
  const number = testClients()[contractor]?.organisationNumber;
  if (!number) throw new Error(`${contractor} has no organisation number`);
  return number;
}

/** How a call was refused: its status and code. Throws where it was not. */
export async function refusal(call: Promise<unknown>): Promise<readonly [status: number, code: string]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return [error.status, error.problem.code];
    throw error;
  }
  throw new Error('the call was not refused');
}
