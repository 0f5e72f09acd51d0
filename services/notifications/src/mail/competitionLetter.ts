import { type DeliveredType, deliveredEvents } from '@tiltak/contracts/contractor';
import type * as z from 'zod';
import type { Letter } from './letter.ts';
import { momentInWords, oneLine } from './words.ts';

const announcedType = 'no.tiltak.procurement.competition.announced.v1' satisfies DeliveredType;
type Announced = z.output<(typeof deliveredEvents)[typeof announcedType]>;

const titleMax = 80;
const kinds: Readonly<Record<Announced['kind'], string>> = {
  goods: 'Varer',
  services: 'Tjenester',
  works: 'Bygg og anlegg',
};

/** A competition as a letter to a firm that asked for such news, or is invited; undefined for any other event. */
export function competitionLetter(event: {
  readonly type: string;
  readonly data: unknown;
}): Letter | undefined {
  if (event.type !== announcedType) return undefined;
  const parsed = deliveredEvents[announcedType].safeParse(event.data);
  return parsed.success ? announced(parsed.data) : undefined;
}

function announced({ title, kind, cpvCodes, deadlines, because, links }: Announced): Letter {
  const isInvitation = because === 'invitation';
  const name = `«${oneLine(title, titleMax)}»`;
  return {
    subject: isInvitation ? `Invitasjon til å gi tilbud: ${name}` : `Ny konkurranse: ${name}`,
    paragraphs: [
      isInvitation
        ? `Kommunen inviterer dere til å gi tilbud i konkurransen ${name}.`
        : `Kommunen har kunngjort en konkurranse som passer med det dere vil høre om: ${name}.`,
    ],
    facts: [
      ['Gjelder', kinds[kind]],
      ...(cpvCodes.length > 0 ? [['CPV-koder', cpvCodes.join(', ')] as const] : []),
      ...(deadlines.requests === null
        ? []
        : [['Frist for å be om å få delta', momentInWords(deadlines.requests)] as const]),
      ...(deadlines.bids === null ? [] : [['Tilbudsfrist', momentInWords(deadlines.bids)] as const]),
    ],
    link: { label: isInvitation ? 'Se invitasjonen' : 'Se kunngjøringen', url: links.page },
    ...(links.stop !== null && { end: { label: 'Avslutt varsler om nye konkurranser', url: links.stop } }),
    why: isInvitation
      ? 'Dere får dette på e-post fordi dere er invitert, og ikke har et system som tar imot meldingen.'
      : 'Dere får dette på e-post fordi dere har bedt om varsler om nye konkurranser.',
  };
}
