import { newsKind } from '@tiltak/contracts/notifications';
import * as z from 'zod';
import { attempted, type FormErrors, readForm } from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { newsPage, subscribePath, unsubscribePath } from './newsPage.ts';

const listLimit = 50;

const subscription = z.object({
  email: z.string().trim().pipe(z.email('Skriv en e-postadresse, for eksempel kari.nordmann@kommune.no.')),
  at: z
    .string()
    .trim()
    .regex(/^([01]\d|2[0-3])[:.][0-5]\d$/, 'Skriv et klokkeslett, for eksempel 07:30.')
    .transform((time) => time.replace('.', ':')),
});

async function showNews(visit: SignedInVisit, filled: Filled = blank('abonnement')): Promise<Reply> {
  const { notifications } = visit.api;
  const kind = newsKind.safeParse(visit.query.get('status')).data;
  const cursor = visit.query.get('cursor');
  const [own, { body: news }, { body: newest }] = await Promise.all([
    notifications.getNewsSubscription(),
    notifications.listNews({ query: { kind, cursor, limit: listLimit } }),
    notifications.listNews({ query: { limit: 1 } }),
  ]);
  const latest = newest.items[0]?.position ?? 0;
  return newsPage(visit, { news, kind, latest, subscription: own.body.subscription, filled });
}

async function subscribe(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) =>
    showNews(visit, { form: 'abonnement', entered: visit.form, errors });
  const entered = readForm(subscription, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const { subscribeToNews } = visit.api.notifications;
  const body = { ...entered.value, kinds: [] };
  const done = await attempted(() => subscribeToNews({ body }, callOptions(visit.form)));
  return done.ok ? { redirect: '/nyheter?utfort=abonnert' } : refused(done.errors);
}

async function unsubscribe(visit: SignedInVisit): Promise<Reply> {
  await visit.api.notifications.unsubscribeFromNews({}, callOptions(visit.form));
  return { redirect: '/nyheter?utfort=avsluttet' };
}

export const newsRoutes: readonly Route[] = [
  page('/nyheter', (visit) => showNews(visit)),
  receiver(subscribePath, subscribe),
  receiver(unsubscribePath, unsubscribe),
];
