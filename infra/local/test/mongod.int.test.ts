import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { startEmbeddedMongod } from '../../test/infrastructure.ts';
import type { MongodAccess } from '../mongoAccess.ts';
import { startMongod } from '../mongod.ts';
import { freePort } from '../ports.ts';

const access: MongodAccess = {
  key: Buffer.alloc(96, 7).toString('base64'),
  adminPassword: 'admin/password',
  databases: { tiltak_projects: 'p', tiltak_maintenance: 'm' },
};

async function connected<T>(
  uri: string,
  use: (client: mongoose.mongo.MongoClient) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    return await use(await client.connect());
  } finally {
    await client.close();
  }
}

test("a service's user has all it needs in its own database, change streams and transactions too", async () => {
  await using mongod = await startEmbeddedMongod(access);
  await connected(mongod.uriOf('tiltak_projects'), async (client) => {
    const frames = client.db().collection('frames');
    await frames.createIndex({ name: 1 }, { unique: true });
    const changes = frames.watch();
    const change = changes.next();
    await client.withSession((session) =>
      session.withTransaction(async () => {
        await frames.insertOne({ name: 'strakstiltak' }, { session });
      }),
    );
    expect(await change).toMatchObject({ operationType: 'insert', fullDocument: { name: 'strakstiltak' } });
    await changes.close();
  });
});

test("a service's user can neither read nor write another's database, nor manage users", async () => {
  await using mongod = await startEmbeddedMongod(access);
  await connected(mongod.uri, (client) =>
    client.db('tiltak_projects').collection('frames').insertOne({ amount: 1 }),
  );
  await connected(mongod.uriOf('tiltak_maintenance'), async (client) => {
    const other = client.db('tiltak_projects');
    const refused = { codeName: 'Unauthorized' };
    await expect(other.collection('frames').findOne({})).rejects.toMatchObject(refused);
    await expect(other.collection('frames').insertOne({})).rejects.toMatchObject(refused);
    await expect(other.collection('frames').watch().next()).rejects.toMatchObject(refused);
    await expect(other.listCollections().toArray()).rejects.toMatchObject(refused);
    const user = { createUser: 'x', pwd: 'x', roles: [] };
    await expect(client.db('admin').command(user)).rejects.toMatchObject(refused);
  });
});

test('nobody comes in without a password, or with a wrong one', async () => {
  await using mongod = await startEmbeddedMongod(access);
  const anonymous = `mongodb://127.0.0.1:${mongod.port}/?replicaSet=rs0`;
  await connected(anonymous, async (client) => {
    const read = client.db('tiltak_projects').collection('frames').findOne({});
    await expect(read).rejects.toMatchObject({ codeName: 'Unauthorized' });
  });
  const wrong = mongod.uriOf('tiltak_projects').replace(':p@', ':q@');
  await expect(connected(wrong, async () => {})).rejects.toThrow(/Authentication failed/);
});

test('a killed mongod comes back on the same port with every acknowledged document', async () => {
  await using mongod = await startEmbeddedMongod();
  const uri = `${mongod.uri}&w=majority&journal=true`;
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  await connected(uri, async (client) => {
    for (const number of numbers) await client.db('kept').collection('things').insertOne({ number });
  });
  const { port } = mongod;
  await mongod.kill();
  await mongod.start();
  expect(mongod.port).toBe(port);
  await connected(uri, async (client) => {
    const found = await client.db('kept').collection('things').find().sort({ number: 1 }).toArray();
    expect(found.map(({ number }) => number)).toEqual(numbers);
  });
});

test('data made on one port can be used on another, with a user that is new', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tiltak-test-'));
  try {
    const first = await startMongod({ port: await freePort(), dataDir, access });
    await connected(first.uriOf('tiltak_projects'), (client) =>
      client.db().collection('x').insertOne({ a: 1 }),
    );
    await first.stop();
    const more = { ...access, databases: { ...access.databases, tiltak_web: 'w' } };
    const second = await startMongod({ port: await freePort(), dataDir, access: more });
    try {
      const count = await connected(second.uriOf('tiltak_projects'), (client) =>
        client.db().collection('x').countDocuments(),
      );
      expect(count).toBe(1);
      await connected(second.uriOf('tiltak_web'), (client) =>
        client.db().collection('y').insertOne({ b: 1 }),
      );
    } finally {
      await second.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
