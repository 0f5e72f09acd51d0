import mongoose, { type Connection } from 'mongoose';
import type { AnyAggregate, PartialIndex, StateDocument, StateIndex } from './aggregate.ts';
import type { TimerRow } from './batch.ts';
import { type JournalRow, journalIndexes } from './journal.ts';

type Document = { _id: string };
/** Where a plain document is in the database. */
type Place = { readonly collection: string; readonly id: string };
export type Collection<Row extends Document = Document> = mongoose.mongo.Collection<Row>;

/**
 * A plain collection of a service (copies of others' data, views), with its indexes. Those without share one in the
 * database, because a transaction then writes their documents with one command.
 */
export type PlainCollection = {
  readonly name: string;
  readonly indexes?: readonly Readonly<Record<string, 1 | -1>>[];
};

/** The collection in the database that holds the documents of all without indexes, as `<collection>/<id>`. */
const shared = 'documents';

/** An acknowledged write is on the disk of a majority: it survives a kill of any process, mongod included. */
const durable = { w: 'majority', j: true } as const;
/** How long a command waits for a database that is away before it is answered with "try again". */
const serverSelectionTimeoutMs = 10_000;
/** How long a command waits for one of the connections. */
const connectionWaitMs = 10_000;
/** A database that says nothing for so long is taken for away; by default the driver would wait for ever. */
const silenceMs = 15_000;
/** Also how long a database that neither answers nor hangs up is believed in. */
const connectTimeoutMs = 5000;

/**
 * Opens a service's own database and makes its collections and indexes: they must be there before the first
 * transaction. Throws if the database can't be reached within ten seconds.
 */
export async function openCollections(options: {
  readonly uri: string;
  readonly aggregates: readonly AnyAggregate[];
  readonly collections: readonly PlainCollection[];
}) {
  const connection = await mongoose
    .createConnection(options.uri, {
      writeConcern: durable,
      // What is read may be answered with, so it must not be lost either.
      readConcern: { level: 'majority' },
      serverSelectionTimeoutMS: serverSelectionTimeoutMs,
      socketTimeoutMS: silenceMs,
      connectTimeoutMS: connectTimeoutMs,
      maxPoolSize: 20,
      waitQueueTimeoutMS: connectionWaitMs,
      autoIndex: false,
      autoCreate: false,
      ignoreUndefined: true,
    })
    .asPromise();

  const stateSchema = (aggregate: AnyAggregate) => {
    const schema = new mongoose.Schema(
      {
        _id: String,
        version: Number,
        sequence: Number,
        lastPublishedId: String,
        hash: String,
        createdAt: String,
        updatedAt: String,
        state: mongoose.Schema.Types.Mixed,
      },
      { collection: aggregate.kind, strict: 'throw', versionKey: false, minimize: false },
    );
    for (const index of aggregate.indexes ?? []) {
      const { keys, only } = isPartial(index) ? index : { keys: index, only: undefined };
      schema.index(keys, {
        ...(Object.values(keys).includes('text') && textOptions),
        ...(only && { partialFilterExpression: only }),
      });
    }
    return schema;
  };
  const models = new Map(
    options.aggregates.map((aggregate) => [
      aggregate.kind,
      connection.model(aggregate.kind, stateSchema(aggregate)),
    ]),
  );
  const own = options.collections.filter(({ indexes = [] }) => indexes.length > 0);
  const ownNames = new Set(own.map(({ name }) => name));
  await Promise.all([
    ...[...models.values()].map(async (model) => {
      await model.createCollection();
      await model.createIndexes();
    }),
    makeCollection(connection, 'journal', [
      ...journalIndexes,
      ...options.aggregates.flatMap(journalIndexesOf),
    ]),
    makeCollection(connection, 'timers', [{ key: { dueAt: 1 } }]),
    makeCollection(connection, 'leases', []),
    makeCollection(connection, shared, []),
    ...own.map(({ name, indexes = [] }) =>
      makeCollection(
        connection,
        name,
        indexes.map((key) => ({ key })),
      ),
    ),
  ]);

  // The driver's collections: mongoose's own hold calls back while the database is away, and then fail in their own way.
  const { db } = connection;
  if (!db) throw new Error('the connection has no database');
  const placeOf = (collection: string, id: string): Place =>
    ownNames.has(collection) ? { collection, id } : { collection: shared, id: `${collection}/${id}` };

  /**
   * Plain documents of one collection by their ids: those that are asked for, or all. For views; works read theirs by
   * their batch.
   */
  async function documents<Value extends object>(
    collection: string,
    ids?: readonly string[],
    options?: mongoose.mongo.FindOptions,
  ): Promise<Map<string, Value>> {
    const start = placeOf(collection, '').id;
    const filter = ids
      ? { _id: { $in: ids.map((id) => start + id) } }
      : start === '' // All that begin with it: "0" comes right after "/".
        ? {}
        : { _id: { $gte: start, $lt: `${collection}0` } };
    const found = await db!
      .collection<Document>(placeOf(collection, '').collection)
      .find(filter, options)
      .sort({ _id: 1 })
      .toArray();
    const rows = found as unknown as readonly (Document & { readonly value: Value })[];
    return new Map(rows.map(({ _id, value }) => [_id.slice(start.length), value]));
  }

  return {
    connection,
    db,
    placeOf,
    documents,
    journal: db.collection('journal') as unknown as Collection<JournalRow>,
    timers: db.collection('timers') as unknown as Collection<TimerRow>,
    leases: db.collection('leases') as unknown as Collection,
    named: (name: string) => db.collection(name) as unknown as Collection<Document>,
    /** The state documents of an aggregate, for queries; only the store writes them. */
    states: <State>(aggregate: { readonly kind: string }) =>
      db.collection(aggregate.kind) as unknown as Collection<StateDocument<State>>,
  };
}

export type Collections = Awaited<ReturnType<typeof openCollections>>;

const journalIndexesOf = ({ kind, journalIndexes: own = [] }: AnyAggregate) =>
  own.map((key) => ({ key, partialFilterExpression: { kind } }));

const isPartial = (index: StateIndex | PartialIndex): index is PartialIndex => typeof index.only === 'object';

/** No document says of itself in which language it is. */
const textOptions = { default_language: 'norwegian', language_override: 'noLanguage' } as const;

async function makeCollection(
  connection: Connection,
  name: string,
  indexes: readonly { readonly key: object }[],
): Promise<void> {
  await connection.createCollection(name).catch((error: { codeName?: string }) => {
    if (error.codeName !== 'NamespaceExists') throw error;
  });
  if (indexes.length > 0) await connection.collection(name).createIndexes(indexes as never);
}
