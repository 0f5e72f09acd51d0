import type { KeyObject } from 'node:crypto';
import type { notificationsOperations } from '@tiltak/contracts/notifications';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { publicJwk } from '@tiltak/service';
import type { Collection, Store } from '@tiltak/store';
import { signatureHeaders } from '../engine/sign.ts';
import { firmOf } from '../views/visibility.ts';
import type { Message } from './message.ts';
import { createWaitingRoom } from './waiting.ts';

type FeedOperations = Pick<typeof notificationsOperations, 'readFeed' | 'getSigningKeys'>;

/**
 * The handlers of `readFeed` and `getSigningKeys`. `next` is never null: it is where to go on from, also when there is
 * nothing new, so that catching up after an outage is: read after the last `next` until a page is empty, and keep that
 * `next`. Signatures are of the municipality's own key: a feed belongs to no endpoint, and so has no secret.
 */
export function feedHandlers(
  store: Store,
  options: { readonly signingKeys: readonly KeyObject[]; readonly stopping: AbortSignal },
): Handlers<FeedOperations> {
  const messages = store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;
  const room = createWaitingRoom(store, options.stopping);
  const keySet = { keys: options.signingKeys.map(publicJwk) };

  const pageAfter = (organisationNumber: string, position: number, limit: number) =>
    messages
      .find({
        'value.organisationNumber': organisationNumber,
        'value.position': { $gt: position },
      } as object)
      .sort({ 'value.position': 1 })
      .limit(limit)
      .toArray();

  const signed = ({ _id: id, value: { body } }: { readonly _id: string; readonly value: Message }) =>
    signatureHeaders({ id, at: store.now(), body, keys: options.signingKeys });

  return {
    async readFeed({ query, actor }) {
      const { after, limit, wait } = query;
      const position = after === undefined ? 0 : positionOf(after);
      const firm = firmOf(actor);
      let found = await pageAfter(firm, position, limit);
      if (found.length === 0 && wait > 0) {
        await room.wait(firm, position, wait);
        found = await pageAfter(firm, position, limit);
      }
      const items = found.map(({ value }) => JSON.parse(value.body));
      const cursors = found.map(({ value }) => cursorOf(value.position ?? position));
      const next = cursors.at(-1) ?? cursorOf(position);
      const signatures = query.signed === 'true' ? { signatures: found.map(signed) } : {};
      return { body: { items, next, cursors, ...signatures } };
    },
    getSigningKeys: async () => ({ body: keySet }),
  };
}

const cursorOf = (position: number): string => Buffer.from(`feed:${position}`).toString('base64url');

function positionOf(cursor: string): number {
  const position = /^feed:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (position === undefined)
    throw new Rejection('bad_cursor', 'after: take it from `next` of an earlier answer, unchanged.');
  return Number(position);
}
