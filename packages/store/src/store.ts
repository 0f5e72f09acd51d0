import { Rejection } from '@tiltak/decider';
import { currentTraceparent } from '@tiltak/telemetry';
import { mongo } from 'mongoose';
import { v7 as uuidv7 } from 'uuid';
import type { AnyAggregate } from './aggregate.ts';
import { type Cause, openBatch, type Reads, type Stage } from './batch.ts';
import { checkpoints } from './checkpoint.ts';
import { type Collections, openCollections, type PlainCollection } from './collections.ts';
import { type Change, changesOf, commit, OutcomeUnknown, prove } from './commit.ts';
import type { JournalRow } from './journal.ts';
import { pause } from './lease.ts';
import { createRecent, type Recent } from './recent.ts';
import { Conflict } from './write.ts';

/**
 * A unit of work in two steps: first it reads, which may wait; then it decides and stages, which may not. What it
 * returns is the answer, given once everything is durable. May run more than once; only the last run counts.
 */
export type Work<Answer> = (reads: Reads) => Promise<(stage: Stage) => Answer>;

/** Who asks and why. Time is the store's clock. */
export type WorkContext = {
  readonly actor: string;
  readonly cause?: string | null;
  /** The W3C trace context; left out: the active span's. */
  readonly traceparent?: string | null;
  /** Nobody waits for it: it goes with the next work's transaction, or has one of its own a little later. */
  readonly isPatient?: boolean;
  /** An unsafe call's `Idempotency-Key`: the same key again gets the same answer and has no further effect. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string } | undefined;
};

/** What a row becomes outside of the service; undefined: it stays inside. Pure, and asked more than once. */
export type Publish = (
  row: Pick<JournalRow, 'kind' | 'type' | 'data' | 'stream' | 'at'>,
) => { readonly type: string; readonly data: object } | undefined;

/** Works that one transaction holds at the most. */
const batchLimit = 512;
/** Works that may wait; beyond it the caller is told to come back later. */
const queueLimit = 10_000;
/**
 * How long a batch is tried again while the database is away, or another instance is in the way: one that was killed
 * inside a transaction holds on to what it wrote until the database ends that (after three seconds, as we set it).
 */
const retryForMs = 10_000;
/** The longest wait before a batch is tried again. */
const retryMsMax = 100;
/** How long a patient work waits for another. */
const patienceMs = 50;

/** Told of each commit. */
type Listener = (rows: readonly JournalRow[], changes: readonly Change[]) => void;

type Waiting = {
  readonly work: Work<unknown>;
  readonly context: WorkContext;
  readonly answer: PromiseWithResolvers<unknown>;
  /** Gets a transaction to itself, because the one that it was in failed for some work's sake. */
  readonly isAlone?: true;
};

/**
 * Opens a service's store: states, journal and documents of one database, written by one writer per process.
 *
 * The writer gathers the works that wait while a transaction is under way and puts them into the next one (group
 * commit): alone, a work has a transaction to itself at once; under load, one flush to disk serves many, and works on
 * the same stream follow each other in memory instead of colliding. Between processes each write is guarded by the
 * version that was read, and a batch that lost is decided again.
 */
export async function openStore(options: {
  readonly uri: string;
  readonly aggregates: readonly AnyAggregate[];
  readonly collections?: readonly PlainCollection[];
  readonly publish: Publish;
  readonly now?: () => Date;
  readonly newId?: () => string;
}) {
  const { publish, now = () => new Date(), newId = () => uuidv7() } = options;
  const collections = await openCollections({
    ...options,
    aggregates: [...options.aggregates, checkpoints],
    collections: [{ name: 'watermarks' }, ...(options.collections ?? [])],
  });
  const recent = createRecent();
  const queue: Waiting[] = [];
  const listeners = new Set<Listener>();
  let running: Promise<void> | undefined;
  let patience: NodeJS.Timeout | undefined;
  let closed = false;

  /**
   * Does the work in the next transaction. Throws what the work throws (a Rejection changes nothing), `too_busy` when
   * too many wait, and the database's error when it can't be reached.
   */
  function transact<Answer>(work: Work<Answer>, context: WorkContext): Promise<Answer> {
    if (closed) return Promise.reject(new Rejection('too_busy', 'The service is stopping; try again.'));
    if (queue.length >= queueLimit)
      return Promise.reject(
        new Rejection('too_busy', `${queueLimit} commands wait already; try again in a second.`),
      );
    const answer = Promise.withResolvers<unknown>();
    const traceparent = context.traceparent ?? currentTraceparent() ?? null;
    queue.push({ work, context: { ...context, traceparent }, answer });
    if (!context.isPatient) start();
    else if (!running) patience ??= setTimeout(start, patienceMs);
    return answer.promise as Promise<Answer>;
  }

  function start(): void {
    clearTimeout(patience);
    patience = undefined;
    // A turn later, so that what arrived together is done together.
    running ??= new Promise((resolve) => setImmediate(resolve)).then(drain);
  }

  async function drain(): Promise<void> {
    do await runBatch(queue.splice(0, queue[0]?.isAlone ? 1 : batchLimit));
    while (queue.some(({ context, isAlone }) => isAlone || !context.isPatient));
    running = undefined;
    if (queue.length > 0) patience = setTimeout(start, patienceMs);
  }

  async function runBatch(due: readonly Waiting[]): Promise<void> {
    const deadline = performance.now() + retryForMs;
    for (let attempt = 1; ; attempt++) {
      let done: Awaited<ReturnType<typeof tryBatch>>;
      try {
        // At first by what is remembered; should that not hold, by what is there.
        done = await tryBatch(collections, due, { now, newId, publish, recent, isGuessing: attempt === 1 });
      } catch (error) {
        // Nothing is written: what was in the way is gone after a while, or it is something else.
        if (canWait(error, deadline)) {
          await pause(Math.random() * Math.min(2 ** attempt, retryMsMax));
          continue;
        }
        if (error instanceof OutcomeUnknown) rejectAll(due, error);
        // Whoever waits behind would wait as long again for the same answer.
        else if (isAway(error) && !(error instanceof Conflict))
          rejectAll([...due, ...queue.splice(0)], error);
        // One work may be what the others fail for (a document too large, say).
        else if (due.length > 1) queue.unshift(...due.map((one) => ({ ...one, isAlone: true as const })));
        else rejectAll(due, error);
        return;
      }
      queue.unshift(...done.later);
      if (done.changes.length > 0) for (const listener of listeners) listener(done.rows, done.changes);
      for (const settle of done.answers) settle();
      return;
    }
  }

  return {
    transact,
    ...collections,
    publish,
    now,
    newId,
    /**
     * Calls back with the rows of each commit of this process and with what it made of states and documents, in order;
     * must not throw. Returns how to stop that.
     */
    onCommit(listener: Listener): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Throws when the database can't take a write now. */
    async ready(): Promise<void> {
      const hello = await collections.connection.db?.command({ hello: 1 }, { timeoutMS: 2000 });
      if (!hello?.isWritablePrimary) throw new Error('MongoDB has no writable primary');
    },
    /** Finishes the works that wait, and closes the database. */
    async close(): Promise<void> {
      closed = true;
      while (queue.length > 0 || running) {
        start();
        await running;
      }
      await collections.connection.close();
    },
  };
}

export type Store = Awaited<ReturnType<typeof openStore>>;

/** The database is out of reach, or another instance in the way: nothing is wrong with the work. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errorLabels = [] } = error as { code?: unknown; errorLabels?: readonly string[] };
  return (
    error instanceof OutcomeUnknown ||
    error instanceof Conflict ||
    error instanceof mongo.MongoNetworkError ||
    awayNames.test(error.name) ||
    (typeof code === 'number' && awayCodes.has(code)) ||
    errorLabels.includes('TransientTransactionError') ||
    errorLabels.includes('RetryableWriteError')
  );
}

const awayNames =
  /^Mongo(ServerSelection|NotConnected|PoolClosed|TopologyClosed|ClientClosed|Expired|WaitQueue|OperationTimeout)/;
/**
 * A node that is stopping, starting, or not the primary (any more)
 * (https://github.com/mongodb/specifications/blob/master/source/retryable-reads/retryable-reads.md).
 */
const awayCodes = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436]);

const canWait = (error: unknown, deadline: number): boolean =>
  isAway(error) && !(error instanceof OutcomeUnknown) && performance.now() < deadline;

function rejectAll(works: readonly Waiting[], error: unknown): void {
  for (const { answer } of works) answer.reject(error);
}

/** What was answered under an `Idempotency-Key`. */
type Reply = { readonly fingerprint?: string; readonly reply?: unknown };

/** Answers stand in the journal, or, where a work led to no event, in a collection of their own. */
async function repliesTo(
  { journal, documents }: Collections,
  keys: readonly string[],
): Promise<Map<string, Reply>> {
  if (keys.length === 0) return new Map();
  const [rows, others] = await Promise.all([
    // With the type, because the index holds only rows whose key is a string, and MongoDB does not infer that.
    journal
      .find(
        { key: { $in: [...keys], $type: 'string' } },
        { projection: { key: 1, fingerprint: 1, reply: 1 } },
      )
      .toArray(),
    documents<Reply>('replies', keys),
  ]);
  return new Map([...others, ...rows.map((row) => [String(row.key), row] as const)]);
}

async function tryBatch(
  collections: Collections,
  due: readonly Waiting[],
  options: {
    readonly now: () => Date;
    readonly newId: () => string;
    readonly publish: Publish;
    readonly recent: Recent;
    readonly isGuessing: boolean;
  },
) {
  const { now, newId, publish, recent, isGuessing } = options;
  const batch = openBatch(collections, {
    newId,
    isPublished: (row) => publish(row) !== undefined,
    recent: isGuessing ? recent : undefined,
  });
  // A key is most likely new too; where it is not, it doesn't fit a second time.
  const keys = isGuessing ? [] : due.flatMap(({ context }) => context.idempotency?.key ?? []);
  const [answered, prepared] = await Promise.all([
    repliesTo(collections, keys),
    Promise.allSettled(due.map(({ work }) => work(batch.reads))),
  ]);
  const answers: (() => void)[] = [];
  const later: Waiting[] = [];
  const taken = new Set<string>();
  const unsure: string[] = [];

  for (const [index, one] of due.entries()) {
    const { context, answer } = one;
    const key = context.idempotency?.key;
    const before = key === undefined ? undefined : answered.get(key);
    const ready = prepared[index];
    if (before) {
      answers.push(() => settleAgain(before, one));
    } else if (key !== undefined && taken.has(key)) {
      // The same key twice in one batch: the second waits and finds the first one's answer.
      later.push(one);
    } else if (ready?.status !== 'fulfilled') {
      const reason: unknown = ready?.reason;
      if (isAway(reason)) throw reason;
      if (key !== undefined) unsure.push(key);
      answers.push(() => answer.reject(reason));
    } else {
      try {
        const { result, rows, changed } = batch.decide(causeOf(context, now), ready.value);
        const first = rows[0];
        if (context.idempotency && changed) {
          const { fingerprint } = context.idempotency;
          taken.add(context.idempotency.key);
          if (first) Object.assign(first, { ...context.idempotency, reply: result });
          else batch.answerWith(context.idempotency.key, { fingerprint, reply: result });
        } else if (key !== undefined) unsure.push(key);
        answers.push(() => answer.resolve(result));
      } catch (error) {
        if (key !== undefined) unsure.push(key);
        answers.push(() => answer.reject(error));
      }
    }
  }
  // The same command may have been done elsewhere between our looking for its answer and our reading of the state;
  // then this refusal is of the repetition and not the answer.
  if ((await repliesTo(collections, unsure)).size > 0)
    throw new Conflict('answered before, or elsewhere meanwhile');
  const unproven = batch.unproven();
  const changes = changesOf(batch.writes);
  try {
    await prove(collections, unproven);
    await commit(collections, changes, batch.writes);
  } catch (error) {
    recent.distrust(batch.guesses.keys());
    throw error;
  }
  for (const { collection, id, next } of changes) recent.set(`${collection}/${id}`, next);
  // Most likely what is read and not written will be so again, and is then better read than guessed and looked at.
  for (const [collection, ids] of unproven) recent.forget([...ids.keys()].map((id) => `${collection}/${id}`));
  return { answers, rows: batch.writes.rows, changes, later };
}

function settleAgain(before: Reply, { context, answer }: Waiting): void {
  if (before.fingerprint === context.idempotency?.fingerprint) answer.resolve(before.reply);
  else
    answer.reject(
      new Rejection(
        'idempotency_key_reused',
        'This Idempotency-Key was used for another request; use a new key for a new request.',
      ),
    );
}

const causeOf = (context: WorkContext, now: () => Date): Cause => ({
  actor: context.actor,
  cause: context.cause ?? null,
  traceparent: context.traceparent ?? null,
  at: now().toISOString(),
});

/** Throws `stale_version` when an `If-Match` was given and the stream has moved on since the caller looked. */
export function expectVersion(stream: { readonly version: number }, ifMatch: number | undefined): void {
  if (ifMatch !== undefined && ifMatch !== stream.version)
    throw new Rejection(
      'stale_version',
      `This was changed since you read it (it is version ${stream.version} now, not ${ifMatch}): read it again.`,
      { version: stream.version },
    );
}
