import * as z from 'zod';
import { optionalLine, requiredLine } from '../form.ts';
import { type Filled, textField } from '../html/form.ts';
import { html } from '../html/html.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type Building, buildingAddress, type Room, roomAddress } from '../words/register.ts';
import { decimalField, decimalText } from './decimalField.ts';
import { sheetPage } from './sheet.ts';

export const roomForm = z.object({
  number: requiredLine('Skriv romnummeret, slik det står på døren.').max(60, 'Skriv høyst 60 tegn.'),
  name: optionalLine(),
  use: optionalLine(),
  areaM2: decimalField(0, 1_000_000, 'Skriv arealet i kvadratmeter, for eksempel 12,5.'),
});

/** Adding a room to a building, or changing one. */
export function roomSheet(
  visit: SignedInVisit,
  {
    building,
    filled,
    room,
    version,
  }: {
    readonly building: Building;
    readonly room: Room | undefined;
    readonly version: string | undefined;
    readonly filled: Filled;
  },
): Page {
  const address = buildingAddress(building.buildingId);
  const content = html`
<div class="grid">
${textField({ filled, name: 'number', label: 'Romnummer', hint: 'Slik det står på døren', value: room?.number ?? '' })}
${textField({ filled, name: 'name', label: 'Navn', value: room?.name ?? '', optional: true })}
${textField({ filled, name: 'use', label: 'Bruk', hint: 'For eksempel Klasserom', value: room?.use ?? '', optional: true })}
${textField({ filled, name: 'areaM2', label: 'Areal', value: decimalText(room?.areaM2), inputMode: 'decimal', suffix: 'm²', optional: true })}
</div>`;
  return sheetPage(visit, {
    ...{ content, filled, version },
    title: room ? `Endre rom ${room.number}` : 'Nytt rom',
    action: room ? `${roomAddress(room.roomId)}/endre` : `${address}/rom/nytt`,
    back: { address, text: building.name },
  });
}
