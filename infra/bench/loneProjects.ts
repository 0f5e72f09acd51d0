import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectsOperations } from '@tiltak/contracts/projects';
import { clientCredentials, createClient } from '@tiltak/http/client';
import { cacheDir, repositoryRoot } from '../local/cache.ts';
import { createLeash } from '../local/leash.ts';
import { mongoUriFor } from '../local/mongod.ts';
import { createPart } from '../local/part.ts';
import { freePort } from '../local/ports.ts';
import type { Named } from './processes.ts';
import type { BenchSystem } from './system.ts';

const answerWithinMs = 2_000;
const frameOre = 1_000_000_000_000_00;

/**
 * A projects process of the benchmark's own, beside the system's: same broker, database server and issuer, but topics
 * and a database of its own, named after `namespace`. Not started yet.
 */
export async function prepareProjects({ world, dataDir }: BenchSystem, namespace: string) {
  const { run } = world;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const part = createPart({
    name: 'projects (alone)',
    port,
    command: process.execPath,
    args: [join(repositoryRoot, 'services/projects/src/main.ts')],
    env: {
      NODE_COMPILE_CACHE: join(cacheDir(), 'node-compile'),
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      MONGO_URI: mongoUriFor(run.mongo, namespace),
      KAFKA_BROKERS: run.kafka,
      KAFKA_NAMESPACE: namespace,
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      OIDC_ISSUER: run.issuer,
      OIDC_AUDIENCE: 'tiltak',
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
  const client = run.clients['portfolio.controller'];
  if (!client) throw new Error('run.json has no client portfolio.controller');
  const token = clientCredentials({ issuer: run.issuer, ...client });
  const api = createClient(projectsOperations, { baseUrl: url, token });

  return {
    namespace,
    start: () => part.start(),
    process: (): Named => ({ name: 'projects (alone)', pid: part.pid ?? 0 }),
    /** Starts it on its empty topic, decides a large frame and a measure on it, and stops it again. */
    async decideFrameAndMeasure(): Promise<{ readonly frameId: string; readonly measureId: string }> {
      await part.start();
      const decision = { body: 'Kommunestyret', date: '2020-04-01', caseNumber: 'måling' };
      const { body: frame } = await api.decideFrame({
        body: { name: 'Målingens ramme', amountOre: frameOre, decision },
      });
      const { body: measure } = await api.createMeasure({
        body: { name: 'Målingens tiltak', part: 'stimuleringstiltak', points: [1], frameId: frame.frameId },
      });
      await part.stop();
      return { frameId: frame.frameId, measureId: measure.measureId };
    },
    /** What the frame shows as reserved. */
    reservedOre: async (frameId: string): Promise<number> =>
      (await api.getFrame({ params: { frameId } })).body.reservedOre,
    async end(): Promise<void> {
      await part.stop();
      await leash.release();
    },
  };
}

export type LoneProjects = Awaited<ReturnType<typeof prepareProjects>>;
