import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { emailAddress, id, instant, list, page } from '../values.ts';

/** What news for the municipality's own people (nyheter) is about. */
export const newsKind = z.enum([
  'order_held',
  'calloff_declined',
  'calloff_expired',
  'contractor_unreachable',
  'delivery_exhausted',
  'endpoint_failing',
  'endpoint_disabled',
  'clock_about_to_break',
  'clock_broken',
  'awaiting_inspection',
  'change_proposed',
  'defect_overdue',
  'claim_overdue',
  'claim_period_ending',
]);

export const newsItem = z.object({
  newsId: id,
  /** Its place among all, from 1 and without gaps. */
  position: z.int(),
  kind: newsKind,
  at: instant,
  orderId: id.nullable(),
  organisationNumber: z.string().nullable(),
  /** In Norwegian. */
  text: z.string(),
});

const newsSubscription = z.object({
  email: emailAddress,
  /** Empty: all. */
  kinds: z.array(newsKind).max(newsKind.options.length),
  /** When the digest is sent on business days, `HH:MM` in Norway. */
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, e.g. 07:30'),
});
const ownSubscription = z.object({ subscription: newsSubscription.nullable() });

/** The operations on news. */
export const newsOperations = {
  listNews: {
    method: 'get',
    path: '/news',
    summary: "News for the municipality's own people, newest first",
    allow: staff,
    query: page.extend({ kind: newsKind.optional(), since: instant.optional() }),
    answer: { status: 200, body: list(newsItem) },
  },
  readNews: {
    method: 'get',
    path: '/news/after',
    summary: 'News after a position, oldest first: for who follows them; 0 is the beginning',
    allow: staff,
    query: z.object({
      after: z.coerce.number().int().min(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: { status: 200, body: z.object({ items: z.array(newsItem), latest: z.int() }) },
  },
  getNewsSubscription: {
    method: 'get',
    path: '/news/subscription',
    summary: "The caller's own subscription to the daily digest, or null",
    allow: staff,
    answer: { status: 200, body: ownSubscription },
  },
  subscribeToNews: {
    method: 'put',
    path: '/news/subscription',
    summary: 'Sends the caller a digest of the news by e-mail, once on each business day that brings any',
    allow: staff,
    body: newsSubscription,
    answer: { status: 200, body: ownSubscription },
  },
  unsubscribeFromNews: {
    method: 'delete',
    path: '/news/subscription',
    summary: "Ends the digest and deletes the caller's address",
    allow: staff,
    answer: { status: 200, body: ownSubscription },
  },
} as const satisfies Operations;
