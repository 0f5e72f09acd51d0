import type { notificationsOperations } from '@tiltak/contracts/notifications';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import type { Collection, Store } from '@tiltak/store';
import { firmOf } from '../views/visibility.ts';
import type { Message } from './message.ts';

/**
 * The handler of `readFeed`. `next` is never null: it is where to go on from, also when there is nothing new, so that
 * catching up after an outage is: read after the last `next` until a page is empty, and keep that `next`.
 */
export function feedHandlers(store: Store): Handlers<Pick<typeof notificationsOperations, 'readFeed'>> {
  const messages = store.named('messages') as unknown as Collection<{ _id: string; value: Message }>;
  return {
    async readFeed({ query: { after, limit }, actor }) {
      const position = after === undefined ? 0 : positionOf(after);
      const found = await messages
        .find({
          'value.organisationNumber': firmOf(actor),
          'value.position': { $gt: position },
        } as object)
        .sort({ 'value.position': 1 })
        .limit(limit)
        .toArray();
      const items = found.map(({ value }) => JSON.parse(value.body));
      return { body: { items, next: cursorOf(found.at(-1)?.value.position ?? position) } };
    },
  };
}

const cursorOf = (position: number): string => Buffer.from(`feed:${position}`).toString('base64url');

function positionOf(cursor: string): number {
  const position = /^feed:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (position === undefined)
    throw new Rejection('bad_cursor', 'after: take it from `next` of an earlier answer, unchanged.');
  return Number(position);
}
