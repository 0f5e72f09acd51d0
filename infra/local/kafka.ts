import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kafka as KafkaClient, logLevel } from 'kafkajs';
import { brokerProperties, copyTemplate, installKafka, isFormatted } from './kafkaInstallation.ts';
import { createPart, type Part } from './part.ts';

const METADATA_WITHIN_MS = 1000;

/** A local broker, see `Part` for stop, kill and start. */
export interface Kafka extends Part {
  /** `host:port`, as clients want it. */
  readonly brokers: string;
}

/** Where the broker listens (127.0.0.1 only) and keeps its data. */
export interface KafkaOptions {
  readonly port: number;
  readonly controllerPort: number;
  readonly dataDir: string;
  /** `<dataDir>/kafka.log` by default. */
  readonly logFile?: string;
}

/** Asks the broker for its metadata as a client would; true when it answers as a broker that takes requests. */
export async function isKafkaHealthy(brokers: string): Promise<boolean> {
  const admin = new KafkaClient({
    clientId: 'health',
    brokers: brokers.split(','),
    connectionTimeout: METADATA_WITHIN_MS,
    requestTimeout: METADATA_WITHIN_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } finally {
    await admin.disconnect();
  }
}

/** Describes a broker without starting it; an empty data folder is formatted. */
export async function prepareKafka(options: KafkaOptions): Promise<Kafka> {
  const { port, controllerPort, dataDir } = options;
  const { java, jvmFlags, template } = await installKafka();
  await mkdir(dataDir, { recursive: true });
  if (!isFormatted(dataDir)) await copyTemplate(template, dataDir);
  const config = join(dataDir, 'server.properties');
  await writeFile(config, brokerProperties(port, controllerPort, dataDir));
  const brokers = `127.0.0.1:${port}`;
  const part = createPart({
    name: 'kafka',
    port,
    command: java,
    args: [...jvmFlags, 'kafka.Kafka', config],
    logFile: options.logFile ?? join(dataDir, 'kafka.log'),
    isReady: () => isKafkaHealthy(brokers),
  });
  return Object.defineProperties(part as Kafka, { brokers: { value: brokers, enumerable: true } });
}

/** Starts a broker and resolves once it answers a metadata request. Throws `MachineProblem` if Java or Maven is missing. */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const kafka = await prepareKafka(options);
  await kafka.start();
  return kafka;
}
