import type { KeyObject } from 'node:crypto';
import type { StateDocument, Store } from '@tiltak/store';
import { deliveries } from '../delivery/deliveries.ts';
import type { OpenDelivery } from '../delivery/delivery.ts';
import { type ExistingEndpoint, endpoints } from '../endpoint/endpoint.ts';
import type { Vault } from '../endpoint/secret.ts';
import type { Message } from '../feed/message.ts';
import { keysOf } from './keys.ts';

/** A head of a queue that is due: all that an attempt needs. */
export type Job = {
  readonly queue: string;
  /** There is more behind it. */
  readonly more: boolean;
  readonly deliveryId: string;
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
  /** What to sign with, the newest first. */
  readonly keys: readonly KeyObject[];
};

export type Loaded = Job | { readonly queue: string; readonly next: 'again' | 'empty' | { dueAt: number } };

/** Deliveries that are read at once for the heads of up to {@link loadMax} queues. */
const rowsMax = 1000;
/** Queues whose heads are loaded at once. */
export const loadMax = 256;

/**
 * Reads the heads of queues from the database, which alone knows what comes first: whichever process queued it, and
 * whenever it was committed. Each queue gets an answer.
 */
export function createLoader(store: Store, vault: Vault, signingKeys: readonly KeyObject[]) {
  const opened = new Map<string, { version: number; keys: ReturnType<typeof keysOf> }>();

  function signersOf(owner: StateDocument<ExistingEndpoint>, now: Date): readonly KeyObject[] {
    let known = opened.get(owner._id);
    if (known?.version !== owner.version) {
      known = { version: owner.version, keys: keysOf(owner, { vault, signingKeys }) };
      opened.set(owner._id, known);
    }
    return known.keys(now);
  }

  return async (
    queues: readonly { readonly key: string; readonly early: boolean }[],
  ): Promise<readonly Loaded[]> => {
    const keys = queues.map(({ key }) => key);
    const endpointIds = [...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))];
    const [rows, owners] = await Promise.all([
      store
        .states<OpenDelivery>(deliveries)
        .find({ 'state.queue': { $in: keys } } as object)
        .sort({ 'state.queue': 1, 'state.sequence': 1, _id: 1 })
        .limit(rowsMax)
        .toArray(),
      store
        .states<ExistingEndpoint>(endpoints)
        .find({ _id: { $in: endpointIds } })
        .toArray(),
    ]);
    const cut = rows.length === rowsMax;
    const rowsOf = Map.groupBy(rows, (row) => row.state.queue);
    const ownerOf = new Map(owners.map((owner) => [owner._id, owner]));
    const bodies = await bodiesOf(
      store,
      [...rowsOf.values()].flatMap(([head]) => head?.state.eventId ?? []),
    );
    const now = store.now();

    return queues.map(({ key, early }): Loaded => {
      const [head, ...rest] = rowsOf.get(key) ?? [];
      if (!head) return { queue: key, next: cut ? 'again' : 'empty' };
      const { state } = head;
      const owner = ownerOf.get(state.endpointId);
      const message = bodies.get(state.eventId);
      // What waits for a disabled endpoint is taken up again when that is enabled.
      if (owner?.state.status !== 'enabled' || !message) return { queue: key, next: 'empty' };
      const dueAt = state.nextAttemptAt === null ? 0 : Date.parse(state.nextAttemptAt);
      if (dueAt > now.getTime() && !early) return { queue: key, next: { dueAt } };
      return {
        queue: key,
        more: cut || rest.length > 0,
        deliveryId: head._id,
        attempt: state.attempts + 1,
        firstAttemptAt: state.firstAttemptAt,
        eventId: state.eventId,
        eventType: state.eventType,
        body: message.body,
        receivedAt: message.receivedAt,
        traceparent: state.traceparent,
        endpointId: state.endpointId,
        url: owner.state.url,
        keys: signersOf(owner, now),
      };
    });
  };
}

async function bodiesOf(
  store: Store,
  ids: readonly string[],
): Promise<Map<string, Pick<Message, 'body' | 'receivedAt'>>> {
  if (ids.length === 0) return new Map();
  const found = await store
    .named('messages')
    .find({ _id: { $in: [...ids] } }, { projection: { 'value.body': 1, 'value.receivedAt': 1 } })
    .toArray();
  return new Map((found as unknown as { _id: string; value: Message }[]).map((row) => [row._id, row.value]));
}
