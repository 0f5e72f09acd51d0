import type { FollowUpEvent, PauseReason } from '../order/followUp/events.ts';
import { kroner } from '../order/kroner.ts';
import { norwegianDay, osloMoment } from '../osloTime.ts';
import { because, hours } from './words.ts';

/** Why work stands still, in the middle of a sentence. */
const pauseReasons: Readonly<Record<PauseReason, string>> = {
  weather: 'været',
  materials: 'mangler materialer',
  access: 'får ikke adgang',
  other_trades: 'venter på andre fag',
  waiting_for_client: 'venter på avklaring fra kommunen',
  unforeseen_condition: 'uforutsette forhold på stedet',
  safety: 'sikkerheten',
  other: 'annet',
};

type ClaimOrDefectEvent = Exclude<
  Extract<FollowUpEvent, { type: `${'Claim' | 'Defect'}${string}` }>,
  { type: 'ClaimPeriodEnding' }
>;
const isAboutFaults = (event: FollowUpEvent): event is ClaimOrDefectEvent =>
  /^(Claim(?!Period)|Defect)/.test(event.type);

/** One line in Norwegian for what happens while an order is followed up. */
export function followUpText(event: FollowUpEvent): string {
  if (isAboutFaults(event)) return faultText(event);
  const { supplierName } = event.data.contractor;
  switch (event.type) {
    case 'WorkScheduled': {
      const { startsOn, endsOn, dueOn } = event.data;
      const late = endsOn > dueOn ? `, etter fristen ${norwegianDay(dueOn)}` : '';
      return `${supplierName} planlegger arbeidet fra ${norwegianDay(startsOn)} til ${norwegianDay(endsOn)}${late}`;
    }
    case 'SafetyConfirmed':
      return `${supplierName} bekreftet at SHA-planen er lest og at HMS-kort bæres (${event.data.confirmedBy})`;
    case 'WorkPaused': {
      const { reason, text } = event.data;
      const why = reason === 'other' && text ? text : `${pauseReasons[reason]}${text ? `, ${text}` : ''}`;
      return `${supplierName} har stanset arbeidet: ${why}`;
    }
    case 'WorkResumed':
      return `${supplierName} har tatt opp igjen arbeidet`;
    case 'ChecklistRequired':
      return `Sjekklisten «${event.data.title}» er lagt til`;
    case 'HoursCounted': {
      const { personHours, apprenticeHours } = event.data;
      return personHours < 0 || apprenticeHours < 0
        ? `${supplierName} rettet timene`
        : `${supplierName} førte ${hours(personHours)}, av dem ${hours(apprenticeHours)} av lærlinger`;
    }
    case 'InspectionEscalated':
      return `Arbeidet har ventet på kontroll siden ${osloMoment(event.data.waitingSince)}, varslet for ${event.data.escalation}. gang`;
    case 'ClaimPeriodEnding': {
      const { openClaims, until } = event.data;
      const open = openClaims === 1 ? 'Én reklamasjon er' : `${openClaims} reklamasjoner er`;
      return `${open} ikke avsluttet, og reklamasjonsfristen går ut ${norwegianDay(until)}`;
    }
    case 'InvoiceApproved':
      return `Faktura ${event.data.invoiceNumber} er godkjent tross avvik${because(event.data.reason)}`;
    case 'InvoiceRejected':
      return `Faktura ${event.data.invoiceNumber} på ${kroner(event.data.amountOre)} er avvist og kreditert${because(event.data.reason)}`;
    case 'InvoicePaid':
      return `Faktura ${event.data.invoiceNumber} på ${kroner(event.data.amountOre)} er betalt`;
    case 'RetentionPaid':
      return `Tilbakeholdt beløp på ${kroner(event.data.amountOre)} er betalt`;
    case 'RetentionKept':
      return `Tilbakeholdt beløp på ${kroner(event.data.amountOre)} blir ikke betalt${because(event.data.reason)}`;
    case 'OrderClosed':
      return `Bestillingen er avsluttet${because(event.data.reason)}`;
  }
}

function faultText(event: ClaimOrDefectEvent): string {
  const { supplierName } = event.data.contractor;
  switch (event.type) {
    case 'DefectFixed':
      return `${supplierName} meldte mangel ${event.data.defectId} utbedret${because(event.data.remark)}`;
    case 'DefectApproved':
      return `Utbedringen av mangel ${event.data.defectId} er godkjent`;
    case 'DefectReturned':
      return `Mangel ${event.data.defectId} er ikke utbedret: ${event.data.reason}. Ny frist ${norwegianDay(event.data.dueOn)}`;
    case 'DefectEscalated':
      return `Mangel ${event.data.defectId} ${waiting(event.data)}`;
    case 'ClaimRaised':
      return `Reklamasjon ${event.data.claimId}: ${event.data.description}. Frist ${norwegianDay(event.data.dueOn)}`;
    case 'ClaimAcknowledged':
      return `${supplierName} godtok reklamasjon ${event.data.claimId}${because(event.data.reason)}`;
    case 'ClaimDisputed':
      return `${supplierName} bestrider reklamasjon ${event.data.claimId}${because(event.data.reason)}`;
    case 'ClaimFixed':
      return `${supplierName} meldte reklamasjon ${event.data.claimId} utbedret${because(event.data.remark)}`;
    case 'ClaimReturned':
      return `Reklamasjon ${event.data.claimId} er ikke utbedret: ${event.data.reason}. Ny frist ${norwegianDay(event.data.dueOn)}`;
    case 'ClaimClosed':
      return `Reklamasjon ${event.data.claimId} er avsluttet${because(event.data.reason)}`;
    case 'ClaimEscalated':
      return `Reklamasjon ${event.data.claimId} ${waiting(event.data)}`;
  }
}

type Waiting = Pick<
  Extract<FollowUpEvent, { type: 'DefectEscalated' }>['data'],
  'awaits' | 'dueOn' | 'escalation'
>;

const waiting = ({ awaits, dueOn, escalation }: Waiting) =>
  awaits === 'officer'
    ? `venter på kommunen, varslet for ${escalation}. gang`
    : `er ikke utbedret innen fristen ${norwegianDay(dueOn)}, varslet for ${escalation}. gang`;
