import mongoose from 'mongoose';

export const REPLICA_SET = 'rs0';
const ADMIN_USER = 'admin';
const ANSWER_WITHIN_MS = 2000;

/** Passwords of a mongod with authorization: everything it needs to let each service into its own database only. */
export interface MongodAccess {
  /** Shared key of the replica set's members; MongoDB asks for one when authorization is on. 6-1024 base64 characters. */
  readonly key: string;
  readonly adminPassword: string;
  /** Password of each database's only user; the user is named like its database. */
  readonly databases: Readonly<Record<string, string>>;
}

async function withClient<T>(
  uri: string,
  use: (client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, {
    directConnection: true,
    serverSelectionTimeoutMS: ANSWER_WITHIN_MS,
    connectTimeoutMS: ANSWER_WITHIN_MS,
    maxPoolSize: 1,
  });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** True when the server behind the URI is the writable primary of its replica set. */
export function isMongoHealthy(uri: string): Promise<boolean> {
  return withClient(uri, async (client) => {
    const hello = await client.db('admin').command({ hello: 1 });
    return hello.isWritablePrimary === true;
  });
}

/** Makes the replica set; needs no user while there is none. */
async function initiate(uri: string, host: string): Promise<void> {
  await withClient(uri, async (client) => {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello.me === host) return;
    const members = [{ _id: 0, host }];
    await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, members } });
  });
}

/** The members' addresses are stored in the data: after a change of port the only member no longer knows itself. */
async function moveTo(uri: string, host: string): Promise<void> {
  await withClient(uri, async (client) => {
    const admin = client.db('admin');
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members.length === 1 && config.members[0].host === host) return;
    const moved = { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] };
    await admin.command({ replSetReconfig: moved, force: true });
  });
}

/** MongoDB's codes for "there is a replica set already" and "users exist, so say who you are". */
const ALREADY_INITIATED_CODES: readonly unknown[] = [23, 13];

/** Makes the server the only member of its replica set, known as `host`, or moves it there from another address. */
export async function joinReplicaSet(server: {
  readonly anonymous: string;
  readonly admin: string;
  readonly host: string;
}): Promise<void> {
  await initiate(server.anonymous, server.host).catch((error: unknown) => {
    const code = error instanceof mongoose.mongo.MongoServerError ? error.code : undefined;
    if (!ALREADY_INITIATED_CODES.includes(code)) throw error;
    return moveTo(server.admin, server.host);
  });
}

/** The administrator's URI of a server, without a database. */
export function adminUri(host: string, { adminPassword }: MongodAccess): string {
  const password = encodeURIComponent(adminPassword);
  return `mongodb://${ADMIN_USER}:${password}@${host}/?authSource=admin&replicaSet=${REPLICA_SET}`;
}

/** The URI of a database for its one user. Throws when the database isn't among `access.databases`. */
export function databaseUri(host: string, access: MongodAccess, database: string): string {
  const password = access.databases[database];
  if (password === undefined) throw new Error(`mongod has no user for the database ${database}`);
  const query = `authSource=${database}&replicaSet=${REPLICA_SET}`;
  return `mongodb://${database}:${encodeURIComponent(password)}@${host}/${database}?${query}`;
}

async function setUser(
  client: mongoose.mongo.MongoClient,
  user: {
    readonly database: string;
    readonly name: string;
    readonly password: string;
    readonly role: string;
  },
): Promise<void> {
  const database = client.db(user.database);
  const { users } = await database.command({ usersInfo: user.name });
  if (users.length > 0) return;
  const roles = [{ role: user.role, db: user.database }];
  await database.command({ createUser: user.name, pwd: user.password, roles, mechanisms: ['SCRAM-SHA-256'] });
}

/**
 * Makes the administrator and each database's one user, where they aren't there yet. `anonymous` must reach the
 * server by its own loopback: MongoDB lets a local client make the first user, and nothing else, while there is none.
 */
export async function letIn(server: {
  readonly anonymous: string;
  readonly admin: string;
  readonly access: MongodAccess;
}): Promise<void> {
  const { anonymous, admin, access } = server;
  const adminExists = await withClient(admin, (client) => client.db('admin').command({ ping: 1 })).then(
    () => true,
    () => false,
  );
  if (!adminExists) {
    await withClient(anonymous, (client) =>
      client.db('admin').command({
        createUser: ADMIN_USER,
        pwd: access.adminPassword,
        roles: ['root'],
        mechanisms: ['SCRAM-SHA-256'],
      }),
    );
  }
  await withClient(admin, async (client) => {
    for (const [database, password] of Object.entries(access.databases)) {
      await setUser(client, { database, name: database, password, role: 'readWrite' });
    }
  });
}
