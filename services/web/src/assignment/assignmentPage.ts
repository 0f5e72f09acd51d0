import { contractorChanges } from '../change/contractorForms.ts';
import { errorSummary, type Filled } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { doneNotice, heading, notice, statusTag } from '../html/parts.ts';
import { answerForms } from '../offer/answerForms.ts';
import { type Offer, offerFacts } from '../offer/offerFacts.ts';
import { awaitsAnswer, isBound, isReplaceable, outcome } from '../offer/outcome.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { assignmentWords } from './words.ts';
import { workActions } from './workActions.ts';
import type { Work } from './workForms.ts';
import { workSections } from './workSections.ts';

const doneTexts = {
  svart: 'Svaret er sendt.',
  endret: 'Endringen er meldt til kommunen.',
  priset: 'Prisen er sendt til kommunen.',
  ...Object.fromEntries(Object.entries(workActions).map(([name, { done }]) => [name, done])),
};

/** A contractor's offer, and the order that came of it: answer, and then all that the work asks for. */
export function assignmentPage(
  visit: SignedInVisit,
  {
    filled,
    offer,
    work,
  }: {
    readonly offer: Offer;
    readonly filled: Filled;
    /** Undefined where the firm is not bound. */
    readonly work: Work | undefined;
  },
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
${isOpen ? answerForms(visit, { action: `${address}/svar`, filled, offer }) : work && workSections(visit, { ...work, filled, address })}
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
