import type { OperationAnswer } from '@tiltak/contracts';
import type { newsOperations } from '@tiltak/contracts/notifications';
import { moment } from '../format/time.ts';
import { errorSummary, type Filled, form, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import { doneNotice, filterLinks, heading, nextPage, statusTag, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type NewsKind, newsWords } from '../words/news.ts';

type News = OperationAnswer<(typeof newsOperations)['listNews']>;
type Subscription = OperationAnswer<(typeof newsOperations)['getNewsSubscription']>['subscription'];

export const subscribePath = '/nyheter/abonnement';
export const unsubscribePath = '/nyheter/abonnement/slutt';

const done = {
  abonnert: 'Du får et sammendrag på e-post hver arbeidsdag det er noe nytt.',
  avsluttet: 'Sammendraget er slått av, og adressen din er slettet.',
};

/** The news, newest first; what comes while the page is open appears by itself. */
export function newsPage(
  visit: SignedInVisit,
  shown: {
    readonly news: News;
    readonly kind: NewsKind | undefined;
    /** From where the page follows what comes. */
    readonly latest: number;
    readonly subscription: Subscription;
    readonly filled: Filled;
  },
): Page {
  const { filled, kind, latest, news } = shown;
  const choices = Object.entries(newsWords).map(([value, { label }]) => [value, label] as const);
  return {
    title: 'Nyheter',
    section: 'news',
    body: html`${heading('Nyheter')}
${doneNotice(visit.query, done)}
${errorSummary(filled)}
${filterLinks('/nyheter', { label: 'Vis etter hva det gjelder', chosen: kind, choices })}
<div data-news-after="${latest}">
${table(news.items, {
  caption: 'Nyheter, de nyeste først',
  columns: [
    { head: 'Når', kind: 'short', cell: ({ at }) => moment(at) },
    { head: 'Gjelder', cell: (item) => statusTag(newsWords[item.kind]) },
    {
      head: 'Nyhet',
      cell: ({ orderId, text }) =>
        html`${text}${orderId !== null && html` <a href="/bestillinger/${encodeURIComponent(orderId)}">Se bestillingen</a>`}`,
    },
  ],
  empty: kind ? 'Ingen nyheter om dette.' : 'Ingen nyheter ennå.',
})}
</div>
${nextPage('/nyheter', { status: kind }, news.next)}
${subscriptionForms(visit, shown)}`,
  };
}

function subscriptionForms(
  visit: SignedInVisit,
  { filled, subscription }: { readonly filled: Filled; readonly subscription: Subscription },
) {
  return html`<section><h2>Daglig sammendrag på e-post</h2>
<p>${subscription ? 'Du får et sammendrag på arbeidsdager når det er noe nytt.' : 'Få et sammendrag på arbeidsdager når det er noe nytt.'}</p>
${form(visit, {
  action: subscribePath,
  content: html`${textField({ filled, name: 'email', label: 'E-postadresse', value: subscription?.email ?? '' })}
${textField({ filled, name: 'at', label: 'Klokkeslett', hint: 'For eksempel 07:30', value: subscription?.at ?? '07:30' })}
<button>${subscription ? 'Lagre' : 'Send meg sammendraget'}</button>`,
})}
${subscription && form(visit, { action: unsubscribePath, content: html`<button class="plain">Slå av sammendraget</button>` })}
</section>`;
}
