import { quantity } from '../format/quantity.ts';
import { dayOf } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import {
  type Column,
  doneNotice,
  facts,
  heading,
  nextPage,
  notGiven,
  statusTag,
  table,
} from '../html/parts.ts';
import { linksAddress } from '../reportLink/linksPage.ts';
import { hasRole, type Page, type SignedInVisit } from '../visit.ts';
import { type Job, jobWords } from '../words/job.ts';
import {
  type Building,
  buildingAddress,
  matrikkelText,
  type Property,
  propertyAddress,
  type Room,
  registrars,
  roomAddress,
} from '../words/register.ts';

type List<Item> = { readonly items: readonly Item[]; readonly next: string | null };

const doneTexts = { lagret: 'Bygningen er lagret.', rom: 'Rommet er lagret.' };

const roomColumns = (mayChange: boolean): readonly Column<Room>[] => [
  {
    head: 'Rom',
    cell: ({ number, roomId }) =>
      mayChange ? html`<a href="${roomAddress(roomId)}/endre">${number}</a>` : number,
    kind: 'short',
  },
  { head: 'Navn', cell: ({ name }) => name ?? notGiven },
  { head: 'Bruk', cell: ({ use }) => use ?? notGiven },
  {
    head: 'Areal',
    cell: ({ areaM2 }) => (areaM2 === null ? notGiven : `${quantity(areaM2)} m²`),
    kind: 'number',
  },
];
const jobColumns: readonly Column<Job>[] = [
  {
    head: 'Arbeid',
    cell: ({ jobId, title }) => html`<a href="/arbeid/${encodeURIComponent(jobId)}">${title}</a>`,
  },
  { head: 'Status', cell: ({ status }) => statusTag(jobWords[status]) },
  { head: 'Registrert', cell: ({ registeredAt }) => dayOf(registeredAt), kind: 'short' },
];

/** A building with what stands in the register about it, its rooms, and what is wrong or wanted in it. */
export function buildingPage(
  visit: SignedInVisit,
  shown: {
    readonly building: Building;
    readonly property: Property | undefined;
    readonly rooms: List<Room>;
    readonly jobs: List<Job>;
  },
): Page {
  const { building, jobs, property, rooms } = shown;
  const address = buildingAddress(building.buildingId);
  const mayChange = hasRole(visit, ...registrars);
  const actions = html`${mayChange && html`<a class="button" href="${address}/endre">Endre</a>`}
<a class="button" href="/bestillinger/liste?bygning=${encodeURIComponent(building.buildingId)}">Bestillinger</a>
<a class="button" href="${linksAddress(building.buildingId)}">Meldelenker</a>
${hasRole(visit, 'property.officer') && html`<a class="button primary" href="/arbeid/nytt?bygning=${encodeURIComponent(building.buildingId)}">Registrer arbeid</a>`}`;
  return {
    title: building.name,
    section: 'register',
    body: html`${heading(building.name, { above: html`<a href="/eiendom">Eiendom</a>`, actions })}
${doneNotice(visit.query, doneTexts)}
<div class="columns">
<section><h2>Sted</h2>
${facts([
  ['Adresse', building.address],
  ['Eiendom', property && html`<a href="${propertyAddress(property.propertyId)}">${property.name}</a>`],
  ['Matrikkel', building.matrikkel && matrikkelText(building.matrikkel)],
  ['Koordinater', coordinates(building)],
])}</section>
<section><h2>Bygningen</h2>
${facts([
  ['Bygningsnummer', building.buildingNumber],
  ['Bygnings-ID', building.reference],
  ['Bruk', building.use],
  ['Areal', building.floorAreaM2 === null ? undefined : `${quantity(building.floorAreaM2)} m²`],
])}</section>
</div>
<section><h2>Arbeid</h2>
${table(jobs.items, { caption: 'Arbeid i bygningen', columns: jobColumns, empty: 'Det er ikke registrert noe arbeid i bygningen.' })}
${jobs.next !== null && html`<p><a href="/arbeid?bygning=${encodeURIComponent(building.buildingId)}">Vis alt arbeid i bygningen</a></p>`}</section>
<section><h2>Rom</h2>
${table(rooms.items, { caption: 'Rom i bygningen', columns: roomColumns(mayChange), empty: 'Det er ikke registrert noen rom i bygningen.' })}
${nextPage(address, {}, rooms.next)}
${mayChange && html`<p><a class="button" href="${address}/rom/nytt">Nytt rom</a></p>`}</section>`,
  };
}

function coordinates({ coordinates: point }: Building): Html | null {
  if (point === null) return null;
  const degrees = (value: number) => String(value).replace('.', ',');
  return html`${degrees(point.latitude)}° N, ${degrees(point.longitude)}° Ø <span class="under">EUREF89</span>`;
}
