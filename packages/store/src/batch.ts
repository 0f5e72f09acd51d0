import type { DomainEvent } from '@tiltak/decider';
import type { Aggregate, AnyAggregate, StateDocument } from './aggregate.ts';
import { coalesce } from './coalesce.ts';
import type { Collections } from './collections.ts';
import { hashOf, type JournalRow } from './journal.ts';
import type { Recent } from './recent.ts';

/** An aggregate as a work sees it: what other works of the batch did to it is in it already. */
export type Stream<Command, Event extends DomainEvent, State> = {
  readonly aggregate: Aggregate<Command, Event, State>;
  readonly id: string;
  /** 0: there is no such stream yet. */
  readonly version: number;
  readonly state: State;
};

/** A plain document (a copy of another service's data, a counter, a watermark); `undefined`: there is none. */
export type Doc<Value extends object> = {
  readonly collection: string;
  readonly id: string;
  readonly value: Value | undefined;
};

/**
 * What a work may read, before it decides. Reads of all works of a batch go to the database together. What is most
 * likely `'new'`, or as the caller has just read it, isn't looked for: should it be otherwise after all, the batch is
 * done again and finds it.
 */
export type Reads = {
  stream<Command, Event extends DomainEvent, State>(
    aggregate: Aggregate<Command, Event, State>,
    id: string,
    likely?: 'new' | StateDocument<State>,
  ): Promise<Stream<Command, Event, State>>;
  doc<Value extends object>(collection: string, id: string, likely?: 'new'): Promise<Doc<Value>>;
  /** What the work then does to the timer fits only if it is still as it was seen here. */
  timer(id: string): Promise<SeenTimer>;
};

/** A durable timer; `dueAt` is undefined where there is none (any more). */
export type SeenTimer = { readonly id: string; readonly dueAt: Date | undefined };

/** Who does it, why and when: stands in every journal row that a work leads to. */
export type Cause = {
  readonly actor: string;
  readonly cause: string | null;
  readonly traceparent: string | null;
  /** UTC, RFC 3339. */
  readonly at: string;
};

type Head = {
  version: number;
  sequence: number;
  lastPublishedId: string | null;
  hash: string | null;
  createdAt: string;
  updatedAt: string;
  state: unknown;
};
type LiveStream = { aggregate: AnyAggregate; id: string; loadedVersion: number; head: Head };
type LiveDoc = {
  collection: string;
  id: string;
  loadedVersion: number;
  loadedValue: object | undefined;
  value: object | undefined;
};
export type TimerRow = {
  readonly _id: string;
  readonly kind: string;
  readonly dueAt: Date;
  readonly payload: object;
};

/** What a batch will write, when everything in it has been decided. */
export type Writes = {
  readonly streams: ReadonlyMap<string, LiveStream>;
  readonly docs: ReadonlyMap<string, LiveDoc>;
  readonly rows: readonly JournalRow[];
  readonly timers: ReadonlyMap<string, TimerRow | null>;
  /** The timers that were there when a work looked. */
  readonly timersSeen: ReadonlyMap<string, TimerRow>;
  /** Streams that works depend on, some of them without writing them. */
  readonly guarded: ReadonlySet<LiveStream>;
};

/** The largest event, as JSON: it must fit into a message and into the journal. */
export const eventBytesMax = 256 * 1024;

/**
 * The facts of a batch in memory: loaded once, changed by one work after the other, written together. With `recent`
 * some of them are guesses; without, everything is read.
 */
export function openBatch(
  collections: Collections,
  options: {
    readonly newId: () => string;
    readonly isPublished: (row: Pick<JournalRow, 'kind' | 'type' | 'data' | 'stream' | 'at'>) => boolean;
    readonly recent: Recent | undefined;
  },
) {
  const { newId, isPublished, recent } = options;
  const streams = new Map<string, LiveStream>();
  const docs = new Map<string, LiveDoc>();
  const rows: JournalRow[] = [];
  const timers = new Map<string, TimerRow | null>();
  const timersSeen = new Map<string, TimerRow>();
  const guarded = new Set<LiveStream>();
  const handles = new WeakMap<object, LiveStream | LiveDoc>();
  /** Keys of what was not read, with the version that it is thought to have. */
  const guesses = new Map<string, number>();
  const load = coalesce(async (collection: string, ids: readonly string[]) =>
    collections
      .named(collection)
      .find({ _id: { $in: [...ids] } })
      .toArray(),
  );
  async function find(
    collection: string,
    id: string,
    likely: 'new' | StateDocument | undefined,
  ): Promise<unknown> {
    const key = `${collection}/${id}`;
    const known = recent && (recent.get(key) ?? (likely === 'new' ? undefined : likely));
    if (!known && !(recent && likely === 'new')) return load(collection, id);
    guesses.set(key, known?.version ?? 0);
    return known;
  }

  const reads: Reads = {
    async stream(aggregate, id, likely) {
      // The kind too: an id of another kind that a caller sends must not show that one's state.
      const key = `${aggregate.kind}/${id}`;
      let live = streams.get(key);
      if (!live) {
        const found = (await find(aggregate.kind, id, likely)) as StateDocument | undefined;
        live = streams.get(key) ?? openStream(aggregate, id, found);
        streams.set(key, live);
      }
      const opened = live;
      const handle = {
        aggregate,
        id,
        get version() {
          return opened.head.version;
        },
        get state() {
          // The aggregate that a stream is read by is the one that wrote it.
          return opened.head.state as ReturnType<typeof aggregate.evolve>;
        },
      };
      handles.set(handle, opened);
      return handle;
    },
    async doc<Value extends object>(collection: string, id: string, likely?: 'new') {
      const at = collections.placeOf(collection, id);
      const key = `${at.collection}/${at.id}`;
      let live = docs.get(key);
      if (!live) {
        const found = (await find(at.collection, at.id, likely)) as
          | { version: number; value: object }
          | undefined;
        live = docs.get(key) ?? {
          ...at,
          loadedVersion: found?.version ?? 0,
          loadedValue: found?.value,
          value: found?.value,
        };
        docs.set(key, live);
      }
      const opened = live;
      const handle = {
        collection,
        id,
        get value() {
          return opened.value as Value | undefined;
        },
      };
      handles.set(handle, opened);
      return handle;
    },
    async timer(id) {
      if (!timersSeen.has(id) && !timers.has(id)) {
        const found = (await load('timers', id)) as TimerRow | undefined;
        if (found) timersSeen.set(id, found);
      }
      return {
        id,
        get dueAt() {
          const changed = timers.get(id);
          return changed === null ? undefined : (changed ?? timersSeen.get(id))?.dueAt;
        },
      };
    },
  };

  /** Runs one work's decision; if it throws, everything it did is undone and the error goes on. */
  function decide<T>(
    cause: Cause,
    work: (stage: Stage) => T,
  ): { result: T; rows: readonly JournalRow[]; changed: boolean } {
    const undo: (() => void)[] = [];
    const firstRow = rows.length;
    const result = attempt(undo, () => work(openStage(cause, undo)));
    return { result, rows: rows.slice(firstRow), changed: undo.length > 0 };
  }

  /** Runs it; if it throws, what it did is undone and the error goes on. */
  function attempt<T>(undo: (() => void)[], step: () => T): T {
    const savepoint = undo.length;
    try {
      return step();
    } catch (error) {
      for (const back of undo.splice(savepoint).reverse()) back();
      throw error;
    }
  }

  function openStage(cause: Cause, undo: (() => void)[]): Stage {
    const append = (live: LiveStream, event: DomainEvent) => {
      const before = live.head;
      const isJournaled = live.aggregate.isJournaled ?? true;
      undo.push(() => {
        live.head = before;
        if (isJournaled) rows.pop();
      });
      const version = before.version + 1;
      const facts = {
        stream: live.id,
        kind: live.aggregate.kind,
        type: event.type,
        data: event.data,
        // Within a stream time doesn't go back, whatever the clocks of the processes say.
        // biome-ignore lint/complexity/useMathMinMax: these are strings
        at: cause.at < before.updatedAt ? before.updatedAt : cause.at,
      };
      if (!isJournaled) {
        const state = live.aggregate.evolve(before.state, event);
        live.head = {
          ...before,
          ...{ version, createdAt: before.createdAt || facts.at, updatedAt: facts.at, state },
        };
        return;
      }
      const published = isPublished(facts);
      const unhashed = {
        _id: newId(),
        ...facts,
        version,
        sequence: published ? before.sequence + 1 : null,
        previousId: published ? before.lastPublishedId : null,
        actor: cause.actor,
        cause: cause.cause,
        traceparent: cause.traceparent,
        previousHash: before.hash,
      };
      const row = { ...unhashed, hash: hashOf(unhashed), ...(published && { unpublished: true as const }) };
      rows.push(row);
      live.head = {
        version,
        sequence: row.sequence ?? before.sequence,
        lastPublishedId: published ? row._id : before.lastPublishedId,
        hash: row.hash,
        createdAt: before.createdAt || row.at,
        updatedAt: row.at,
        state: live.aggregate.evolve(before.state, event),
      };
    };
    const setTimer = (id: string, row: TimerRow | null) => {
      const before = timers.get(id);
      undo.push(() => (before === undefined ? timers.delete(id) : timers.set(id, before)));
      timers.set(id, row);
    };
    return {
      at: cause.at,
      newId,
      attempt: (step) => attempt(undo, step),
      handle(stream, command) {
        const live = handles.get(stream) as LiveStream | undefined;
        if (!live) throw new Error(`the stream ${stream.id} was not read by this run of the work`);
        const decided = stream.aggregate.decide(command, stream.state);
        const events = live.aggregate.isJournaled === false ? decided : decided.map(asStored);
        attempt(undo, () => {
          for (const event of events) append(live, event);
        });
        return events;
      },
      guard(stream) {
        const live = handles.get(stream) as LiveStream | undefined;
        if (!live) throw new Error(`the stream ${stream.id} was not read by this run of the work`);
        if (guarded.has(live)) return;
        undo.push(() => guarded.delete(live));
        guarded.add(live);
      },
      put(doc, value) {
        const live = handles.get(doc) as LiveDoc | undefined;
        if (!live) throw new Error(`the document ${doc.id} was not read by this run of the work`);
        const before = live.value;
        undo.push(() => {
          live.value = before;
        });
        live.value = value;
      },
      schedule: (timer) =>
        setTimer(timer.id, { _id: timer.id, kind: timer.kind, dueAt: timer.dueAt, payload: timer.payload }),
      unschedule: (id) => setTimer(id, null),
    };
  }

  /** Keeps a work's answer that has no journal row to stand in. Its insertion fails where the key has been used. */
  function answerWith(key: string, value: object): void {
    const at = collections.placeOf('replies', key);
    const unread = { loadedVersion: 0, loadedValue: undefined };
    docs.set(`${at.collection}/${at.id}`, { ...at, ...unread, value });
  }

  /** The guesses that no write will prove, by collection: ids with versions, 0 for what isn't there. */
  function unproven(): Map<string, Map<string, number>> {
    const found = new Map<string, Map<string, number>>();
    for (const [key, version] of guesses) {
      const stream = streams.get(key);
      const doc = docs.get(key);
      if (stream ? stream.head.version !== stream.loadedVersion : doc?.value !== doc?.loadedValue) continue;
      const collection = key.slice(0, key.indexOf('/'));
      const ids = found.get(collection) ?? new Map<string, number>();
      found.set(collection, ids.set(key.slice(collection.length + 1), version));
    }
    return found;
  }

  const writes: Writes = { streams, docs, rows, timers, timersSeen, guarded };
  return { reads, decide, answerWith, writes, guesses: guesses as ReadonlyMap<string, number>, unproven };
}

/** What a work may do, once it has read: all of it is written in one transaction, or none. */
export type Stage = {
  /** The work's time: UTC, RFC 3339. */
  readonly at: string;
  readonly newId: () => string;
  /** Decides the command on the stream and appends the events that it leads to. Throws the decider's Rejection. */
  handle<Command, Event extends DomainEvent, State>(
    stream: Stream<Command, Event, State>,
    command: Command,
  ): readonly Event[];
  /**
   * What the work does holds only if this stream is, at the commit, still as it was read: for a rule about a stream that
   * the work does not write. Without it another process could change that stream at the same moment, and neither would
   * see the other; where that one has a rule about what is written here, it guards that in turn. Costs a write. Nothing
   * is guarded of a stream that is not there yet.
   */
  guard(stream: { readonly aggregate: AnyAggregate; readonly id: string }): void;
  put<Value extends object>(doc: Doc<Value>, value: Value | undefined): void;
  /** Runs a part of the work; if it throws, what the part did is undone, and the error goes on to the caller. */
  attempt<T>(step: () => T): T;
  /** A durable timer; the same id again moves it. */
  schedule(timer: { id: string; kind: string; dueAt: Date; payload: object }): void;
  unschedule(id: string): void;
};

function openStream(aggregate: AnyAggregate, id: string, found: StateDocument | undefined): LiveStream {
  const head: Head = found
    ? { ...found }
    : {
        version: 0,
        sequence: 0,
        lastPublishedId: null,
        hash: null,
        createdAt: '',
        updatedAt: '',
        state: aggregate.initial,
      };
  return { aggregate, id, loadedVersion: found?.version ?? 0, head };
}

/**
 * The event as it comes back from the database: plain JSON of well-formed text, so that its hash is the same then.
 * Throws a RangeError for more than {@link eventBytesMax}.
 */
function asStored<Event extends DomainEvent>(event: Event): Event {
  const json = JSON.stringify(event.data);
  if (json.length > eventBytesMax || Buffer.byteLength(json) > eventBytesMax)
    throw new RangeError(`${event.type} has more than ${eventBytesMax} bytes`);
  // JSON writes half a surrogate pair as an escape; UTF-8, and so BSON, has no such thing.
  const data = loneSurrogate.test(json)
    ? JSON.parse(json, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value))
    : JSON.parse(json);
  return { ...event, data };
}
const loneSurrogate = /\\ud[89a-f]/i;
