import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { moment } from '../format/time.ts';
import { type Html, html } from '../html/html.ts';
import { facts, heading, notice } from '../html/parts.ts';
import type { Page } from '../visit.ts';

export type Case = OperationAnswer<(typeof maintenanceOperations)['getFaultReport']>;

/** Where a case stands, in words for those who reported it: what has happened, and what happens next. */
const words: Readonly<Record<Case['status'], readonly [string, string]>> = {
  received: ['Mottatt', 'Meldingen er kommet fram, og noen i kommunen kommer til å se på den.'],
  assessed: ['Vurdert', 'Noen i kommunen har sett på saken. Neste steg er å bestemme hva som skal gjøres.'],
  approved: [
    'Skal utbedres',
    'Kommunen har bestemt at dette skal utbedres. Neste steg er å bestille arbeidet.',
  ],
  deferred: ['Utsatt', 'Kommunen har bestemt å vente med dette.'],
  ordered: ['Bestilt', 'Arbeidet er bestilt.'],
  under_way: ['Under arbeid', 'Noen er i gang med å utbedre feilen.'],
  done: ['Utbedret', 'Arbeidet er meldt ferdig. Er feilen der fortsatt, kan du sende en ny melding.'],
  rejected: ['Avsluttet', 'Kommunen har avsluttet saken uten å sette i gang arbeid.'],
};

/** What the sender of a report gets, and finds again by its address: where the case stands, and nothing about people. */
export function receiptPage(
  shown: Case,
  {
    isNew,
    refusedPhotos,
    url,
  }: { readonly url: string; readonly isNew: boolean; readonly refusedPhotos: boolean },
): Page {
  const [status, text] = words[shown.status];
  return {
    title: 'Meldingen din',
    body: html`${heading(isNew ? 'Takk for meldingen' : 'Meldingen din', { above: shown.buildingName })}
${isNew && saved(url)}
${refusedPhotos && notice('warn', html`<p>Meldingen er registrert, men minst ett av bildene ble ikke tatt imot. Bilder må være JPEG eller PNG og på høyst 15 MB.</p>`)}
<p class="lead"><strong>${status}.</strong> ${text}${shown.deferredTo !== null && html` Det er satt opp for ${shown.deferredTo}.`}</p>
${facts([
  ['Sendt', moment(shown.reportedAt)],
  ['Bilder', shown.photos],
])}`,
  };
}

function saved(url: string): Html {
  return notice(
    'good',
    html`<p>Ta vare på adressen til denne siden hvis du vil følge saken: <a href="${url}">${url}</a></p>`,
  );
}
