import { day } from '../format/time.ts';
import { blank, checkboxField, errorSummary, type Filled, form, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import { type Column, doneNotice, heading, nextPage, notice, statusTag, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { mailSection, type OwnFirm } from './mailSection.ts';
import { type Endpoint, endpointWords } from './words.ts';

/** A contractor's endpoints, and the form for a new one. */
export function endpointListPage(
  visit: SignedInVisit,
  {
    endpoints,
    filled: sent,
    own,
  }: {
    readonly endpoints: { readonly items: readonly Endpoint[]; readonly next: string | null };
    /** Undefined where the firm is not registered; null for people who act for none. */
    readonly own: OwnFirm | undefined | null;
    readonly filled: Filled;
  },
): Page {
  const filled = sent.form === 'nytt' ? sent : blank('nytt');
  const columns: readonly Column<Endpoint>[] = [
    {
      head: 'Adresse',
      cell: ({ endpointId, url }) => html`<a href="/mottak/${encodeURIComponent(endpointId)}">${url}</a>`,
    },
    { head: 'Status', cell: ({ status }) => statusTag(endpointWords[status]) },
    { head: 'Registrert', kind: 'short', cell: ({ createdAt }) => day(createdAt.slice(0, 10)) },
  ];
  const content = html`
${textField({ filled, name: 'url', label: 'Adresse', hint: 'Begynner med https://' })}
${checkboxField({ filled, name: 'asymmetric', label: 'Signer også med kommunens nøkkel (ed25519)' })}
<button class="primary">Registrer mottak</button>`;
  return {
    title: 'Mottak i eget system',
    section: 'endpoints',
    body: html`${heading('Mottak i eget system')}
${errorSummary(sent)}
${doneNotice(visit.query, { 'e-post': 'E-postadressen er lagret.' })}
<p>Her registrerer dere adressen der ordresystemet deres tar imot hendelser (webhooks). Har dere ikke noe slikt system, trenger dere ikke dette.</p>
${table(endpoints.items, { caption: 'Mottak', columns, empty: 'Ingen mottak er registrert ennå.' })}
${nextPage('/mottak', {}, endpoints.next)}
<h2>Nytt mottak</h2>
${form(visit, { action: '/mottak', content })}
${own !== null && mailSection(visit, { own, filled: sent })}`,
  };
}

/** A secret, the one time that it is shown. */
export function secretPage({
  endpointId,
  oldSecretUntil,
  secret,
  url,
}: {
  readonly endpointId: string;
  readonly url: string;
  readonly secret: string;
  /** After a rotation: how long the old one is good too, in words. */
  readonly oldSecretUntil?: string;
}): Page {
  return {
    title: 'Hemmelighet',
    section: 'endpoints',
    body: html`${heading('Hemmelighet', { above: html`<a href="/mottak/${encodeURIComponent(endpointId)}">${url}</a>` })}
${notice('warn', html`<p><strong>Hemmeligheten vises bare denne ene gangen.</strong> Lagre den der dere oppbevarer passord.</p>`)}
<p><code>${secret}</code></p>
${oldSecretUntil && html`<p>Den gamle hemmeligheten gjelder også til ${oldSecretUntil}.</p>`}
<p><a class="button primary" href="/mottak/${encodeURIComponent(endpointId)}">Videre til mottaket</a></p>`,
  };
}
