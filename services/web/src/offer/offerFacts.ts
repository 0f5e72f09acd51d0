import type { offer } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { kroner } from '../format/money.ts';
import { quantity } from '../format/quantity.ts';
import { longDay, moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { facts } from '../html/parts.ts';
import { fileList, type JobFile } from '../job/fileList.ts';

export type Offer = z.output<typeof offer>;

/** What a contractor has to know to answer: what, where, how much at the most, by when. */
export function offerFacts(shown: Offer, addressOf = ownFileAddress): Html {
  const places = shown.places.map(
    ({ address, matrikkel, name, rooms }) =>
      html`<span class="place">${name}<span class="under">${address}</span>${rooms.map((room) => html`<span class="under">Rom ${[room.number, room.name].filter(Boolean).join(', ')}</span>`)}${matrikkel && html`<span class="under">Matrikkel ${matrikkel}</span>`}</span>`,
  );
  return html`<p class="lead lines">${shown.description}</p>
${facts([
  ['Sted', places],
  [
    'Pris',
    shown.priceBasis === 'miniCompetition'
      ? html`Minikonkurranse: laveste pris får oppdraget, høyst ${kroner(shown.amountOre)} <span class="under">Uten merverdiavgift</span>`
      : html`Etter rammeavtalen, høyst ${kroner(shown.amountOre)} <span class="under">Uten merverdiavgift</span>`,
  ],
  ['Prisen deres', shown.priceOre === null ? undefined : kroner(shown.priceOre)],
  ['Skal være ferdig', longDay(shown.dueOn)],
  ['Planlagte timer', shown.plannedPersonHours === null ? undefined : quantity(shown.plannedPersonHours)],
  ['Svarfrist', moment(shown.respondBy)],
])}
${shown.files && shown.files.length > 0 && html`<section><h2>Bilder og dokumenter</h2>${fileList(shown.files, { addressOf })}</section>`}`;
}

/** Where a contractor that is signed in finds a file of its offers. */
const ownFileAddress = ({ fileId, jobId }: JobFile): string =>
  `/oppdrag/filer/${encodeURIComponent(jobId)}/${encodeURIComponent(fileId)}`;
