import { contractorChanges } from '../change/contractorForms.ts';
import { blank, errorSummary, type Filled, form, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { doneNotice, heading, notice, statusTag } from '../html/parts.ts';
import { answerForms } from '../offer/answerForms.ts';
import { type Offer, offerFacts } from '../offer/offerFacts.ts';
import { awaitsAnswer, isBound, isReplaceable, outcome } from '../offer/outcome.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { assignmentWords } from './words.ts';

const doneTexts = {
  svart: 'Svaret er sendt.',
  startet: 'Oppstarten er meldt til kommunen.',
  endret: 'Endringen er meldt til kommunen.',
  priset: 'Prisen er sendt til kommunen.',
  ferdig: 'Arbeidet er meldt ferdig. Kommunen ser over det.',
} as const;

/** A contractor's offer, and the order that came of it: answer, start, report done. */
export function assignmentPage(
  visit: SignedInVisit,
  { filled, offer }: { readonly offer: Offer; readonly filled: Filled },
): Page {
  const address = `/oppdrag/${encodeURIComponent(offer.callOffId)}`;
  const open = awaitsAnswer(offer, visit.now);
  const isOpen = open || isReplaceable(offer, visit.now);
  const title = offer.description.split('\n')[0] ?? 'Oppdrag';
  return {
    title,
    section: 'assignments',
    body: html`${heading(title, { above: html`<a href="/oppdrag">Oppdrag</a>`, actions: html`${offer.urgent && statusTag({ label: 'Haster', tone: 'stopped' })} ${statusTag(assignmentWords(offer, visit.now))}` })}
${errorSummary(filled)}
${doneNotice(visit.query, doneTexts)}
${!open && outcomeUnlessBound(offer)}
${offerFacts(offer)}
${isOpen ? answerForms(visit, { action: `${address}/svar`, filled, offer }) : workForms(visit, { offer, filled, address })}
${contractorChanges(visit, { offer, filled, address })}`,
  };
}

/** Of accepted work the status says what is to be done; of everything else, what became of it. */
function outcomeUnlessBound(offer: Offer): Html | undefined {
  if (!isBound(offer) || offer.orderStatus === 'cancelled') return outcome(offer);
  if (offer.orderStatus === 'rework') {
    return notice(
      'warn',
      html`<p><strong>Arbeidet må utbedres.</strong> Kommunen har avvist det. Meld det ferdig på nytt når det er utbedret.</p>`,
    );
  }
  return undefined;
}

function workForms(
  visit: SignedInVisit,
  { address, filled, offer }: { readonly offer: Offer; readonly filled: Filled; readonly address: string },
): Html | undefined {
  if (!isBound(offer)) return undefined;
  switch (offer.orderStatus) {
    case 'placed':
      return html`<section class="todo"><h2>Start arbeidet</h2>
${form(visit, { action: `${address}/start`, content: html`<button class="primary large">Meld at arbeidet har startet</button>` })}</section>`;
    case 'in_execution':
    case 'rework':
      return reportForm(visit, {
        action: `${address}/ferdig`,
        filled: filled.form === 'ferdig' ? filled : blank('ferdig'),
      });
    default:
      return undefined;
  }
}

function reportForm(
  visit: SignedInVisit,
  { action, filled }: { readonly action: string; readonly filled: Filled },
): Html {
  const content = html`<div class="grid">
${textField({ filled, name: 'personHours', label: 'Timer i alt', inputMode: 'decimal', suffix: 'timer' })}
${textField({ filled, name: 'apprenticeHours', label: 'Av dette lærlinger', inputMode: 'decimal', suffix: 'timer', optional: true })}
</div>
<button class="primary large">Meld arbeidet ferdig</button>`;
  return html`<section class="todo"><h2>Meld arbeidet ferdig</h2>${form(visit, { action, content })}</section>`;
}
