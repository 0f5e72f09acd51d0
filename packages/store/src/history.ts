import { hash } from 'node:crypto';
import type { DomainEvent } from '@tiltak/decider';
import type { mongo } from 'mongoose';
import type { Aggregate, AnyAggregate, StateDocument } from './aggregate.ts';
import type { Collections } from './collections.ts';
import { hashOf, type JournalRow } from './journal.ts';

/** The rows of a stream, oldest first; with `until` (UTC, RFC 3339) as it was at that time. */
export function historyOf<Event extends DomainEvent>(
  { journal }: Pick<Collections, 'journal'>,
  stream: string,
  until?: string,
): Promise<JournalRow<Event>[]> {
  const filter = { stream, ...(until !== undefined && { at: { $lte: until } }) };
  return journal.find(filter).sort({ version: 1 }).toArray() as unknown as Promise<JournalRow<Event>[]>;
}

/**
 * Every stream of a kind, folded anew from the journal; with `until` as it was at that time. It costs what the kind has
 * of rows: of a kind that grows {@link foldThen} asks for less.
 */
export async function foldAll<Command, Event extends DomainEvent, State>(
  { journal }: Pick<Collections, 'journal'>,
  aggregate: Aggregate<Command, Event, State>,
  until?: string,
  read: mongo.FindOptions = {},
): Promise<Map<string, State>> {
  const { kind } = aggregate;
  // By the order that the rows are sorted in, the whole journal would be gone through for the few of a small kind.
  return until === undefined
    ? await folded(journal.find({ kind }, read), aggregate)
    : await folded(journal.find({ kind, at: { $lte: until } }, read).hint({ kind: 1, at: 1 }), aggregate);
}

/** So many streams are asked for at a time. */
const chunkSize = 1000;

/**
 * The streams of a kind that were there at an instant and have changed since, as they were then. The others are as
 * their states say (`updatedAt` is not after the instant), or were not there yet: so that what ended long ago, and what
 * has come since, costs nothing. The states need an index on `updatedAt`, `createdAt` and `_id`. Both are of one moment
 * where `read` is that of a snapshot's session.
 */
export async function foldThen<Command, Event extends DomainEvent, State>(
  { journal, states }: Pick<Collections, 'journal' | 'states'>,
  aggregate: Aggregate<Command, Event, State>,
  until: string,
  read: mongo.FindOptions = {},
): Promise<Map<string, State>> {
  const changed = await states<State>(aggregate)
    .find({ updatedAt: { $gt: until }, createdAt: { $lte: until } }, { ...read, projection: { _id: 1 } })
    .toArray();
  const all = new Map<string, State>();
  for (let from = 0; from < changed.length; from += chunkSize) {
    const streams = changed.slice(from, from + chunkSize).map(({ _id }) => _id);
    const rows = journal.find({ stream: { $in: streams }, at: { $lte: until } }, read);
    for (const [stream, state] of await folded(rows, aggregate)) all.set(stream, state);
  }
  return all;
}

async function folded<Command, Event extends DomainEvent, State>(
  rows: ReturnType<Collections['journal']['find']>,
  aggregate: Aggregate<Command, Event, State>,
): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  for await (const row of rows.sort({ stream: 1, version: 1 })) {
    const event = { type: row.type, data: row.data } as Event;
    states.set(row.stream, aggregate.evolve(states.get(row.stream) ?? aggregate.initial, event));
  }
  return states;
}

/** What `verifyJournal` found wrong with a stream. */
export type Finding = {
  readonly stream: string;
  readonly version: number;
  readonly what: 'edited' | 'gap' | 'reordered' | 'state_differs' | 'stream_vanished' | 'checkpoint_differs';
};

/**
 * Reads the whole journal and reports every row that was edited, deleted or moved, every state document that is not
 * the fold of its rows, and, with the root of an earlier checkpoint, whether a whole stream is gone. At most a
 * thousand findings. Looks at one moment, so that work may go on meanwhile; MongoDB keeps that moment for five
 * minutes, after which this throws.
 */
export async function verifyJournal(
  collections: Collections,
  aggregates: readonly AnyAggregate[],
  checkpoint?: { readonly until: string; readonly root: string },
): Promise<readonly Finding[]> {
  const session = collections.connection.getClient().startSession({ snapshot: true });
  const read = { session, readConcern: { level: 'snapshot' } } as const;
  const findings: Finding[] = [];
  const report = (stream: string, version: number, what: Finding['what']) =>
    void (findings.length < findingLimit && findings.push({ stream, version, what }));
  try {
    const heads = new Map<string, Head>();
    for await (const row of collections.journal.find({}, read).sort({ stream: 1, version: 1 })) {
      const before = heads.get(row.stream);
      if (row.version !== (before?.version ?? 0) + 1) report(row.stream, row.version, 'gap');
      else if (row.previousHash !== (before?.hash ?? null)) report(row.stream, row.version, 'reordered');
      else if (hashOf(row) !== row.hash) report(row.stream, row.version, 'edited');
      const { version, hash } = row;
      heads.set(row.stream, { version, hash, sequence: row.sequence ?? before?.sequence ?? 0 });
    }
    for (const aggregate of aggregates) {
      if (aggregate.isJournaled === false) continue;
      const folded = await foldAll(collections, aggregate, undefined, read);
      for await (const { _id, state, ...kept } of collections.states(aggregate).find({}, read)) {
        const head = heads.get(_id);
        if (!head) report(_id, kept.version, 'stream_vanished');
        else if (!sameHead(head, kept) || !sameJson(state, folded.get(_id)))
          report(_id, kept.version, 'state_differs');
        folded.delete(_id);
      }
      for (const stream of folded.keys()) report(stream, 0, 'state_differs');
    }
    if (checkpoint && (await merkleRoot(collections, checkpoint.until)).root !== checkpoint.root)
      report('*', 0, 'checkpoint_differs');
  } finally {
    await session.endSession();
  }
  return findings;
}

const findingLimit = 1000;

/** What a state document says of its stream's last row. */
type Head = { readonly version: number; readonly hash: string; readonly sequence: number };

const sameHead = (one: Head, other: Pick<StateDocument, keyof Head>): boolean =>
  one.version === other.version && one.hash === other.hash && one.sequence === other.sequence;

/** The Merkle root over the heads of all streams, by stream id, as they were at `until`. */
export async function merkleRoot(
  { journal }: Pick<Collections, 'journal'>,
  until: string,
): Promise<{ root: string; streams: number }> {
  const heads = journal.aggregate<{ _id: string; hash: string }>(
    [
      { $match: { at: { $lte: until }, kind: { $ne: 'checkpoints' } } },
      { $sort: { stream: 1, version: 1 } },
      { $group: { _id: '$stream', hash: { $last: '$hash' } } },
      { $sort: { _id: 1 } },
    ],
    { allowDiskUse: true },
  );
  let level: string[] = [];
  for await (const head of heads) level.push(hash('sha256', `${head._id}:${head.hash}`));
  const streams = level.length;
  while (level.length > 1) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += 2)
      next.push(hash('sha256', `${level[at]}${level[at + 1] ?? ''}`));
    level = next;
  }
  return { root: level[0] ?? hash('sha256', ''), streams };
}

/** The same JSON value, whatever the order of its keys. */
function sameJson(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([, inner]) => inner !== undefined)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : value;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
