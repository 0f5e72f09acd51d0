import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { errorSummary, type Filled, form, textArea, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import { acceptedPhotos } from '../job/fileList.ts';
import { photoFields } from '../job/filesSection.ts';
import type { Page, Visit } from '../visit.ts';

export type Place = OperationAnswer<(typeof maintenanceOperations)['getReportPlace']>;

/** A field that people don't see; programs that fill in every field give themselves away by it. */
export const trapField = 'nettsted';

/** The page where anybody who holds a building's link reports a fault, with one sentence and perhaps a photo. */
export function reportPage(
  visit: Visit,
  { action, filled, place }: { readonly place: Place; readonly action: string; readonly filled: Filled },
): Page {
  const content = html`
${textArea({ filled, name: 'what', label: 'Hva er galt?', hint: 'For eksempel «Det lekker fra taket i garderoben». Ikke skriv personopplysninger her.' })}
${textField({ filled, name: 'where', label: 'Hvor i bygget?', hint: 'Rom, etasje eller ute.', optional: true })}
${photoFields(filled, acceptedPhotos)}
<details><summary>Vil du at vi skal kunne kontakte deg?</summary>
<p class="hint">Du trenger ikke å oppgi noe om deg selv. Det du skriver her, ser bare de som behandler saken, og det slettes senest ${place.keepDays} dager etter at saken er avsluttet.</p>
<div class="grid">
${textField({ filled, name: 'name', label: 'Navn', optional: true })}
${textField({ filled, name: 'email', label: 'E-post', optional: true })}
${textField({ filled, name: 'phone', label: 'Telefon', optional: true })}
</div></details>
<div class="trap" aria-hidden="true"><label for="${trapField}">La dette feltet stå tomt</label><input id="${trapField}" name="${trapField}" tabindex="-1" autocomplete="off"></div>
<p class="hint">Opplysninger om kamera og sted blir fjernet fra bildene. Ikke ta bilder der folk kan kjennes igjen.</p>
<p class="buttons"><button class="primary large">Send meldingen</button></p>`;
  return {
    title: `Meld feil – ${place.buildingName}`,
    body: html`${heading('Meld feil', { above: [place.buildingName, place.address, place.label].filter(Boolean).join(', ') })}
<p class="lead">Haster det, eller er det fare for liv og helse? Ring nødnummer 110, 112 eller 113 først.</p>
${errorSummary(filled)}
${form(visit, { action, content, className: 'sheet', hasFiles: true })}`,
  };
}

/** A link that leads nowhere (any more). */
export function deadReportLinkPage(code: string): Page {
  const isRevoked = code === 'link_revoked';
  const title = isRevoked ? 'Lenken gjelder ikke lenger' : 'Lenken fører ikke til noe bygg';
  const text = isRevoked
    ? 'Kommunen har byttet ut lenken. Se etter et nyere oppslag i bygget, eller kontakt kommunen.'
    : 'Kontroller at hele lenken er med, eller les av QR-koden på nytt.';
  return {
    title,
    status: isRevoked ? 410 : 404,
    body: html`<div class="message"><h1>${title}</h1><p>${text}</p></div>`,
  };
}
