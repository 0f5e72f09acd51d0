import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { isKafkaHealthy } from '../local/kafka.ts';
import { isMongoHealthy } from '../local/mongoAccess.ts';
import { images } from './images.ts';
import type { Infrastructure } from './infrastructure.ts';

const KAFKA_PORT = 9092;
const CONTROLLER_PORT = 9093;
const MONGO_PORT = 27017;
const READY_WITHIN_MS = 60_000;
const POLL_INTERVAL_MS = 100;
const START_SCRIPT = '/tmp/start-broker.sh';

async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  let doubt: unknown;
  while (performance.now() < deadline) {
    try {
      if (await isTrue()) return;
    } catch (error) {
      doubt = error;
    }
    await pause(POLL_INTERVAL_MS);
  }
  throw new Error(`${what} was not ready in time`, { cause: doubt });
}

const kafkaEnvironment: Readonly<Record<string, string>> = {
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_LISTENERS: `PLAINTEXT://:${KAFKA_PORT},CONTROLLER://:${CONTROLLER_PORT}`,
  KAFKA_CONTROLLER_QUORUM_VOTERS: `1@localhost:${CONTROLLER_PORT}`,
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  KAFKA_LOG_RETENTION_MS: '-1',
};

/**
 * A broker must tell clients the port that Docker mapped, which is known only when the container runs: so the
 * container waits for a script that says it.
 */
async function startKafka(running: StartedTestContainer[]): Promise<string> {
  const wait = `echo waiting; while [ ! -f ${START_SCRIPT} ]; do sleep 0.1; done; exec sh ${START_SCRIPT}`;
  const container = await new GenericContainer(images.kafka)
    .withExposedPorts(KAFKA_PORT)
    .withEnvironment(kafkaEnvironment)
    .withCommand(['sh', '-c', wait])
    .withWaitStrategy(Wait.forLogMessage('waiting'))
    .start();
  running.push(container);
  const brokers = `${container.getHost()}:${container.getMappedPort(KAFKA_PORT)}`;
  const content = `export KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://${brokers}\nexec /etc/kafka/docker/run\n`;
  await container.copyContentToContainer([{ content, target: `${START_SCRIPT}.new` }]);
  // Renamed, so that the waiting shell never reads half a script; copied before, since the file belongs to root.
  const [given, own] = [`${START_SCRIPT}.new`, `${START_SCRIPT}.own`];
  await container.exec(['sh', '-c', `cp ${given} ${own} && mv ${own} ${START_SCRIPT}`]);
  await until('Kafka', () => isKafkaHealthy(brokers));
  return brokers;
}

async function startMongo(running: StartedTestContainer[]): Promise<string> {
  const container = await new GenericContainer(images.mongo)
    .withExposedPorts(MONGO_PORT)
    .withCommand(['--replSet', 'rs0', '--wiredTigerCacheSizeGB', '0.25'])
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  running.push(container);
  // The member's own address is one inside the container, so clients must not follow it.
  const uri = `mongodb://${container.getHost()}:${container.getMappedPort(MONGO_PORT)}/?directConnection=true`;
  await until('MongoDB', async () => {
    const client = await new mongoose.mongo.MongoClient(uri).connect();
    try {
      const members = [{ _id: 0, host: `127.0.0.1:${MONGO_PORT}` }];
      await client.db('admin').command({ replSetInitiate: { _id: 'rs0', members } });
      return true;
    } finally {
      await client.close();
    }
  });
  await until('MongoDB', () => isMongoHealthy(uri));
  return uri;
}

/** Starts the broker and the database in containers. The images must be there; see `images`. */
export async function startContainers(): Promise<Infrastructure> {
  const running: StartedTestContainer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((container) => container.stop()));
  };
  const starts = [startKafka(running), startMongo(running)] as const;
  try {
    const [kafkaBrokers, mongoUri] = await Promise.all(starts);
    return { kafkaBrokers, mongoUri, mode: 'testcontainers', stop };
  } catch (error) {
    await Promise.allSettled(starts);
    await stop();
    throw error;
  }
}
