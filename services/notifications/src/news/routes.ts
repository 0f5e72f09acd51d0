import type { OperationAnswer } from '@tiltak/contracts';
import type { newsOperations } from '@tiltak/contracts/notifications';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import type { Collection, Store } from '@tiltak/store';
import { headId, type NewsHead, type NewsItem, newsCollection, newsHeadCollection, noNews } from './news.ts';
import {
  type Subscription,
  scheduleDigest,
  subscriptionsCollection,
  unscheduleDigest,
} from './subscription.ts';

type Operations = typeof newsOperations;
type Row = { readonly _id: string; readonly value: NewsItem };

/** The handlers of the operations on news: to look back, to follow, and to be told by a daily digest. */
export function newsHandlers(store: Store): Handlers<Operations> {
  const rows = store.named(newsCollection.name) as unknown as Collection<Row>;
  return {
    async listNews({ query: { cursor, limit, kind, since } }) {
      const found = await rows
        .find({
          'value.position': cursor === undefined ? { $gt: 0 } : { $lt: positionIn(cursor) },
          ...(kind !== undefined && { 'value.kind': kind }),
          ...(since !== undefined && { 'value.at': { $gte: new Date(since).toISOString() } }),
        } as object)
        .sort({ 'value.position': -1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const next = found.length > limit && last ? cursorOf(last.value.position) : null;
      return { body: { items: items.map(shown), next } };
    },

    async readNews({ query: { after, limit } }) {
      const [found, heads] = await Promise.all([
        rows
          .find({ 'value.position': { $gt: after } } as object)
          .sort({ 'value.position': 1 })
          .limit(limit)
          .toArray(),
        store.documents<NewsHead>(newsHeadCollection.name, [headId]),
      ]);
      return { body: { items: found.map(shown), latest: (heads.get(headId) ?? noNews).position } };
    },

    async getNewsSubscription({ actor: { subject } }) {
      const known = await store.documents<Subscription>(subscriptionsCollection.name, [subject]);
      return { body: ownSubscription(known.get(subject)) };
    },

    async subscribeToNews({ body, actor: { subject } }) {
      const answer = await store.transact(
        async (reads) => {
          const [subscription, head] = await Promise.all([
            reads.doc<Subscription>(subscriptionsCollection.name, subject),
            reads.doc<NewsHead>(newsHeadCollection.name, headId),
          ]);
          return (stage) => {
            // What was there before somebody asked is on the page, and no news.
            const told = subscription.value?.told ?? (head.value ?? noNews).position;
            stage.put(subscription, { ...body, told });
            scheduleDigest(stage, subject, body);
            return ownSubscription(subscription.value);
          };
        },
        // The answer would be kept for a repetition, and the address with it: this may simply be done again.
        { actor: subject },
      );
      return { body: answer };
    },

    async unsubscribeFromNews({ actor: { subject } }) {
      const answer = await store.transact(
        async (reads) => {
          const subscription = await reads.doc<Subscription>(subscriptionsCollection.name, subject);
          return (stage) => {
            stage.put(subscription, undefined);
            unscheduleDigest(stage, subject);
            return ownSubscription(undefined);
          };
        },
        { actor: subject },
      );
      return { body: answer };
    },
  };
}

const ownSubscription = (
  known: Subscription | undefined,
): OperationAnswer<Operations['getNewsSubscription']> => ({
  subscription: known ? { email: known.email, kinds: [...known.kinds], at: known.at } : null,
});

const shown = ({ _id, value }: Row): OperationAnswer<Operations['listNews']>['items'][number] => ({
  newsId: _id,
  ...value,
});

const cursorOf = (position: number): string => Buffer.from(`news:${position}`).toString('base64url');

function positionIn(cursor: string): number {
  const position = /^news:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (position === undefined)
    throw new Rejection('bad_cursor', 'cursor: take it from `next` of the page before, unchanged.');
  return Number(position);
}
