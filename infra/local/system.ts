import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './cache.ts';
import { type Issuer, prepareIssuer } from './issuer.ts';
import { isKafkaHealthy, type Kafka, prepareKafka } from './kafka.ts';
import { SESSION_SECONDS_MIN } from './kafkaInstallation.ts';
import { rotateLog, watchLog } from './logWatch.ts';
import { type MailCatcher, startMailCatcher } from './mail/catcher.ts';
import { isMongoHealthy } from './mongoAccess.ts';
import { type Mongod, prepareMongod } from './mongod.ts';
import { allOrEveryProblem, requireHealthy } from './outcomes.ts';
import type { Part } from './part.ts';
import { requireFreePorts } from './ports.ts';
import { createProcessFile, endLeftovers, type ProcessFile } from './processFile.ts';
import { type RunClient, type RunFile, removeRunFile, writeRunFile } from './runFile.ts';
import { seedOnce } from './seedOnce.ts';
import { servicePart } from './servicePart.ts';
import { loadSecrets, type ServiceSpec, type Surroundings, urlOf } from './services.ts';
import { type Say, superviseRestarts } from './supervisor.ts';

/** What `--fresh` deletes: everything that a start writes, and nothing else that may lie in the folder. */
const OWN_FILES = ['kafka', 'mongod', 'issuer', 'logs', 'mail', 'run.json', 'secrets.json', 'seed.json'];

/** What to start, and where. */
export interface SystemOptions {
  readonly dataDir: string;
  readonly isFresh: boolean;
  readonly services: readonly ServiceSpec[];
  readonly ports: {
    readonly issuer: number;
    readonly kafka: number;
    readonly kafkaController: number;
    readonly mongo: number;
    readonly smtp: number;
    readonly mailPage: number;
  };
  /** Parts that run already and are used instead of own ones. */
  readonly given: {
    readonly kafkaBrokers?: string;
    readonly mongoUri?: string;
    readonly issuer?: string;
    readonly smtpUrl?: string;
  };
  /** A module that exports `seed(run: RunFile): Promise<void>`; run once per data folder, if the file exists. */
  readonly seedModule: string;
  readonly say: Say;
}

/** A system that runs, with every service ready. */
export interface System {
  readonly run: RunFile;
}

/** Starts parts in order, and stops in order whatever was started, at any moment. */
export function createSystem(options: SystemOptions): {
  /** Resolves once everything is ready and the demo data is loaded. Rejects on the first problem; call `stop` then. */
  start(): Promise<System>;
  /** Services first, then the issuer, then MongoDB and Kafka. Safe to call at any time and more than once. */
  stop(): Promise<void>;
} {
  const { dataDir, services, ports, given, say } = options;
  const stopping = new AbortController();
  const serviceParts: Part[] = [];
  const issuerParts: Part[] = [];
  const storeParts: Part[] = [];
  const endWatches: (() => void)[] = [];
  let processFile: ProcessFile | undefined;
  let mail: MailCatcher | undefined;
  let stopped: Promise<void> | undefined;

  async function launch(part: Part, group: Part[]): Promise<void> {
    if (stopping.signal.aborted) throw new Error('stopped during start-up');
    rotateLog(part.logFile);
    group.push(part);
    processFile?.follow(part);
    await part.start();
    superviseRestarts(part, stopping.signal, say);
  }

  function logFileOf(name: string): string {
    return join(dataDir, 'logs', `${name}.log`);
  }

  async function startKafkaPart(): Promise<Kafka | undefined> {
    if (given.kafkaBrokers) {
      await requireHealthy(`Kafka at ${given.kafkaBrokers} (KAFKA_BROKERS)`, () =>
        isKafkaHealthy(given.kafkaBrokers!),
      );
      return undefined;
    }
    const kafka = await prepareKafka({
      port: ports.kafka,
      controllerPort: ports.kafkaController,
      dataDir: join(dataDir, 'kafka'),
      logFile: logFileOf('kafka'),
    });
    await launch(kafka, storeParts);
    return kafka;
  }

  async function startMongodPart(access: Surroundings['secrets']['mongod']): Promise<Mongod | undefined> {
    if (given.mongoUri) {
      await requireHealthy('MongoDB (MONGO_URI)', () => isMongoHealthy(given.mongoUri!));
      return undefined;
    }
    const mongod = await prepareMongod({
      port: ports.mongo,
      dataDir: join(dataDir, 'mongod'),
      logFile: logFileOf('mongod'),
      access,
    });
    await launch(mongod, storeParts);
    return mongod;
  }

  async function startIssuerPart(): Promise<Issuer | undefined> {
    if (given.issuer) return undefined;
    const web = services.find(({ name }) => name === 'web');
    const issuer = prepareIssuer({
      port: ports.issuer,
      dataDir: join(dataDir, 'issuer'),
      logFile: logFileOf('issuer'),
      ...(web && {
        redirectUris: [`${urlOf(web)}/auth/callback`],
        postLogoutRedirectUris: [`${urlOf(web)}/`],
      }),
    });
    await launch(issuer, issuerParts);
    return issuer;
  }

  /** In this very process: another would cost 40 MB to do next to nothing. */
  async function startMail(): Promise<void> {
    if (given.smtpUrl) return;
    mail = await startMailCatcher({
      smtpPort: ports.smtp,
      pagePort: ports.mailPage,
      directory: join(dataDir, 'mail'),
    });
  }

  async function start(): Promise<System> {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    mkdirSync(cacheDir(), { recursive: true });
    await endLeftovers(dataDir, say);
    await requireFreePorts({
      ...Object.fromEntries(services.map(({ portVariable, port }) => [portVariable, port])),
      ...(!given.issuer && { ISSUER_PORT: ports.issuer }),
      ...(!given.kafkaBrokers && { KAFKA_PORT: ports.kafka, KAFKA_CONTROLLER_PORT: ports.kafkaController }),
      ...(!given.mongoUri && { MONGO_PORT: ports.mongo }),
      ...(!given.smtpUrl && { SMTP_PORT: ports.smtp, MAIL_PAGE_PORT: ports.mailPage }),
    });
    processFile = await createProcessFile(dataDir);
    removeRunFile(dataDir);
    if (options.isFresh) {
      for (const name of OWN_FILES) rmSync(join(dataDir, name), { recursive: true, force: true });
    }

    const secrets = loadSecrets(dataDir, services);
    say('starting Kafka, MongoDB and the issuer ...');
    const [kafka, mongod, issuer] = await allOrEveryProblem([
      startKafkaPart(),
      startMongodPart(secrets.mongod),
      startIssuerPart(),
      startMail(),
    ]);
    const surroundings: Surroundings = {
      services,
      secrets,
      kafkaBrokers: given.kafkaBrokers ?? kafka!.brokers,
      ...(!given.kafkaBrokers && { kafkaSessionSeconds: SESSION_SECONDS_MIN }),
      mongoUri: given.mongoUri ?? mongod!.uri,
      ...(mongod && { mongoUriOf: mongod.uriOf }),
      issuer: given.issuer ?? issuer!.issuer,
      ...(issuer && { webClient: issuer.webClient }),
      smtpUrl: given.smtpUrl ?? mail!.smtpUrl,
    };

    say(`starting ${services.map(({ name }) => name).join(', ')} ...`);
    const parts = services.map((service) => servicePart(service, surroundings, logFileOf(service.name)));
    await Promise.all(
      parts.map((part) => {
        const launched = launch(part, serviceParts);
        endWatches.push(watchLog(part.name, part.logFile, say));
        return launched;
      }),
    );

    const clients: Record<string, RunClient> = structuredClone({ ...issuer?.clients });
    const runNow = (): RunFile => ({
      services: Object.fromEntries(
        parts.map((part) => [part.name, { url: urlOf(part), pid: part.pid ?? 0 }] as const),
      ),
      issuer: surroundings.issuer,
      kafka: surroundings.kafkaBrokers,
      mongo: surroundings.mongoUri,
      ...(mail && { mail: { smtp: `127.0.0.1:${ports.smtp}`, url: mail.url } }),
      clients,
    });
    const run = runNow();
    await seedOnce(run, { dataDir, module: options.seedModule, say });
    if (stopping.signal.aborted) throw new Error('stopped during start-up');
    for (const part of parts) part.onStart(() => writeRunFile(dataDir, runNow()));
    writeRunFile(dataDir, runNow());
    return { run };
  }

  async function stopAll(): Promise<void> {
    stopping.abort();
    // Without it this start never owned the folder: another one may run on it.
    if (processFile) removeRunFile(dataDir);
    for (const group of [serviceParts, issuerParts, storeParts]) {
      await Promise.all(group.map((part) => part.stop()));
    }
    await mail?.stop();
    for (const endWatch of endWatches) endWatch();
    processFile?.remove();
  }

  return {
    start,
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
