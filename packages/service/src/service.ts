import { hostname } from 'node:os';
import { type Operations, type PublishedEvent, type ServiceName, topicOf } from '@tiltak/contracts';
import type { Rejection } from '@tiltak/decider';
import { createApp, createTokenVerifier, type Handlers, listen } from '@tiltak/http';
import {
  connectBroker,
  countParked,
  ensureTopics,
  oldestUnpublishedSeconds,
  parkedCollection,
  type Reactions,
  replayParked,
  runConsumer,
  runRelay,
} from '@tiltak/messaging';
import {
  type AnyAggregate,
  isAway,
  openStore,
  type PlainCollection,
  type Publish,
  pause,
  runCheckpoints,
  runTimers,
  type Store,
  type TimerHandler,
} from '@tiltak/store';
import { counter, createLogger, gauge, type Logger, startTelemetry } from '@tiltak/telemetry';
import type * as z from 'zod';
import { ConfigError, readConfig, redacted, type ServiceConfig } from './config.ts';
import { deadLetterHandlers, deadLetterOperations } from './deadLetters.ts';

/** A part of a service that runs beside HTTP, consumer and timers: started last, stopped first. */
export type Companion = { stop(): Promise<void> };

/** A service, as data and pure wiring: what it keeps, what it offers, what it reacts to. */
export type ServiceDefinition<Config extends ServiceConfig, Ops extends Operations> = {
  readonly name: ServiceName;
  readonly title: string;
  readonly config: z.ZodType<Config>;
  readonly aggregates: readonly AnyAggregate[];
  readonly collections?: readonly PlainCollection[];
  readonly publish: (config: Config) => Publish;
  readonly operations: Ops;
  /** `stopping` aborts when the service stops: whoever waits for something then answers at once. */
  readonly handlers: (store: Store, config: Config, stopping: AbortSignal) => Handlers<Ops>;
  /** The services whose events it reads. */
  readonly listensTo: readonly ServiceName[];
  readonly reactions: (config: Config, store: Store) => Reactions;
  readonly timers?: (config: Config, store: Store) => Readonly<Record<string, TimerHandler>>;
  readonly companion?: (store: Store, config: Config, logger: Logger) => Promise<Companion>;
};

export type RunningService = { readonly url: string; stop(): Promise<void> };

/** How often events that were set aside are tried again by themselves. */
const replayIntervalMs = 60_000;

/**
 * Starts a service: store, topics, relay, timers, consumer, HTTP; resolves when it takes requests. `onCrash` is told
 * when the consumer group is lost for good; the caller then ends the process.
 */
export async function startService<Config extends ServiceConfig, Ops extends Operations>(
  definition: ServiceDefinition<Config, Ops>,
  config: Config,
  logger: Logger,
  onCrash: (error: unknown) => void,
): Promise<RunningService> {
  const { name } = definition;
  const holder = `${hostname()}:${process.pid}:${Date.now()}`;
  const namespace = config.KAFKA_NAMESPACE;
  const store = await openStore({
    uri: config.MONGO_URI,
    aggregates: definition.aggregates,
    collections: [parkedCollection, ...(definition.collections ?? [])],
    publish: withCheckpoints(name, definition.publish(config)),
  });
  const kafka = connectBroker({ brokers: config.KAFKA_BROKERS, clientId: `${namespace}.${name}` });
  const listensTo = definition.listensTo.map((service) => topicOf(service, namespace));
  await ensureTopics(kafka, [topicOf(name, namespace), ...listensTo]);

  const onError = (error: unknown, about?: object) =>
    logger.error({ err: error, ...describe(about) }, 'fault');
  const rejected = counter('reactions_rejected_total', 'Events that a business rule said no to', ['type']);
  const onRejected = (rejection: Rejection, event: PublishedEvent) => {
    rejected.inc({ type: event.type });
    logger.warn({ code: rejection.code, ...describe(event) }, 'a reaction was refused by a rule');
  };
  const reactions = definition.reactions(config, store);
  const relay = await runRelay(store, { kafka, service: name, namespace, holder, onError });
  const handlers = definition.timers?.(config, store);
  const timers = handlers && runTimers(store, { holder, handlers, onError });
  const checkpoints = runCheckpoints(store, {
    holder,
    intervalMs: config.CHECKPOINT_SECONDS * 1000,
    onError,
  });
  const consumer =
    listensTo.length > 0
      ? await runConsumer(store, {
          kafka,
          groupId: `${namespace}.${name}`,
          topics: listensTo,
          sessionTimeoutMs: config.KAFKA_SESSION_SECONDS * 1000,
          reactions,
          onError,
          onRejected,
          onCrash,
        })
      : undefined;
  const companion = await definition.companion?.(store, config, logger);
  const replay = repeat(replayIntervalMs, () => replayParked(store, reactions, onRejected), onError);
  measure(store);

  const stopping = new AbortController();
  const app = createApp({
    service: name,
    title: definition.title,
    operations: { ...definition.operations, ...deadLetterOperations } as Operations,
    handlers: {
      ...definition.handlers(store, config, stopping.signal),
      ...deadLetterHandlers(store, reactions),
    } as unknown as Handlers<Operations>,
    verifyToken: createTokenVerifier({
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
      internalUrl: config.OIDC_INTERNAL_URL,
    }),
    async ready() {
      consumer?.ready();
      await store.ready();
    },
    live: () => consumer?.live(),
    isPassing: isAway,
    logger,
  });
  const server = await listen(app, { port: config.PORT, host: config.HOST });
  logger.info({ url: server.url, config: redacted(config) }, 'started');

  return {
    url: server.url,
    async stop() {
      stopping.abort();
      // First nothing new comes in, then what is under way is finished, then the rest is published.
      await Promise.all([server.close(), consumer?.stop(), companion?.stop(), replay.stop()]);
      await Promise.all([timers?.stop(), checkpoints.stop()]);
      await relay.stop();
      await store.close();
    },
  };
}

/** Every service publishes its journal's checkpoints besides its own events. */
function withCheckpoints(service: ServiceName, publish: Publish): Publish {
  return (row) =>
    row.kind === 'checkpoints'
      ? { type: `no.tiltak.${service}.journal.checkpointed.v1`, data: row.data }
      : publish(row);
}

/** Does it again and again, `intervalMs` after it was done the last time. */
function repeat(
  intervalMs: number,
  step: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Companion {
  const stopping = new AbortController();
  const running = (async () => {
    for (;;) {
      await pause(intervalMs, stopping.signal);
      if (stopping.signal.aborted) return;
      await step().catch(onError);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** What a log line says of an event or timer: ids and types, never data. */
function describe(about: object | undefined): object {
  if (about === undefined) return {};
  const { id, type, kind, subject, sequence } = about as Readonly<Record<string, unknown>>;
  return { id, type: type ?? kind, subject, sequence };
}

function measure(store: Store): void {
  gauge(
    'relay_oldest_unpublished_seconds',
    'Age of the oldest event that is not on its topic yet',
    [],
    async (it) => it.set(await oldestUnpublishedSeconds(store)),
  );
  gauge('dead_letters', 'Events that could not be applied, and those that wait behind them', [], async (it) =>
    it.set(await countParked(store)),
  );
}

/** How long a stop may take before the process ends anyway: what is not done then is done after the next start. */
const stopLimitMs = 20_000;

/**
 * A service's process from start to end: configuration from the environment, an ordered stop on SIGTERM and SIGINT,
 * exit code 1 with one clear line when it can't start or has lost its consumer group.
 */
export async function main<Config extends ServiceConfig, Ops extends Operations>(
  definition: ServiceDefinition<Config, Ops>,
): Promise<void> {
  const logger = createLogger(definition.name);
  const fail = (error: unknown) => {
    if (error instanceof ConfigError) logger.fatal(error.message);
    else logger.fatal({ err: error }, 'the service ends');
    process.exit(1);
  };
  process.on('unhandledRejection', fail);
  try {
    const config = readConfig(definition.config as unknown as z.ZodObject, process.env) as unknown as Config;
    const telemetry = await startTelemetry({ service: definition.name });
    const service = await startService(definition, config, logger, fail);
    const stop = async () => {
      setTimeout(() => fail(new Error(`not stopped after ${stopLimitMs} ms`)), stopLimitMs).unref();
      await service.stop();
      await telemetry.stop();
      process.exit(0);
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    fail(error);
  }
}
