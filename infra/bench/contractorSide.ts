import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { clientCredentials, createClient } from '@tiltak/http/client';
import mongoose from 'mongoose';
import { mongoUriFor } from '../local/mongod.ts';
import { startFloor } from './child.ts';
import { openMaintenanceTopic } from './contractorEvents.ts';
import { prepareService } from './loneService.ts';
import type { Named } from './processes.ts';
import type { BenchSystem } from './system.ts';

const pollMs = 50;

/** What the sink has noted; see `floors/webhookSink.ts`. */
export type SinkCounts = {
  readonly received: number;
  readonly repeated: number;
  readonly disordered: number;
  readonly distinct: number;
  readonly underMax: number;
};

/**
 * Notifications alone, as a process of the benchmark's own, with maintenance's topic to write on, and a contractor's
 * system in another process. Not started yet.
 */
export async function openContractorSide(
  system: BenchSystem,
  options: { readonly nodeFlags?: readonly string[] } = {},
) {
  const { run } = system.world;
  const namespace = `bench${randomUUID().slice(0, 8)}`;
  const nodeFlags = [...(options.nodeFlags ?? []), ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? [])];
  const service = await prepareService(system, {
    name: 'notifications',
    namespace,
    nodeFlags,
    env: {
      SECRETS_KEY: randomBytes(32).toString('base64'),
      SIGNING_KEY: `whsk_${randomBytes(32).toString('base64')}`,
      WEBHOOK_ALLOW_LOOPBACK: 'true',
    },
  });
  const topic = await openMaintenanceTopic(run.kafka, namespace);
  const sink = startFloor('webhookSink', {});
  const { origin } = await sink.answer<{ readonly origin: string }>();
  const database = new mongoose.mongo.MongoClient(run.mongo);
  await database.connect();
  const db = database.db(new URL(mongoUriFor(run.mongo, namespace)).pathname.slice(1));

  const ask = async <Answer>(what: 'counts' | 'arrivals' | 'forget'): Promise<Answer> => {
    sink.tell(what);
    return sink.answer<Answer>();
  };
  const firmOf = (who: string): string => {
    const organisationNumber = run.clients[who]?.organisationNumber;
    if (!organisationNumber) throw new Error(`run.json has no organisation number for ${who}`);
    return organisationNumber;
  };

  return {
    ...service,
    topic,
    db,
    firmOf,
    sink: {
      origin,
      process: (): Named => ({ name: 'sink', pid: sink.pid }),
      counts: () => ask<SinkCounts>('counts'),
      /** When each `webhook-id` came first, in `nowMs`. */
      arrivals: async () =>
        new Map((await ask<{ arrivals: [string, number][] }>('arrivals')).arrivals) as ReadonlyMap<
          string,
          number
        >,
      forget: () => ask<SinkCounts>('forget'),
    },
    as(who: string) {
      const credentials = run.clients[who];
      if (!credentials) throw new Error(`run.json has no client ${who}`);
      const token = clientCredentials({ issuer: run.issuer, ...credentials });
      return createClient(notificationsOperations, { baseUrl: service.url, token });
    },
    /** Until nothing is open any more. */
    async untilDelivered(signal: AbortSignal): Promise<void> {
      const isOpen = { 'state.queue': { $gt: '' } };
      while ((await db.collection('deliveries').findOne(isOpen)) !== null)
        await delay(pollMs, undefined, { signal });
    },
    async end(): Promise<void> {
      await service.end();
      await sink.stop();
      await topic.close();
      await db.dropDatabase();
      await database.close();
    },
  };
}

export type ContractorSide = Awaited<ReturnType<typeof openContractorSide>>;
