import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openStore } from '@tiltak/store';
import { type Child, eventually, startChild } from '@tiltak/testing';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import type { Mint } from '../../../infra/test/mint.ts';
import { definition } from '../src/service.ts';
import { testKeys } from './running.ts';

const main = join(import.meta.dirname, '../src/main.ts');

/**
 * Procurement as a process of its own, as it runs in production, that can be killed and started again on the same data;
 * all that it logs is kept.
 */
export async function startChildProcurement(mint: Mint, more: Readonly<Record<string, string>> = {}) {
  const namespace = `t${randomUUID().slice(0, 8)}`;
  const environment = {
    PORT: '0',
    MONGO_URI: mongoUriFor(process.env.TILTAK_TEST_MONGO ?? '', `procurement_${namespace}`),
    KAFKA_BROKERS: process.env.TILTAK_TEST_KAFKA ?? '',
    KAFKA_NAMESPACE: namespace,
    OIDC_ISSUER: mint.issuer,
    LOG_LEVEL: 'trace',
    ...testKeys,
    ...more,
  };
  const logged: string[] = [];

  async function start(): Promise<{ child: Child; url: string }> {
    const child = startChild(main, environment, (line) => logged.push(line));
    const url = await eventually(
      () => {
        const started = child.lines.find((line) => line.includes('"msg":"started"'));
        if (started === undefined) throw new Error('procurement has not started');
        return (JSON.parse(started) as { url: string }).url;
      },
      { deadlineMs: 40_000 },
    );
    return { child, url };
  }
  let current = await start();
  const { aggregates, collections = [] } = definition;
  const store = await openStore({
    uri: environment.MONGO_URI,
    aggregates,
    collections,
    publish: () => undefined,
  });

  return {
    namespace,
    store,
    logged,
    url: () => current.url,
    /** SIGKILL, as a crash would be, and a new start on the same data. */
    async killAndStart(): Promise<void> {
      await current.child.kill();
      current = await start();
    },
    async stop(): Promise<void> {
      await current.child.stop();
      await store.close();
    },
  };
}
export type ChildProcurement = Awaited<ReturnType<typeof startChildProcurement>>;
