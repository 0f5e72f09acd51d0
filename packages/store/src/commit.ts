import type { mongo } from 'mongoose';
import type { Writes } from './batch.ts';
import type { Collections } from './collections.ts';
import { pause } from './lease.ts';
import type { Versioned } from './recent.ts';
import { Conflict, type Step, writeAll } from './write.ts';

/**
 * The database went away while it was committing, and stayed away: what was asked may have happened or not. It must
 * not be done again without looking (an `Idempotency-Key` or a watermark does that).
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

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
  writes: Pick<Writes, 'rows' | 'timers' | 'timersSeen' | 'guarded'>,
): Promise<void> {
  if (changes.length === 0 && writes.rows.length === 0 && writes.timers.size === 0) return;
  const { db } = collections;
  const steps = [...changes.map((one) => [one.collection, stepOf(one)] as const), ...guardSteps(writes)];
  const inEach = Map.groupBy(steps, ([collection]) => collection);
  await collections.connection.getClient().withSession(async (session) => {
    session.startTransaction();
    try {
      for (const [name, its] of inEach)
        await writeAll(
          db,
          name,
          its.map(([, step]) => step),
          session,
        );
      await writeAll(db, 'journal', writes.rows.map(insertion), session);
      await writeAll(db, 'timers', timerSteps(writes), session);
    } catch (error) {
      await session.abortTransaction().catch(() => {}); // The server ends it too, when the session goes.
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

function stepOf({ id, loadedVersion, next }: Change): Step {
  if (next && loadedVersion === 0) return insertion({ _id: id, ...next });
  const q = { _id: id, version: loadedVersion };
  return next ? { kind: 'replace', q, u: next } : { kind: 'delete', q };
}

/**
 * Reading a version inside of the transaction would not do: MongoDB lets another one change what was only read. So a
 * guarded document is written, in a field that nobody reads.
 */
const guardSteps = ({ guarded }: Pick<Writes, 'guarded'>): (readonly [collection: string, step: Step])[] =>
  [...guarded].flatMap(({ aggregate, id, loadedVersion, head }) =>
    loadedVersion === 0 || head.version !== loadedVersion
      ? []
      : [[aggregate.kind, { kind: 'replace', q: { _id: id, version: loadedVersion }, u: guarding }] as const],
  );
const guarding = { $inc: { guards: 1 } };

const insertion = (document: { readonly _id: string }): Step => ({ kind: 'insert', document });

/** A document that was deleted and made anew must not be taken for the one that was read before. */
const firstVersion = () => 1 + Math.floor(Math.random() * 2 ** 40);

/** Timers that were looked at first are written only where they are still as they were. */
function timerSteps({ timers, timersSeen }: Pick<Writes, 'timers' | 'timersSeen'>): Step[] {
  return [...timers].map(([id, row]) => {
    const seen = timersSeen.get(id);
    const q = seen ? { _id: id, dueAt: seen.dueAt } : { _id: id };
    const isFree = seen === undefined;
    return row === null ? { kind: 'delete', q, isFree } : { kind: 'replace', q, u: row, isFree };
  });
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
