import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  adminUri,
  databaseUri,
  isMongoHealthy,
  joinReplicaSet,
  letIn,
  type MongodAccess,
  REPLICA_SET,
} from './mongoAccess.ts';
import { findMongod } from './mongodBinary.ts';
import { createPart, type Part } from './part.ts';

/** Less than the option for it allows (256 MiB): the working set of one municipality is small. */
const CACHE_SIZE = '128M';
const TRANSACTION_SECONDS_MAX = 3;
/** 0 to 10: how readily freed memory goes back to the system. */
const RELEASE_RATE = 10;

/** Where mongod listens (127.0.0.1 only), keeps its data, and who may come in. */
export interface MongodOptions {
  readonly port: number;
  readonly dataDir: string;
  /** `<dataDir>/mongod.log` by default. */
  readonly logFile?: string;
  /** Without it everybody on this machine is let in: for tests only. */
  readonly access?: MongodAccess;
}

/** A local mongod, a replica set of one; see `Part` for stop, kill and start. */
export interface Mongod extends Part {
  /** For an administrator, without a database: `mongodb://...:port/?replicaSet=rs0...`. */
  readonly uri: string;
  /** For the one user of a database. Throws when the database isn't among `access.databases`. */
  uriOf(database: string): string;
}

/** The same MongoDB URI with a database in it. */
export function mongoUriFor(mongoUri: string, database: string): string {
  const uri = new URL(mongoUri);
  uri.pathname = `/${database}`;
  if (uri.username && !uri.searchParams.has('authSource')) uri.searchParams.set('authSource', 'admin');
  return uri.href;
}

/** Describes a mongod without starting it. Its first start makes the replica set and the users. */
export async function prepareMongod(options: MongodOptions): Promise<Mongod> {
  const { port, dataDir, access } = options;
  const mongod = await findMongod();
  await mkdir(join(dataDir, 'db'), { recursive: true });
  const keyFile = join(dataDir, 'replica-set.key');
  if (access) await writeFile(keyFile, access.key, { mode: 0o600 });

  const host = `127.0.0.1:${port}`;
  const anonymous = `mongodb://${host}/?replicaSet=${REPLICA_SET}`;
  const uri = access ? adminUri(host, access) : anonymous;
  const uriOf = (database: string): string =>
    access ? databaseUri(host, access, database) : mongoUriFor(anonymous, database);

  let isSetUp = false;

  const args = ['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', join(dataDir, 'db')];
  args.push('--replSet', REPLICA_SET, '--wiredTigerEngineConfigString', `cache_size=${CACHE_SIZE}`);
  args.push('--setParameter', 'diagnosticDataCollectionEnabled=false', '--quiet');
  args.push('--setParameter', `tcmallocReleaseRate=${RELEASE_RATE}`);
  // A process that is killed inside a transaction leaves its locks behind for this long; a minute by default.
  args.push('--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS_MAX}`);
  if (access) args.push('--keyFile', keyFile);
  const part = createPart({
    name: 'mongod',
    port,
    command: mongod,
    args,
    logFile: options.logFile ?? join(dataDir, 'mongod.log'),
    async isReady() {
      if (!isSetUp) await joinReplicaSet({ anonymous, admin: uri, host });
      if (!(await isMongoHealthy(anonymous))) return false;
      if (!isSetUp && access) await letIn({ anonymous, admin: uri, access });
      isSetUp = true;
      return true;
    },
  });
  return Object.defineProperties(part as Mongod, {
    uri: { value: uri, enumerable: true },
    uriOf: { value: uriOf, enumerable: true },
  });
}

/** Starts mongod and resolves once it is the writable primary and its users exist. Throws `MachineProblem` if there is no mongod. */
export async function startMongod(options: MongodOptions): Promise<Mongod> {
  const mongod = await prepareMongod(options);
  await mongod.start();
  return mongod;
}
