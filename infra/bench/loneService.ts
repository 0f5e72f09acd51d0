import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, repositoryRoot } from '../local/cache.ts';
import { SESSION_SECONDS_MIN } from '../local/kafkaInstallation.ts';
import { createLeash } from '../local/leash.ts';
import { mongoUriFor } from '../local/mongod.ts';
import { createPart } from '../local/part.ts';
import { freePort } from '../local/ports.ts';
import type { Named } from './processes.ts';
import type { BenchSystem } from './system.ts';

const answerWithinMs = 2_000;

/**
 * A service's process of the benchmark's own, beside the system's: same broker, database server and issuer, but topics
 * and a database of its own, named after `namespace`. Not started yet.
 */
export async function prepareService(
  { world, dataDir }: Pick<BenchSystem, 'world' | 'dataDir'>,
  options: {
    readonly name: 'projects' | 'procurement' | 'notifications' | 'maintenance';
    readonly namespace: string;
    readonly env?: Readonly<Record<string, string>>;
    /** For the process itself, not for the service. */
    readonly nodeFlags?: readonly string[];
  },
) {
  const { run } = world;
  const { name, namespace, env = {}, nodeFlags = [] } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const part = createPart({
    name: `${name} (alone)`,
    port,
    command: process.execPath,
    args: [...nodeFlags, join(repositoryRoot, `services/${name}/src/main.ts`)],
    env: {
      NODE_COMPILE_CACHE: join(cacheDir(), 'node-compile'),
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      MONGO_URI: mongoUriFor(run.mongo, namespace),
      KAFKA_BROKERS: run.kafka,
      KAFKA_NAMESPACE: namespace,
      KAFKA_SESSION_SECONDS: String(SESSION_SECONDS_MIN),
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      OIDC_ISSUER: run.issuer,
      OIDC_AUDIENCE: 'tiltak',
      ...env,
    },
    logFile: join(dataDir, 'logs', `${namespace}.log`),
    async isReady() {
      const signal = AbortSignal.timeout(answerWithinMs);
      const response = await fetch(`${url}/health/ready`, { signal });
      await response.body?.cancel();
      return response.status === 200;
    },
  });
  // Whatever becomes of the benchmark, the process does not outlive it.
  const leash = createLeash();
  leash.hold(part);
  return {
    namespace,
    url,
    start: () => part.start(),
    stop: () => part.stop(),
    /** SIGKILL, as a crash would be. */
    kill: () => part.kill(),
    process: (): Named => ({ name: part.name, pid: part.pid ?? 0 }),
    async end(): Promise<void> {
      await part.stop();
      await leash.release();
    },
  };
}

export type LoneService = Awaited<ReturnType<typeof prepareService>>;
