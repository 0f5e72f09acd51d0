import type { KeyObject } from 'node:crypto';
import type { Vault } from '@tiltak/service';
import type { StateDocument, Store } from '@tiltak/store';
import { supersededIn } from '../delivery/coalesce.ts';
import { deliveries } from '../delivery/deliveries.ts';
import type { OpenDelivery } from '../delivery/delivery.ts';
import { type Limits, noLimits } from '../endpoint/endpoint.ts';
import { closedUntil, type MaintenanceWindow } from '../endpoint/window.ts';
import type { Message } from '../feed/message.ts';
import type { Content, Fresh } from './fresh.ts';
import { createOwners } from './owners.ts';

/** A head of a queue that is due: all that an attempt needs. */
export type Job = {
  readonly queue: string;
  /** There is more behind it. */
  readonly more: boolean;
  readonly deliveryId: string;
  /** As it was read. */
  readonly delivery: StateDocument<OpenDelivery>;
  /** The attempt that this will be, from 1. */
  readonly attempt: number;
  readonly firstAttemptAt: string | null;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly receivedAt: string;
  readonly traceparent: string | null;
  readonly endpointId: string;
  readonly url: string;
  readonly urgent: boolean;
  /** Events whose place this one has taken. */
  readonly supersedes: readonly string[];
  readonly limits: Limits;
  /** Of its endpoint, as it was read. */
  readonly endpointVersion: number;
  /** When its endpoint is closed. */
  readonly windows: readonly MaintenanceWindow[];
  /** What to sign with, the newest first. */
  readonly keys: readonly KeyObject[];
};

export type Loaded =
  | Job
  | { readonly queue: string; readonly next: 'again' | 'empty' | { dueAt: number } }
  /** Some of what waits in it is superseded: to be noted before anything is sent. */
  | { readonly queue: string; readonly superseded: readonly Supersession[] };

/** Deliveries that are read at once for the heads of up to {@link loadMax} queues. */
const rowsMax = 1500;
/** Queues whose heads are loaded at once. */
export const loadMax = 512;

/**
 * Reads the heads of queues from the database, which alone knows what comes first: whichever process queued it, and
 * whenever it was committed. Each queue gets an answer.
 */
export function createLoader(
  store: Store,
  options: { readonly vault: Vault; readonly signingKeys: readonly KeyObject[]; readonly fresh: Fresh },
) {
  const { fresh } = options;
  const owners = createOwners(store, options);

  async function load(
    queues: readonly { readonly key: string; readonly early: boolean }[],
  ): Promise<readonly Loaded[]> {
    const keys = queues.map(({ key }) => key);
    const [rows, ownerOf] = await Promise.all([
      rowsIn(store, keys),
      owners.of(new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))),
    ]);
    const cut = rows.length === rowsMax;
    const rowsOf = Map.groupBy(rows, (row) => row.state.queue);
    const contents = await contentsOf(
      store,
      fresh,
      [...rowsOf.values()].flatMap(([head]) => head?.state.eventId ?? []),
    );
    const now = store.now();

    return queues.map(({ key, early }): Loaded => {
      const [head, ...rest] = rowsOf.get(key) ?? [];
      if (!head) return { queue: key, next: cut ? 'again' : 'empty' };
      const { state } = head;
      const known = ownerOf.get(state.endpointId);
      const content = contents.get(state.eventId);
      // What waits for a disabled endpoint is taken up again when that is enabled.
      if (known?.owner.state.status !== 'enabled' || !content) return { queue: key, next: 'empty' };
      const { url, maintenanceWindows: windows = [], limits = noLimits, movedAt } = known.owner.state;
      const { supersedes = [] } = state;
      const dueAt = dueOf(state, { windows, now: now.getTime(), early: early || isBefore(state, movedAt) });
      if (dueAt > now.getTime()) return { queue: key, next: { dueAt } };
      const superseded = supersessionsIn([head, ...rest]);
      if (superseded.length > 0) return { queue: key, superseded };
      return {
        queue: key,
        more: cut || rest.length > 0,
        deliveryId: head._id,
        delivery: head,
        attempt: state.attempts + 1,
        firstAttemptAt: state.firstAttemptAt,
        eventId: state.eventId,
        eventType: state.eventType,
        ...content,
        traceparent: state.traceparent,
        endpointId: state.endpointId,
        ...{ url, urgent: state.urgent === true, supersedes, limits, windows },
        endpointVersion: known.owner.version,
        keys: known.keys(now),
      };
    });
  }

  return { load, forget: owners.forget };
}

/** Whether its last attempt was begun before its endpoint moved: then what it waits for says nothing of the new address. */
function isBefore({ log }: OpenDelivery, movedAt: string | undefined): boolean {
  const last = log.at(-1);
  if (movedAt === undefined || last === undefined) return false;
  return Date.parse(last.at) - last.durationMs < Date.parse(movedAt);
}

/** When a head may be sent: by its schedule, if that isn't done with because the endpoint is back, and by the windows. */
function dueOf(
  { nextAttemptAt, urgent }: OpenDelivery,
  { windows, now, early }: { windows: readonly MaintenanceWindow[]; now: number; early: boolean },
): number {
  const scheduledAt = nextAttemptAt === null || early ? 0 : Date.parse(nextAttemptAt);
  return Math.max(scheduledAt, closedUntil(windows, { now, urgent: urgent === true }) ?? 0);
}

/** A delivery, and the one that takes its place. */
export type Supersession = {
  readonly delivery: StateDocument<OpenDelivery>;
  readonly by: StateDocument<OpenDelivery>;
};

function supersessionsIn(rows: readonly StateDocument<OpenDelivery>[]): readonly Supersession[] {
  return [...supersededIn(rows.map(({ state }) => state))].flatMap(([index, later]) => {
    const [delivery, by] = [rows[index], rows[later]];
    return delivery && by ? [{ delivery, by }] : [];
  });
}

/** What is open in the queues, each in its order. */
function rowsIn(store: Store, keys: readonly string[]): Promise<StateDocument<OpenDelivery>[]> {
  return (
    store
      .states<OpenDelivery>(deliveries)
      // With what the index holds, because MongoDB does not infer that.
      .find({ 'state.queue': { $in: keys, $gt: '' } } as object)
      .sort({ 'state.queue': 1, 'state.sequence': 1 })
      .limit(rowsMax)
      .batchSize(rowsMax)
      .toArray()
  );
}

async function contentsOf(
  store: Store,
  fresh: Fresh,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>();
  const asked: string[] = [];
  for (const id of eventIds) {
    const known = fresh.get(id);
    if (known) contents.set(id, known);
    else asked.push(id);
  }
  if (asked.length === 0) return contents;
  const found = (await store
    .named('messages')
    .find({ _id: { $in: asked } }, { projection: { 'value.body': 1, 'value.receivedAt': 1 } })
    .toArray()) as unknown as { readonly _id: string; readonly value: Message }[];
  for (const { _id, value } of found) contents.set(_id, { body: value.body, receivedAt: value.receivedAt });
  return contents;
}
