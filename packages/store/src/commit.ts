import type { mongo } from 'mongoose';
import type { Writes } from './batch.ts';
import type { Collection, Collections } from './collections.ts';
import { pause } from './lease.ts';
import type { Versioned } from './recent.ts';

/** Somebody else changed what a batch had read: it must be decided again on what is there now. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/**
 * The database went away while it was committing, and stayed away: what was asked may have happened or not. It must
 * not be done again without looking (an `Idempotency-Key` or a watermark does that).
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

const duplicateKey = 11_000;
const writeConflict = 112;
/** How long a commit whose outcome is not known is asked about. */
const commitLimitMs = 10_000;
const commitRetryMs = 50;

/**
 * Writes a batch in one transaction: states, journal rows, documents and timers, all or none. Throws a
 * {@link Conflict} where a version is no longer the one that was read and {@link OutcomeUnknown} where nobody can say;
 * after any other error nothing has been written.
 *
 * Not the driver's `withTransaction`: it would write the same versions again after a conflict, which can't fit, and go
 * on for two minutes.
 */
export async function commit(
  collections: Collections,
  changes: readonly Change[],
  writes: Pick<Writes, 'rows' | 'timers' | 'timersSeen'>,
): Promise<void> {
  if (changes.length === 0 && writes.rows.length === 0 && writes.timers.size === 0) return;
  const operations = Map.groupBy(changes, ({ collection }) => collection);
  await collections.connection.getClient().withSession(async (session) => {
    session.startTransaction();
    try {
      for (const [name, its] of operations)
        await allFit(collections.named(name), its.map(operationOf), session);
      if (writes.rows.length > 0) await collections.journal.insertMany([...writes.rows], { session });
      if (writes.timers.size > 0) await writeTimers(collections, writes, session);
    } catch (error) {
      await session.abortTransaction().catch(() => {}); // The server ends it too, when the session goes.
      const { code } = error as { code?: number };
      if (code === duplicateKey || code === writeConflict) throw new Conflict(String(error));
      throw error;
    }
    await commitFor(session, commitLimitMs);
  });
}

/** Commits, and asks again while the answer got lost: a commit can be repeated without harm. */
async function commitFor(session: mongo.ClientSession, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      const labels = (error as { errorLabels?: readonly string[] }).errorLabels ?? [];
      // By the server's word the transaction is gone and has changed nothing.
      if (labels.includes('TransientTransactionError')) throw error;
      if (!labels.includes('UnknownTransactionCommitResult') || performance.now() > deadline)
        throw new OutcomeUnknown(`The commit got no answer: ${String(error)}`, { cause: error });
      await pause(commitRetryMs);
    }
  }
}

type Operation = mongo.AnyBulkWriteOperation<{ _id: string }>;

/** What becomes of a document, guarded by the version that was read: 0 where there was none. */
export type Change = {
  readonly collection: string;
  readonly id: string;
  readonly loadedVersion: number;
  /** Undefined: it is deleted. */
  readonly next: (Versioned & Readonly<Record<string, unknown>>) | undefined;
};

/** The states and documents that a batch changes. */
export function changesOf({ streams, docs }: Pick<Writes, 'streams' | 'docs'>): Change[] {
  const changes: Change[] = [];
  for (const { aggregate, id, loadedVersion, head } of streams.values()) {
    if (head.version === loadedVersion) continue;
    const { version, sequence, lastPublishedId, hash, createdAt, updatedAt, state } = head;
    const next = { version, sequence, lastPublishedId, hash, createdAt, updatedAt, state };
    changes.push({ collection: aggregate.kind, id, loadedVersion, next });
  }
  for (const { collection, id, loadedVersion, loadedValue, value } of docs.values()) {
    if (value === loadedValue) continue;
    const version = loadedVersion === 0 ? firstVersion() : loadedVersion + 1;
    changes.push({ collection, id, loadedVersion, next: value && { version, value } });
  }
  return changes;
}

function operationOf({ id, loadedVersion, next }: Change): Operation {
  const filter = { _id: id, version: loadedVersion };
  if (next === undefined) return { deleteOne: { filter } };
  if (loadedVersion === 0) return { insertOne: { document: { _id: id, ...next } } };
  return { replaceOne: { filter, replacement: next } } as Operation;
}

/** A document that was deleted and made anew must not be taken for the one that was read before. */
const firstVersion = () => 1 + Math.floor(Math.random() * 2 ** 40);

/** Timers that were looked at first are written only where they are still as they were. */
async function writeTimers(
  collections: Pick<Collections, 'timers'>,
  { timers, timersSeen }: Pick<Writes, 'timers' | 'timersSeen'>,
  session: mongo.ClientSession,
): Promise<void> {
  const free: object[] = [];
  const guarded: object[] = [];
  for (const [id, row] of timers) {
    const seen = timersSeen.get(id);
    const filter = seen ? { _id: id, dueAt: seen.dueAt } : { _id: id };
    const operation =
      row === null
        ? { deleteOne: { filter } }
        : { replaceOne: { filter, replacement: row, upsert: seen === undefined } };
    (seen ? guarded : free).push(operation);
  }
  const collection = collections.timers as unknown as Collection;
  if (guarded.length > 0) await allFit(collection, guarded as Operation[], session);
  if (free.length > 0) await collection.bulkWrite(free as Operation[], { session });
}

/** Throws a {@link Conflict} when another has changed one of the documents: what was not read, or is not written. */
export async function prove(
  collections: Pick<Collections, 'named'>,
  versions: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Promise<void> {
  const checks = [...versions].map(async ([name, ids]) => {
    const found = (await collections
      .named(name)
      .find({ _id: { $in: [...ids.keys()] } }, { projection: { version: 1 } })
      .toArray()) as unknown as ({ readonly _id: string } & Versioned)[];
    const there = new Map(found.map(({ _id, version }) => [_id, version]));
    for (const [id, version] of ids)
      if ((there.get(id) ?? 0) !== version) throw new Conflict(`${name}: ${id} was changed elsewhere`);
  });
  await Promise.all(checks);
}

async function allFit(
  collection: Collection,
  operations: readonly Operation[],
  session: mongo.ClientSession,
): Promise<void> {
  // Unordered, because each has a document of its own: then inserts go in one command, and replacements in another.
  const result = await collection.bulkWrite([...operations], { session, ordered: false });
  const done = result.insertedCount + result.matchedCount + result.deletedCount;
  if (done !== operations.length)
    throw new Conflict(`${collection.collectionName}: ${done} of ${operations.length} fitted`);
}
