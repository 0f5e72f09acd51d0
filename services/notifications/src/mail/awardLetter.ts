import { type DeliveredType, deliveredEvents } from '@tiltak/contracts/contractor';
import type * as z from 'zod';
import type { Letter } from './letter.ts';
import { momentInWords, oneLine } from './words.ts';

const sentType = 'no.tiltak.procurement.awardletter.sent.v1' satisfies DeliveredType;
type Sent = z.output<(typeof deliveredEvents)[typeof sentType]>;

const titleMax = 80;
const outcomes: Readonly<Record<Sent['outcome'], string>> = {
  won: 'Kommunen har valgt tilbudet deres',
  lost: 'Kommunen har valgt en annen leverandør',
  rejected: 'Kommunen har avvist tilbudet deres',
};

/** An award as a bidder is told of it; undefined for any other event. What it says in full is read signed in. */
export function awardLetter(
  event: { readonly type: string; readonly data: unknown },
  consoleUrl: string,
): Letter | undefined {
  if (event.type !== sentType) return undefined;
  const parsed = deliveredEvents[sentType].safeParse(event.data);
  if (!parsed.success) return undefined;
  const { title, outcome, procurementId, standstillEndsAt } = parsed.data;
  const name = `«${oneLine(title, titleMax)}»`;
  return {
    subject: `Valg av leverandør: ${name}`,
    paragraphs: [
      `${outcomes[outcome]} i konkurransen ${name}.`,
      'I brevet står begrunnelsen, poengene deres ved siden av det beste tilbudets, og hvordan dere klager.',
    ],
    facts: [
      ['Karensen er ute', standstillEndsAt === null ? 'ingen karens' : momentInWords(standstillEndsAt)],
    ],
    link: { label: 'Les brevet', url: `${consoleUrl}/tildelingsbrev/${encodeURIComponent(procurementId)}` },
    why: 'Dere får dette på e-post fordi dere har gitt tilbud, og ikke har et system som tar imot meldingen.',
  };
}
