import { form } from '../../html/form.ts';
import { html } from '../../html/html.ts';
import { heading } from '../../html/parts.ts';
import type { Page, Visit } from '../../visit.ts';

/** Behind the link in an e-mail: a button that ends the news, or that they are ended. */
export function stopPage(
  visit: Visit,
  { name, alerts }: { readonly name: string; readonly alerts: boolean },
): Page {
  const content = html`<button class="primary">Avslutt varslene</button>`;
  const action = `/varsler/slutt/${encodeURIComponent(visit.params.stopKey!)}`;
  return {
    title: 'Varsler om nye konkurranser',
    body: html`${heading('Varsler om nye konkurranser', { above: name })}
${
  alerts
    ? html`<p>${name} får beskjed når kommunen kunngjør konkurranser som passer.</p>${form(visit, { action, content })}`
    : html`<p>${name} får ikke lenger beskjed om nye konkurranser. Invitasjoner til å gi tilbud kommer fortsatt.</p>
<p>Dere kan sette på varslene igjen under <a href="/varsler">Varsler</a>.</p>`
}`,
  };
}

/** A link that leads to nobody's news. */
export function deadStopPage(): Page {
  return {
    title: 'Lenken fører ikke til noe',
    status: 404,
    body: html`<div class="message"><h1>Lenken fører ikke til noe</h1>
<p>Kontroller at hele lenken fra e-posten er med, eller avslutt varslene under <a href="/varsler">Varsler</a>.</p></div>`,
  };
}
