import type { Offer } from '../offer/offerFacts.ts';
import { awaitsAnswer, isBound } from '../offer/outcome.ts';
import type { OrderStatus, Tone } from '../words/order.ts';

type Label = { readonly label: string; readonly tone: Tone };

/** An order's statuses to the contractor who is bound by it. */
const boundWords: Readonly<Partial<Record<OrderStatus, Label>>> = {
  placed: { label: 'Klart til start', tone: 'waiting' },
  in_execution: { label: 'Under utførelse', tone: 'active' },
  delivered: { label: 'Meldt ferdig', tone: 'active' },
  rework: { label: 'Må utbedres', tone: 'stopped' },
  accepted: { label: 'Godkjent, kan faktureres', tone: 'done' },
  settled: { label: 'Gjort opp', tone: 'done' },
  closed: { label: 'Avsluttet', tone: 'done' },
  cancelled: { label: 'Avbestilt', tone: 'quiet' },
};

/** Where an offer stands, as its contractor sees it. */
export function assignmentWords(offer: Offer, now: Date): Label {
  if (isBound(offer)) return boundWords[offer.orderStatus] ?? { label: 'Godtatt', tone: 'active' };
  switch (offer.status) {
    case 'accepted_with_changes':
      return { label: 'Venter på kommunen', tone: 'waiting' };
    case 'priced':
      return { label: 'Pris levert', tone: 'waiting' };
    case 'declined':
      return { label: 'Takket nei', tone: 'quiet' };
    case 'withdrawn':
      if (offer.priceBasis === 'miniCompetition') return { label: 'Fikk ikke oppdraget', tone: 'quiet' };
      return { label: 'Trukket tilbake', tone: 'quiet' };
    default:
      return awaitsAnswer(offer, now)
        ? { label: 'Venter på svar', tone: 'waiting' }
        : { label: 'Svarfristen gikk ut', tone: 'quiet' };
  }
}
