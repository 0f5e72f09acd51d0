import { errorSummary, type Filled } from '../html/form.ts';
import { html } from '../html/html.ts';
import { heading, statusTag } from '../html/parts.ts';
import { answerForms } from '../offer/answerForms.ts';
import { type Offer, offerFacts } from '../offer/offerFacts.ts';
import { awaitsAnswer, isReplaceable, outcome } from '../offer/outcome.ts';
import type { Page, Visit } from '../visit.ts';

/** An offer as its contractor sees it by the link, before and after it was answered. */
export function offerPage(
  visit: Visit,
  shown: {
    readonly offer: Offer;
    readonly action: string;
    readonly filled: Filled;
  },
): Page {
  const { action, filled, offer } = shown;
  const open = awaitsAnswer(offer, visit.now);
  const isOpen = open || isReplaceable(offer, visit.now);
  return {
    title: 'Forespørsel om oppdrag',
    body: html`${heading('Forespørsel om oppdrag', {
      above: `Til ${offer.supplierName}`,
      actions: offer.urgent && statusTag({ label: 'Haster', tone: 'stopped' }),
    })}
${isOpen && errorSummary(filled)}
${!open && outcome(offer)}
${offerFacts(offer, ({ fileId }) => `${action}/filer/${encodeURIComponent(fileId)}`)}
${isOpen && answerForms(visit, { action, filled, offer })}`,
  };
}

/** A link that leads to no offer: mistyped, or its time is over. */
export function deadLinkPage(code: string): Page {
  const texts: Readonly<Record<string, readonly [string, string]>> = {
    expired: [
      'Svarfristen har gått ut',
      'Forespørselen kan ikke lenger besvares, og den kan være gått videre til neste entreprenør.',
    ],
    withdrawn: [
      'Forespørselen er trukket tilbake',
      'Kommunen har trukket forespørselen tilbake, og den kan ikke lenger besvares.',
    ],
    already_answered: [
      'Forespørselen er besvart',
      'Lenken er brukt, og svaret er registrert. En lenke kan bare brukes til ett svar.',
    ],
  };
  const [title, text] = texts[code] ?? [
    'Lenken fører ikke til noen forespørsel',
    'Kontroller at hele lenken fra e-posten eller systemet deres er med.',
  ];
  return {
    title,
    status: texts[code] ? 410 : 404,
    body: html`<div class="message"><h1>${title}</h1><p>${text}</p>
<p>Lurer dere på noe, kan dere ta kontakt med kommunen eller se forespørslene deres under <a href="/oppdrag">Oppdrag</a>.</p></div>`,
  };
}
