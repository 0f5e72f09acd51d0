import { runCommand } from '../local/command.ts';
import { type Issuer, type IssuerOptions, prepareIssuer } from '../local/issuer.ts';
import { type Kafka, prepareKafka } from '../local/kafka.ts';
import { createLeash } from '../local/leash.ts';
import type { MongodAccess } from '../local/mongoAccess.ts';
import { type Mongod, mongoUriFor, prepareMongod } from '../local/mongod.ts';
import type { Part } from '../local/part.ts';
import { freePort } from '../local/ports.ts';
import { images } from './images.ts';
import { scratchFolder } from './scratch.ts';

/** How the broker and the database were brought about. */
export type InfrastructureMode = 'external' | 'testcontainers' | 'embedded';

/** A real broker and a real MongoDB for a test run. */
export interface Infrastructure {
  /** `host:port`, comma-separated when there are several. */
  readonly kafkaBrokers: string;
  /** For an administrator, without a database; see `mongoUriFor`. */
  readonly mongoUri: string;
  readonly mode: InfrastructureMode;
  stop(): Promise<void>;
}

export { mongoUriFor };

async function inTemporaryFolder<T extends Part>(
  prepare: (directory: string) => Promise<T>,
): Promise<T & AsyncDisposable> {
  const directory = scratchFolder('tiltak-test-');
  const leash = createLeash(directory);
  try {
    const part = await prepare(directory);
    leash.hold(part);
    await part.start();
    const discard = async (): Promise<void> => {
      await part.stop();
      await leash.release();
    };
    return Object.defineProperty(part as T & AsyncDisposable, Symbol.asyncDispose, { value: discard });
  } catch (error) {
    await leash.release();
    throw error;
  }
}

/**
 * A broker of the test's own on a free port, with `kill()`, `stop()` and `start()` on the same port and data.
 * Use with `await using`, or call `[Symbol.asyncDispose]()`: it stops the broker and deletes its data. If the test
 * process dies, the broker goes too.
 */
export function startEmbeddedKafka(): Promise<Kafka & AsyncDisposable> {
  return inTemporaryFolder(async (directory) =>
    prepareKafka({ port: await freePort(), controllerPort: await freePort(), dataDir: directory }),
  );
}

/** A mongod of the test's own, as `startEmbeddedKafka`. Without `access` it asks for no password. */
export function startEmbeddedMongod(access?: MongodAccess): Promise<Mongod & AsyncDisposable> {
  return inTemporaryFolder(async (directory) =>
    prepareMongod({ port: await freePort(), dataDir: directory, ...(access && { access }) }),
  );
}

/**
 * A local issuer of the test's own with all demo clients, as `startEmbeddedKafka`. Most tests need none: the run has
 * one, see `tokenFor`.
 */
export function startTestIssuer(
  options: Omit<IssuerOptions, 'port' | 'dataDir'> = {},
): Promise<Issuer & AsyncDisposable> {
  return inTemporaryFolder(async (directory) =>
    prepareIssuer({ ...options, port: await freePort(), dataDir: directory }),
  );
}

async function startEmbedded(): Promise<Infrastructure> {
  const [kafka, mongod] = await Promise.allSettled([startEmbeddedKafka(), startEmbeddedMongod()]);
  if (kafka.status === 'rejected' || mongod.status === 'rejected') {
    if (kafka.status === 'fulfilled') await kafka.value[Symbol.asyncDispose]();
    if (mongod.status === 'fulfilled') await mongod.value[Symbol.asyncDispose]();
    throw kafka.status === 'rejected' ? kafka.reason : (mongod as PromiseRejectedResult).reason;
  }
  return {
    kafkaBrokers: kafka.value.brokers,
    mongoUri: mongod.value.uri,
    mode: 'embedded',
    async stop() {
      await Promise.all([kafka.value[Symbol.asyncDispose](), mongod.value[Symbol.asyncDispose]()]);
    },
  };
}

async function hasImages(): Promise<boolean> {
  if ((await runCommand('docker', ['info'])).code !== 0) return false;
  return (await runCommand('docker', ['image', 'inspect', ...Object.values(images)])).code === 0;
}

/**
 * Brings about Kafka and MongoDB for a test run, by the first way that is possible: `external` when
 * TEST_KAFKA_BROKERS and TEST_MONGO_URI are set; `testcontainers` when Docker answers and has the images;
 * `embedded` otherwise. TEST_INFRASTRUCTURE=embedded or =testcontainers insists on one. Data is thrown away by
 * `stop()`, except for `external`.
 */
export async function startInfrastructure(): Promise<Infrastructure> {
  const { TEST_KAFKA_BROKERS, TEST_MONGO_URI, TEST_INFRASTRUCTURE } = process.env;
  if (TEST_KAFKA_BROKERS && TEST_MONGO_URI) {
    return {
      kafkaBrokers: TEST_KAFKA_BROKERS,
      mongoUri: TEST_MONGO_URI,
      mode: 'external',
      stop: async () => {},
    };
  }
  const wantsContainers = TEST_INFRASTRUCTURE === 'testcontainers';
  if (wantsContainers || (TEST_INFRASTRUCTURE !== 'embedded' && (await hasImages()))) {
    // Loaded only when used: testcontainers brings a Docker client of a few hundred modules.
    const { startContainers } = await import('./containers.ts');
    return startContainers();
  }
  return startEmbedded();
}
