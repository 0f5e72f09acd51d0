import type { OrderEvent } from '../order/events.ts';
import type { FoundDefect } from '../order/followUp/defect.ts';
import { kroner } from '../order/kroner.ts';
import type { Receipt } from '../order/receipt.ts';
import { norwegianDay, osloMoment } from '../osloTime.ts';
import { followUpText } from './followUpText.ts';
import { because, hours } from './words.ts';

/** One line in Norwegian that says what happened, for a property officer. */
export function historyText(event: OrderEvent): string {
  switch (event.type) {
    case 'OrderSubmitted':
      return `Bestilling på ${kroner(event.data.terms.amountOre)} sendt inn, ber om penger fra tiltaket${approvalNeeded(event.data)}`;
    case 'OrderResubmitted':
      return `Sendt inn på nytt med ${kroner(event.data.terms.amountOre)}, ber om penger fra tiltaket${approvalNeeded(event.data)}`;
    case 'OrderApproved':
      return `Bestillingen på ${kroner(event.data.amountOre)} er godkjent av en person til`;
    case 'ApprovalRefused':
      return `Bestillingen er ikke godkjent${because(event.data.reason)}`;
    case 'OrderResumed':
      return 'Tatt opp igjen, pengene er fortsatt reservert';
    case 'OrderFunded':
      return `${kroner(event.data.amountOre)} reservert`;
    case 'OrderHeld':
      return `Satt på vent: ${heldBecause(event.data)}`;
    case 'CallOffOffered': {
      const { contractor, respondBy } = event.data;
      return `Tilbud sendt til ${contractor.supplierName}, svarfrist ${osloMoment(respondBy)}`;
    }
    case 'CallOffViewed':
      return `${event.data.contractor.supplierName} har åpnet tilbudet`;
    case 'CallOffAccepted':
      return `${event.data.contractor.supplierName} takket ja`;
    case 'CallOffAcceptedWithChanges':
      return `${event.data.contractor.supplierName} takket ja med endringer${changes(event.data)}`;
    // The price is not told before all are opened.
    case 'CallOffPriced':
      return `${event.data.contractor.supplierName} har gitt pris i minikonkurransen`;
    case 'CompetitionDecided':
      return `Minikonkurransen er avgjort. ${event.data.because}`;
    case 'ChangesApproved':
      return `Endringene fra ${event.data.contractor.supplierName} er godtatt`;
    case 'CallOffDeclined':
      return `${event.data.contractor.supplierName} takket nei${because(event.data.reason)}`;
    case 'CallOffExpired':
      return `${event.data.contractor.supplierName} svarte ikke innen fristen ${osloMoment(event.data.respondBy)}`;
    case 'CallOffWithdrawn':
      return `Tilbudet til ${event.data.contractor.supplierName} er trukket tilbake${because(event.data.reason)}`;
    case 'OrderPlaced': {
      const { contractor, amountOre, proposedStart } = event.data;
      const start = proposedStart === null ? '' : `, oppstart ${norwegianDay(proposedStart)}`;
      return `Bestilt hos ${contractor.supplierName} for inntil ${kroner(amountOre)}${start}`;
    }
    case 'ChangeProposed':
      return `Endring meldt av ${event.data.proposedBy === 'contractor' ? event.data.contractor.supplierName : 'kommunen'}: ${event.data.what}${priceOf(event.data.addedOre)}`;
    case 'ChangePriced':
      return `${event.data.contractor.supplierName} har priset endringen${priceOf(event.data.addedOre)}`;
    case 'ChangeFundsRequested':
      return `Endringen er godkjent, ber om ${kroner(event.data.addedOre)} til fra tiltaket`;
    case 'OrderChanged':
      return `Bestillingen er endret${priceOf(event.data.addedOre)}: nå inntil ${kroner(event.data.amountOre)}, frist ${norwegianDay(event.data.dueOn)}`;
    case 'ChangeRejected':
      return `Endringen er avvist: ${heldBecause(event.data)}`;
    case 'OrderCancelled':
      return `Bestillingen er avbestilt${because(event.data.reason)}`;
    case 'WorkStarted':
      return `${event.data.contractor.supplierName} er i gang med arbeidet`;
    case 'WorkDone': {
      const { contractor, personHours, apprenticeHours } = event.data;
      return `${contractor.supplierName} meldte arbeidet ferdig: ${hours(personHours)}, av dem ${hours(apprenticeHours)} av lærlinger`;
    }
    case 'WorkAccepted': {
      const { defects = [] } = event.data;
      return defects.length === 0 ? 'Arbeidet er godkjent' : `Arbeidet er godkjent med ${found(defects)}`;
    }
    case 'ClocksStarted':
      return `Frister: ${event.data.clocks.map(({ clock, dueAt }) => `${clockNames[clock]} innen ${osloMoment(dueAt)}`).join(', ')}`;
    case 'ClockAboutToBreak':
      return `Fristen går snart ut: ${clockNames[event.data.clock]} innen ${osloMoment(event.data.dueAt)}`;
    case 'ClockBroken':
      return `Fristen er brutt: ${clockNames[event.data.clock]} innen ${osloMoment(event.data.dueAt)}`;
    case 'WorkRejected':
      return `Arbeidet er ikke godkjent${because(event.data.reason)}`;
    case 'InvoiceRegistered':
      return `Faktura ${event.data.invoiceNumber} på ${kroner(event.data.amountOre)} registrert${event.data.deviations?.length ? ', avviker fra avtalen' : ''}`;
    case 'OrderSettled': {
      const { paidOre, retained } = event.data;
      const withheld = retained ? `, ${kroner(retained.amountOre)} holdt tilbake: ${retained.reason}` : '';
      return `Gjort opp, ${kroner(paidOre)} betalt${withheld}`;
    }
    case 'ReceiptRecorded':
      return receiptText(event.data);
    default:
      return followUpText(event);
  }
}

type Submission = Extract<OrderEvent, { type: 'OrderSubmitted' | 'OrderResubmitted' }>['data'];
const approvalNeeded = ({ terms, approvalAboveOre }: Submission): string =>
  terms.amountOre > approvalAboveOre
    ? `. Over ${kroner(approvalAboveOre)} må en person til godkjenne den`
    : '';
/** What must have happened when a clock's time is up. */
const clockNames = { response: 'svar', arrival: 'oppmøte', fix: 'ferdig' } as const;

/** What a change does to the price. */
function priceOf(addedOre: number | null): string {
  if (addedOre === null) return '';
  if (addedOre === 0) return ', uten endret pris';
  return addedOre > 0 ? `, ${kroner(addedOre)} i tillegg` : `, ${kroner(-addedOre)} mindre`;
}

const found = (defects: readonly FoundDefect[]): string =>
  `${defects.length === 1 ? 'én mangel' : `${defects.length} mangler`}: ${defects.map(({ description }) => description).join(', ')}`;

function changes({
  reason,
  proposedStart,
}: {
  readonly reason: string | null;
  readonly proposedStart: string | null;
}): string {
  const start = proposedStart === null ? [] : [`oppstart ${norwegianDay(proposedStart)}`];
  return because([...start, ...(reason ? [reason] : [])].join(', '));
}

const heldReasons: Readonly<Record<string, string>> = {
  exceeds_available: 'beløpet er større enn det som er igjen av rammen',
  unknown_measure: 'tiltaket finnes ikke',
  measure_without_frame: 'tiltaket har ingen ramme',
  frame_not_decided: 'rammen er ikke vedtatt',
  agreement_unknown: 'rammeavtalen finnes ikke',
  agreement_not_valid: 'rammeavtalen gjelder ikke i dag',
  agreement_ceiling_reached: 'beløpet er større enn det som er igjen av rammeavtalen',
  no_price_received: 'ingen av leverandørene ga pris i minikonkurransen',
  no_contractor_left: 'ingen flere leverandører å spørre',
};

type Refused = { readonly reason: string; readonly availableOre: number | null };

function heldBecause({ reason, availableOre }: Refused): string {
  const left = availableOre === null ? '' : ` (${kroner(availableOre)} igjen)`;
  return `${heldReasons[reason] ?? reason}${left}`;
}

/** What was sent, as the people here call it. */
const sentThings: Readonly<Record<string, string>> = {
  'calloff.offered': 'tilbudet',
  'calloff.withdrawn': 'beskjeden om at tilbudet er trukket tilbake',
  'calloff.expired': 'beskjeden om at svarfristen er ute',
  'order.placed': 'bestillingen',
  'change.notified': 'endringsønsket',
  'change.rejected': 'avslaget på endringen',
  'order.changed': 'endringen',
  'order.cancelled': 'avbestillingen',
  'work.accepted': 'godkjenningen',
  'work.rejected': 'beskjeden om at arbeidet ikke er godkjent',
  'order.settled': 'oppgjøret',
  'claim.raised': 'reklamasjonen',
};

function receiptText({ eventType, status, attempt, at, statusCode }: Receipt): string {
  const thing = sentThings[eventType.replace(/^no\.tiltak\.maintenance\.(.*)\.v\d+$/, '$1')] ?? 'meldingen';
  const answer = statusCode === null ? 'ikke noe svar' : `svar ${statusCode}`;
  switch (status) {
    case 'delivered':
      return `Leverandørens system mottok ${thing} ${osloMoment(at)}`;
    case 'failed':
      return `Leverandørens system tok ikke imot ${thing} (${answer}), sendes på nytt`;
    case 'superseded':
      return `Leverandørens system fikk ikke ${thing}, fordi en senere melding om bestillingen har kommet i stedet`;
    case 'exhausted':
      return `Leverandørens system tok ikke imot ${thing} etter ${attempt} forsøk (${answer}), sendes ikke mer`;
  }
}
