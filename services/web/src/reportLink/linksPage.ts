import type { reportLink } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { dayOf } from '../format/time.ts';
import { blank, errorSummary, type Filled, form, textArea, textField } from '../html/form.ts';
import { attributes, type Html, html } from '../html/html.ts';
import { doneNotice, heading } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { type Building, buildingAddress } from '../words/register.ts';

export type ReportLink = z.output<typeof reportLink>;

const doneTexts = {
  laget: 'Lenken er laget. Skriv ut plakaten og heng den opp.',
  trukket: 'Lenken gjelder ikke lenger.',
} as const;

/** Where a building's links are made and revoked. */
export const linksAddress = (buildingId: string): string => `${buildingAddress(buildingId)}/meldelenker`;

/** A building's links by which the public reports faults: to make, print and revoke. */
export function linksPage(
  visit: SignedInVisit,
  shown: {
    readonly building: Building;
    readonly links: readonly ReportLink[];
    readonly filled: Filled;
  },
): Page {
  const { building, filled, links } = shown;
  const mayChange = hasRole(visit, 'property.officer', 'property.approver');
  const valid = links.filter(({ revokedAt }) => revokedAt === null);
  const revoked = links.filter(({ revokedAt }) => revokedAt !== null);
  const making = filled.form === 'lag' ? filled : blank('lag');
  return {
    title: `Meldelenker – ${building.name}`,
    section: 'register',
    body: html`${heading('Meldelenker', { above: html`<a href="${buildingAddress(building.buildingId)}">${building.name}</a>` })}
<p class="lead">Med en meldelenke kan alle som er i bygget, melde feil uten å logge inn. Heng opp plakaten med QR-koden der folk ser den.</p>
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${valid.length === 0 && html`<p class="empty">Bygget har ingen gyldig meldelenke.</p>`}
${valid.map((link) => linkCard(visit, { link, building, filled, mayChange }))}
${
  mayChange &&
  html`<section><h2>Lag en meldelenke</h2>
${form(visit, {
  action: linksAddress(building.buildingId),
  className: 'sheet',
  content: html`${textField({ filled: making, name: 'label', label: 'Hvor skal den henge?', hint: 'For eksempel «Hovedinngangen».', optional: true })}
<button class="primary">Lag lenke</button>`,
})}</section>`
}
${revoked.length > 0 && html`<section><h2>Trukket tilbake</h2><ul>${revoked.map(({ label, madeAt, revokedAt }) => html`<li>${label ?? 'Uten sted'}: laget ${dayOf(madeAt)}, trukket tilbake ${dayOf(revokedAt ?? madeAt)}</li>`)}</ul></section>`}`,
  };
}

function linkCard(
  visit: SignedInVisit,
  shown: {
    readonly link: ReportLink;
    readonly building: Building;
    readonly filled: Filled;
    readonly mayChange: boolean;
  },
): Html {
  const { building, filled, link, mayChange } = shown;
  const address = `${linksAddress(building.buildingId)}/${encodeURIComponent(link.linkId)}`;
  const name = `trekk-${link.linkId}`;
  const own = filled.form === name ? filled : blank(name);
  return html`<section class="todo"><h2>${link.label ?? 'Uten sted'}</h2>
<p class="under">Laget ${dayOf(link.madeAt)}</p>
<div class="choices">
<a class="button primary" href="${address}/plakat">Plakat for utskrift</a>
<a class="button" href="${address}/qr.svg">QR-kode (SVG)</a>
<a class="button" href="${address}/qr.png">QR-kode (PNG)</a>
</div>
${
  mayChange &&
  html`<details${attributes({ open: filled.form === name })}><summary>Trekk tilbake</summary>
${form(visit, {
  action: `${address}/trekk`,
  content: html`${textArea({ filled: own, name: 'reason', label: 'Hvorfor trekkes lenken tilbake?', rows: 2 })}
<button class="danger">Trekk lenken tilbake</button>`,
})}</details>`
}</section>`;
}

/** A notice to print and hang up: what it is for, the QR code, and the address for those who have no camera. */
export function posterPage({
  building,
  link,
}: {
  readonly building: Building;
  readonly link: ReportLink;
}): Page {
  const address = `${linksAddress(building.buildingId)}/${encodeURIComponent(link.linkId)}`;
  return {
    title: `Plakat – ${building.name}`,
    section: 'register',
    body: html`<div class="poster"><h1>Er noe ødelagt?</h1>
<p class="lead">Les av koden med mobilen og si fra. Det tar et halvt minutt, og du trenger ikke å logge inn.</p>
<img src="${address}/qr.svg" alt="QR-kode til siden der du melder feil">
<p>${building.name}${link.label && html`, ${link.label}`}</p>
<p class="under">${link.url}</p></div>`,
  };
}
