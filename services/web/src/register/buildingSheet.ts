import * as z from 'zod';
import { optionalLine, requiredLine } from '../form.ts';
import { type Filled, selectField, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type Building, buildingAddress, matrikkelText } from '../words/register.ts';
import { decimalField, decimalText } from './decimalField.ts';
import { matrikkelField } from './matrikkelField.ts';
import { type PropertyChoice, propertySearch } from './propertyChoice.ts';
import { sheetPage } from './sheet.ts';

export const buildingForm = z.object({
  name: requiredLine('Skriv hva bygningen heter.'),
  address: optionalLine(),
  propertyId: optionalLine(),
  matrikkel: matrikkelField,
  buildingNumber: z
    .string()
    .trim()
    .regex(/^\d{0,9}$/, 'Skriv bygningsnummeret med høyst ni sifre.')
    .transform((digits) => digits || null),
  reference: optionalLine(60),
  use: optionalLine(),
  floorAreaM2: decimalField(0, 1_000_000, 'Skriv arealet i kvadratmeter, for eksempel 1234,5.'),
  latitude: decimalField(57.7, 71.4, 'Skriv breddegraden som et tall fra 57,7 til 71,4.'),
  longitude: decimalField(4, 31.5, 'Skriv lengdegraden som et tall fra 4 til 31,5.'),
});

/** Adding a building, or changing what stands about one. */
export function buildingSheet(
  visit: SignedInVisit,
  {
    building,
    filled,
    properties,
    version,
  }: {
    readonly building: Building | undefined;
    readonly properties: PropertyChoice;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Page {
  const point = building?.coordinates;
  const address = building && buildingAddress(building.buildingId);
  const propertyId = building ? building.propertyId : visit.query.get('eiendom');
  const choices = properties.items.map((one) => ({ value: one.propertyId, text: one.name }));
  const action = address ? `${address}/endre` : '/bygninger/ny';
  const content = html`
${textField({ filled, name: 'name', label: 'Navn', value: building?.name ?? '' })}
${textField({ filled, name: 'address', label: 'Adresse', value: building?.address ?? '', optional: true })}
${selectField({ filled, name: 'propertyId', label: 'Eiendom', choices, empty: 'Ikke angitt', value: propertyId ?? '', optional: true })}
<div class="grid">
${textField({ filled, name: 'matrikkel', label: 'Matrikkel', hint: 'For eksempel 3201-94/12', value: building?.matrikkel ? matrikkelText(building.matrikkel) : '', optional: true })}
${textField({ filled, name: 'buildingNumber', label: 'Bygningsnummer', hint: 'Nummeret i matrikkelen', value: building?.buildingNumber ?? '', optional: true })}
${textField({ filled, name: 'reference', label: 'Bygnings-ID', hint: 'I kommunens eget system', value: building?.reference ?? '', optional: true })}
${textField({ filled, name: 'use', label: 'Bruk', hint: 'For eksempel Skole', value: building?.use ?? '', optional: true })}
${textField({ filled, name: 'floorAreaM2', label: 'Areal', value: decimalText(building?.floorAreaM2), inputMode: 'decimal', suffix: 'm²', optional: true })}
</div>
<fieldset><legend>Koordinater (EUREF89)</legend>
<div class="grid">
${textField({ filled, name: 'latitude', label: 'Breddegrad', value: decimalText(point?.latitude), inputMode: 'decimal', suffix: '° N', optional: true })}
${textField({ filled, name: 'longitude', label: 'Lengdegrad', value: decimalText(point?.longitude), inputMode: 'decimal', suffix: '° Ø', optional: true })}
</div></fieldset>`;
  return sheetPage(visit, {
    ...{ content, filled, version, action },
    search: propertySearch(action, properties, { eiendom: visit.query.get('eiendom') }),
    title: building ? `Endre ${building.name}` : 'Ny bygning',
    back: building ? { address: address!, text: building.name } : { address: '/eiendom', text: 'Eiendom' },
  });
}
