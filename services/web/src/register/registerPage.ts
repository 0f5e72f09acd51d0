import { quantity } from '../format/quantity.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, heading, nextPage, notGiven, table } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import {
  type Building,
  buildingAddress,
  matrikkelText,
  type Property,
  propertyAddress,
  registrars,
} from '../words/register.ts';

type List<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const buildingColumns: readonly Column<Building>[] = [
  {
    head: 'Bygning',
    cell: ({ buildingId, name }) => html`<a href="${buildingAddress(buildingId)}">${name}</a>`,
  },
  { head: 'Adresse', cell: ({ address }) => address ?? notGiven },
  {
    head: 'Matrikkel',
    cell: ({ matrikkel }) => (matrikkel ? matrikkelText(matrikkel) : notGiven),
    kind: 'short',
  },
  { head: 'Bruk', cell: ({ use }) => use ?? notGiven },
  {
    head: 'Areal',
    cell: ({ floorAreaM2 }) => (floorAreaM2 === null ? notGiven : `${quantity(floorAreaM2)} m²`),
    kind: 'number',
  },
];

/** The register: what is looked for, and without that all buildings by name. */
export function registerPage(
  visit: SignedInVisit,
  {
    buildings,
    properties,
    sought,
  }: {
    readonly buildings: List<Building>;
    readonly properties: List<Property>;
    readonly sought: string;
  },
): Page {
  const actions =
    hasRole(visit, ...registrars) &&
    html`<a class="button" href="/eiendommer/ny">Ny eiendom</a> <a class="button" href="/bygninger/ny">Ny bygning</a> <a class="button" href="/eiendom/import">Importer</a>`;
  return {
    title: 'Eiendom',
    section: 'register',
    body: html`${heading('Eiendom', { actions })}
<p class="lead">Kommunens eiendommer, bygninger og rom.</p>
${searchForm(sought)}
${sought !== '' && properties.items.length > 0 && propertyList(properties)}
${table(buildings.items, { caption: 'Bygninger', columns: buildingColumns, empty: sought === '' ? 'Det er ikke registrert noen bygninger ennå.' : 'Ingen bygninger passer til søket.' })}
${nextPage('/eiendom', { sok: sought || undefined }, buildings.next)}
<p>Last ned hele registeret: <a href="/eiendom/eksport?format=xlsx">Excel</a> eller <a href="/eiendom/eksport?format=csv">CSV</a></p>`,
  };
}

function searchForm(sought: string): Html {
  return html`<form class="search" method="get" action="/eiendom" role="search">
<label for="sok">Søk etter navn, adresse, matrikkel eller bygningsnummer</label>
<span><input id="sok" name="sok" type="search" value="${sought}" maxlength="200"><button>Søk</button></span>
</form>`;
}

function propertyList({ items, next }: List<Property>): Html {
  const lines = items.map(
    ({ matrikkelIds, name, propertyId }) =>
      html`<li><a href="${propertyAddress(propertyId)}">${name}</a> <span class="under">${matrikkelIds.map(({ text }) => text).join(', ')}</span></li>`,
  );
  return html`<section><h2>Eiendommer</h2><ul>${lines}</ul>${next !== null && html`<p class="hint">Her er de første ${items.length}. Skriv mer av navnet for å finne de andre.</p>`}</section><h2>Bygninger</h2>`;
}
