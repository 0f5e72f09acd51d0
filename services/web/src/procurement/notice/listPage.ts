import { moment } from '../../format/time.ts';
import { attributes, type Html, html } from '../../html/html.ts';
import { type Column, heading, nextPage, statusTag, table } from '../../html/parts.ts';
import type { Page } from '../../visit.ts';
import { kindWords, procedureWords } from '../advice/words.ts';
import { type NoticeLine, type Notices, noticeStatusWords } from './words.ts';

/** What the list was asked for; as it stands in the address. */
export type Sought = {
  readonly sok?: string | undefined;
  readonly cpv?: string | undefined;
  readonly type?: NoticeLine['kind'] | undefined;
  readonly status?: NoticeLine['status'] | undefined;
  readonly rekkefolge?: 'frist' | undefined;
};

const columns: readonly Column<NoticeLine>[] = [
  {
    head: 'Konkurranse',
    cell: ({ procurementId, title }) =>
      html`<a href="/kunngjoringer/${encodeURIComponent(procurementId)}">${title}</a>`,
  },
  { head: 'Gjelder', cell: ({ kind }) => kindWords[kind] },
  { head: 'Prosedyre', cell: ({ procedure }) => procedureWords[procedure] },
  { head: 'Status', cell: ({ status }) => statusTag(noticeStatusWords[status]) },
  { head: 'Frist', kind: 'short', cell: ({ openUntil }) => (openUntil === null ? '–' : moment(openUntil)) },
  { head: 'Kunngjort', kind: 'short', cell: ({ publishedAt }) => moment(publishedAt) },
];

/** The competitions that anyone may read. */
export function noticeListPage(notices: Notices, sought: Sought, wrong: string | undefined): Page {
  return {
    title: 'Kunngjøringer',
    body: html`${heading('Kunngjøringer')}
<p class="lead">Konkurransene som kommunen har kunngjort. Alle kan lese dem; for å gi tilbud må firmaet logge inn.</p>
${searchForm(sought, wrong)}
${table(notices.items, { caption: 'Kunngjorte konkurranser', columns, empty: 'Ingen konkurranser passer til søket.' })}
${nextPage('/kunngjoringer', sought, notices.next)}
<p>Leverandører kan få beskjed om nye konkurranser: <a href="/varsler">Varsler</a>.</p>`,
  };
}

function searchForm({ sok, cpv, type, status, rekkefolge }: Sought, wrong: string | undefined): Html {
  const choice = (value: string, text: string, chosen: string | undefined) =>
    html`<option${attributes({ value, selected: value === (chosen ?? '') })}>${text}</option>`;
  const choices = (words: Readonly<Record<string, string>>, chosen: string | undefined) =>
    Object.entries(words).map(([value, text]) => choice(value, text, chosen));
  const statuses = Object.fromEntries(
    Object.entries(noticeStatusWords).map(([value, { label }]) => [value, label]),
  );
  return html`<form class="search" method="get" action="/kunngjoringer" role="search">
${wrong && html`<p class="error" role="alert">${wrong}</p>`}
<p><label for="sok">Søk etter ord</label><input id="sok" name="sok" type="search" value="${sok}" maxlength="200"></p>
<p><label for="cpv">CPV-kode eller begynnelsen av den</label><input id="cpv" name="cpv" value="${cpv}" inputmode="numeric" maxlength="8"></p>
<p><label for="type">Gjelder</label><select id="type" name="type">${choice('', 'Alt', type)}${choices(kindWords, type)}</select></p>
<p><label for="status">Status</label><select id="status" name="status">${choice('', 'Alle', status)}${choices(statuses, status)}</select></p>
<p><label for="rekkefolge">Rekkefølge</label><select id="rekkefolge" name="rekkefolge">${choice('', 'Nyeste først', rekkefolge)}${choice('frist', 'Åpne, første frist først', rekkefolge)}</select></p>
<p><button>Søk</button></p>
</form>`;
}
