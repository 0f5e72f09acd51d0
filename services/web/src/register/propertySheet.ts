import * as z from 'zod';
import { optionalLine, requiredLine } from '../form.ts';
import { type Filled, textArea, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type Property, propertyAddress } from '../words/register.ts';
import { matrikkelLines, matrikkelLinesField } from './matrikkelField.ts';
import { sheetPage } from './sheet.ts';

export const propertyForm = z.object({
  name: requiredLine('Skriv hva eiendommen heter.'),
  reference: optionalLine(60),
  matrikkelIds: matrikkelLinesField,
});

/** Adding a property, or changing all that stands about one. */
export function propertySheet(
  visit: SignedInVisit,
  {
    filled,
    property,
    version,
  }: {
    readonly property: Property | undefined;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Page {
  const address = property && propertyAddress(property.propertyId);
  const content = html`
${textField({ filled, name: 'name', label: 'Navn', value: property?.name ?? '' })}
${textField({ filled, name: 'reference', label: 'Eiendomsnummer', hint: 'Nummeret i kommunens eget system.', value: property?.reference ?? '', optional: true })}
${textArea({
  ...{ filled, name: 'matrikkelIds', label: 'Matrikkelenheter', rows: 6, optional: true },
  hint: 'Én på hver linje, også de eiendommen hadde før. Skriv dagene der de er kjent: 3024-94/12 fra 01.01.2020 til 31.12.2023.',
  value: matrikkelLines(property?.matrikkelIds ?? []),
})}`;
  return sheetPage(visit, {
    ...{ content, filled, version },
    title: property ? `Endre ${property.name}` : 'Ny eiendom',
    action: address ? `${address}/endre` : '/eiendommer/ny',
    back: property ? { address: address!, text: property.name } : { address: '/eiendom', text: 'Eiendom' },
  });
}
