import { html } from '../html/html.ts';
import { type Column, doneNotice, facts, heading, nextPage, notGiven, table } from '../html/parts.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import {
  type Building,
  buildingAddress,
  daysText,
  type Property,
  propertyAddress,
  registrars,
} from '../words/register.ts';

const idColumns: readonly Column<Property['matrikkelIds'][number]>[] = [
  { head: 'Matrikkel', cell: ({ text }) => text, kind: 'short' },
  { head: 'Gjelder', cell: (id) => daysText(id) || notGiven },
];
const buildingColumns: readonly Column<Building>[] = [
  {
    head: 'Bygning',
    cell: ({ buildingId, name }) => html`<a href="${buildingAddress(buildingId)}">${name}</a>`,
  },
  { head: 'Adresse', cell: ({ address }) => address ?? notGiven },
  { head: 'Bruk', cell: ({ use }) => use ?? notGiven },
];

/** A property with every cadastral id that it has or had, and the buildings on it. */
export function propertyPage(
  visit: SignedInVisit,
  {
    buildings,
    property,
  }: {
    readonly property: Property;
    readonly buildings: { readonly items: readonly Building[]; readonly next: string | null };
  },
): Page {
  const address = propertyAddress(property.propertyId);
  const actions =
    hasRole(visit, ...registrars) &&
    html`<a class="button" href="/bygninger/ny?eiendom=${encodeURIComponent(property.propertyId)}">Ny bygning</a> <a class="button" href="${address}/endre">Endre</a>`;
  return {
    title: property.name,
    section: 'register',
    body: html`${heading(property.name, { above: html`<a href="/eiendom">Eiendom</a>`, actions })}
${doneNotice(visit.query, { lagret: 'Eiendommen er lagret.' })}
${facts([['Eiendomsnummer', property.reference]])}
<section><h2>Bygninger</h2>
${table(buildings.items, { caption: 'Bygninger på eiendommen', columns: buildingColumns, empty: 'Det er ikke registrert noen bygninger på eiendommen.' })}
${nextPage(address, {}, buildings.next)}</section>
<section><h2>Matrikkelenheter</h2>
${table(property.matrikkelIds, { caption: 'Matrikkelenheter', columns: idColumns, empty: 'Det er ikke registrert noen matrikkelenhet.' })}</section>`,
  };
}
