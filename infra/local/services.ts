import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cacheDir, repositoryRoot } from './cache.ts';
import { newSecret } from './issuer/issuerState.ts';
import type { DemoClient } from './issuer.ts';
import type { MongodAccess } from './mongoAccess.ts';
import { mongoUriFor } from './mongod.ts';
import { readJson, writeSecretJson } from './secretFile.ts';

/** A service process: what to run and on which port. */
export interface ServiceSpec {
  readonly name: string;
  /** Path of its main file. */
  readonly main: string;
  readonly port: number;
  readonly portVariable: string;
}

/** The services by the variable that moves their port, with the default. */
const SERVICE_PORTS = {
  projects: { variable: 'PROJECTS_PORT', port: 7001 },
  procurement: { variable: 'PROCUREMENT_PORT', port: 7002 },
  maintenance: { variable: 'MAINTENANCE_PORT', port: 7003 },
  notifications: { variable: 'NOTIFICATIONS_PORT', port: 7004 },
  web: { variable: 'WEB_PORT', port: 7000 },
} as const;

/** The five services of the product, on the ports that the environment asks for. */
export function productServices(portOf: (variable: string, otherwise: number) => number): ServiceSpec[] {
  return Object.entries(SERVICE_PORTS).map(([name, { variable, port }]) => ({
    name,
    main: join(repositoryRoot, 'services', name, 'src/main.ts'),
    port: portOf(variable, port),
    portVariable: variable,
  }));
}

/** Where a service is reached; the console signs people in and so has its address registered with the issuer. */
export function urlOf({ port }: Pick<ServiceSpec, 'port'>): string {
  return `http://127.0.0.1:${port}`;
}

/** Every service has a database and a user of its own, both named like this. */
export function databaseOf(name: string): string {
  return `tiltak_${name}`;
}

/** Keys and passwords of one data folder, made at its first start. */
export interface LocalSecrets {
  readonly mongod: MongodAccess;
  readonly answerLinkKey: string;
  readonly secretsKey: string;
  /** An ed25519 seed as Standard Webhooks writes it. */
  readonly signingKey: string;
  /** Encrypts the platform's half of the keys of sealed bids. */
  readonly bidKey: string;
  /** An ed25519 seed: signs bidders' receipts. */
  readonly receiptKey: string;
  readonly sessionKey: string;
}

const KEY_BYTES = 32;
const REPLICA_SET_KEY_BYTES = 96;

/** Reads `<dataDir>/secrets.json` (mode 0600), and adds what is missing in it. */
export function loadSecrets(dataDir: string, services: readonly Pick<ServiceSpec, 'name'>[]): LocalSecrets {
  const file = join(dataDir, 'secrets.json');
  const stored = readJson<LocalSecrets>(file);
  const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');
  const databases: Record<string, string> = { ...stored?.mongod.databases };
  for (const { name } of services) databases[databaseOf(name)] ??= newSecret();
  const secrets: LocalSecrets = {
    mongod: {
      key: stored?.mongod.key ?? randomBytes(REPLICA_SET_KEY_BYTES).toString('base64'),
      adminPassword: stored?.mongod.adminPassword ?? newSecret(),
      databases,
    },
    answerLinkKey: stored?.answerLinkKey ?? newKey(),
    secretsKey: stored?.secretsKey ?? newKey(),
    signingKey: stored?.signingKey ?? `whsk_${newKey()}`,
    bidKey: stored?.bidKey ?? newKey(),
    receiptKey: stored?.receiptKey ?? `whsk_${newKey()}`,
    sessionKey: stored?.sessionKey ?? newKey(),
  };
  if (!isDeepStrictEqual(stored, secrets)) writeSecretJson(file, secrets);
  return secrets;
}

/** What the services need to know of the rest of the system. */
export interface Surroundings {
  readonly services: readonly ServiceSpec[];
  readonly secrets: LocalSecrets;
  readonly kafkaBrokers: string;
  /** Left out for a broker that was given from outside: who knows what it allows. */
  readonly kafkaSessionSeconds?: number;
  /** For an administrator, without a database. */
  readonly mongoUri: string;
  /** For the user of one database; undefined for a MongoDB that was given from outside. */
  readonly mongoUriOf?: (database: string) => string;
  readonly issuer: string;
  /** Undefined for an issuer that was given from outside. */
  readonly webClient?: DemoClient;
  /** Where mail is handed in. */
  readonly smtpUrl: string;
}

/**
 * The environment of one service. What the user set for the whole system passes through (OTEL_*, LOG_LEVEL ...), and
 * wins where a default is given below.
 */
export function environmentOf(service: ServiceSpec, surroundings: Surroundings): NodeJS.ProcessEnv {
  const { services, secrets, issuer, webClient } = surroundings;
  const urls = new Map(services.map((other) => [other.name, urlOf(other)]));
  const database = databaseOf(service.name);
  const common: NodeJS.ProcessEnv = {
    KAFKA_NAMESPACE: 'tiltak',
    ...(surroundings.kafkaSessionSeconds !== undefined && {
      KAFKA_SESSION_SECONDS: String(surroundings.kafkaSessionSeconds),
    }),
    OIDC_AUDIENCE: 'tiltak',
    // Parsed and stripped modules are kept between starts: about a third off the start of a service (tests start them
    // without the supervisor's environment).
    NODE_COMPILE_CACHE: join(cacheDir(), 'node-compile'),
    ...process.env,
    PORT: String(service.port),
    HOST: '127.0.0.1',
    PUBLIC_URL: urlOf(service),
    MONGO_URI: surroundings.mongoUriOf?.(database) ?? mongoUriFor(surroundings.mongoUri, database),
    KAFKA_BROKERS: surroundings.kafkaBrokers,
    OIDC_ISSUER: issuer,
    WEB_URL: urls.get('web'),
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
  };
  switch (service.name) {
    case 'maintenance':
      // The demo shows an offer that expires, and nobody waits a quarter of an hour for that.
      return { ANSWER_LINK_KEY: secrets.answerLinkKey, CALL_OFF_ANSWER_SECONDS_MIN: '1', ...common };
    case 'procurement':
      return {
        SECRETS_KEY: secrets.bidKey,
        RECEIPT_KEY: secrets.receiptKey,
        // The database is on this very machine: nobody waits a quarter of a minute for a demo's opening.
        BID_SETTLING_SECONDS: '2',
        REHEARSALS: 'true',
        ...common,
      };
    case 'notifications':
      return {
        SECRETS_KEY: secrets.secretsKey,
        SIGNING_KEY: secrets.signingKey,
        WEBHOOK_ALLOW_LOOPBACK: 'true',
        ...common,
        SMTP_URL: surroundings.smtpUrl,
      };
    case 'web':
      return {
        SESSION_KEY: secrets.sessionKey,
        ...(webClient && { OIDC_CLIENT_ID: webClient.clientId, OIDC_CLIENT_SECRET: webClient.clientSecret }),
        ...common,
        PROJECTS_URL: urls.get('projects'),
        PROCUREMENT_URL: urls.get('procurement'),
        MAINTENANCE_URL: urls.get('maintenance'),
        NOTIFICATIONS_URL: urls.get('notifications'),
      };
    default:
      return common;
  }
}
