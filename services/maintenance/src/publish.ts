import type { Publication } from '@tiltak/contracts';
import type { maintenanceEvents } from '@tiltak/contracts/maintenance';
import type { Publish } from '@tiltak/store';
import type { MaintenanceConfig } from './config.ts';
import { answerToken } from './order/answerLink.ts';
import type { Contractor } from './order/callOff.ts';
import { publishedChange } from './order/change/published.ts';
import { describe, type OrderEvent, type Terms } from './order/events.ts';
import { publishedFollowUp } from './order/followUp/published.ts';

type Published = Publication<typeof maintenanceEvents>;
type LinkConfig = Pick<MaintenanceConfig, 'ANSWER_LINK_KEY' | 'WEB_URL' | 'PUBLIC_URL' | 'HOST' | 'PORT'>;

/** What leaves the service: of orders most, of jobs and buildings nothing. */
export const publish =
  (config: LinkConfig): Publish =>
  (row) =>
    row.kind === 'orders'
      ? publishOrder(config, row.stream, { type: row.type, data: row.data } as OrderEvent)
      : undefined;

function publishOrder(config: LinkConfig, orderId: string, event: OrderEvent): Published | undefined {
  switch (event.type) {
    case 'OrderSubmitted':
    case 'OrderResubmitted':
      return {
        type: 'no.tiltak.maintenance.order.submitted.v1',
        data: { orderId, request: event.data.request, ...submittedTerms(event.data.terms) },
      };
    case 'OrderHeld': {
      const { reason, amountOre, availableOre } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.held.v1',
        data: { orderId, reason, amountOre, availableOre },
      };
    }
    case 'OrderCancelled': {
      const { contractor, reason } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.cancelled.v1',
        data: {
          orderId,
          callOffId: contractor?.callOffId ?? null,
          supplierId: contractor?.supplierId ?? null,
          organisationNumber: contractor?.organisationNumber ?? null,
          reason,
        },
      };
    }
    case 'ChangeFundsRequested': {
      const { changeId, measureId, addedOre } = event.data;
      return {
        type: 'no.tiltak.maintenance.change.requested.v1',
        data: { orderId, changeId, measureId, addedOre },
      };
    }
    case 'OrderApproved':
    case 'ApprovalRefused':
    case 'OrderFunded':
    case 'OrderResumed':
    case 'CallOffViewed':
    case 'CallOffAcceptedWithChanges':
    // A price leaves the service with the order that is placed at it, and not before.
    case 'CallOffPriced':
    case 'CompetitionDecided':
    case 'ClocksStarted':
    case 'ReceiptRecorded':
      return undefined;
    default:
      return publishOfContractor(config, publicContractor(orderId, event.data.contractor), event);
  }
}

type PublicContractor = ReturnType<typeof publicContractor>;
type OfContractor = Exclude<
  OrderEvent,
  {
    type:
      | `Order${'Submitted' | 'Resubmitted' | 'Approved' | 'Held' | 'Cancelled' | 'Funded' | 'Resumed'}`
      | 'ApprovalRefused'
      | 'ChangeFundsRequested'
      | 'CallOffViewed'
      | 'CallOffAcceptedWithChanges'
      | 'CallOffPriced'
      | 'CompetitionDecided'
      | 'ClocksStarted'
      | 'ReceiptRecorded';
  }
>;

function publishOfContractor(
  config: LinkConfig,
  contractor: PublicContractor,
  event: OfContractor,
): Published | undefined {
  switch (event.type) {
    case 'CallOffOffered': {
      const { attempt, allocation, terms, offeredAt, respondBy } = event.data;
      const priceBasis = allocation === 'mini_competition' ? 'miniCompetition' : 'frameworkAgreement';
      const links = linksOf(config, { ...contractor, respondBy });
      return {
        type: 'no.tiltak.maintenance.calloff.offered.v1',
        data: { ...contractor, attempt, ...offeredTerms(terms), priceBasis, offeredAt, respondBy, links },
      };
    }
    // The officer's yes to the changes is when the contractor's yes counts.
    case 'CallOffAccepted':
    case 'ChangesApproved':
      return { type: 'no.tiltak.maintenance.calloff.accepted.v1', data: contractor };
    case 'CallOffDeclined':
      return {
        type: 'no.tiltak.maintenance.calloff.declined.v1',
        data: { ...contractor, reason: event.data.reason },
      };
    case 'CallOffExpired':
      return {
        type: 'no.tiltak.maintenance.calloff.expired.v1',
        data: { ...contractor, respondBy: event.data.respondBy },
      };
    case 'CallOffWithdrawn':
      return {
        type: 'no.tiltak.maintenance.calloff.withdrawn.v1',
        data: { ...contractor, reason: event.data.reason },
      };
    case 'OrderPlaced': {
      const { amountOre, dueOn, proposedStart } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.placed.v1',
        data: { ...contractor, amountOre, dueOn, proposedStart },
      };
    }
    case 'ChangeProposed':
    case 'ChangePriced':
    case 'ChangeRejected':
      return publishedChange(contractor, event);
    case 'OrderChanged': {
      const { changeId, what: description, addedOre, amountOre, dueOn } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.changed.v1',
        data: { ...contractor, amountOre, dueOn, changeId, addedOre, description },
      };
    }
    case 'WorkStarted':
      return { type: 'no.tiltak.maintenance.work.started.v1', data: contractor };
    case 'WorkDone': {
      const { measureId, personHours, apprenticeHours } = event.data;
      return {
        type: 'no.tiltak.maintenance.work.done.v1',
        data: { ...contractor, measureId, personHours, apprenticeHours },
      };
    }
    case 'WorkAccepted': {
      const { defects } = event.data;
      return {
        type: 'no.tiltak.maintenance.work.accepted.v1',
        data: { ...contractor, ...(defects && { defects: [...defects] }) },
      };
    }
    case 'ClockAboutToBreak':
      return { type: 'no.tiltak.maintenance.clock.about_to_break.v1', data: clockOf(contractor, event.data) };
    case 'ClockBroken':
      return { type: 'no.tiltak.maintenance.clock.broken.v1', data: clockOf(contractor, event.data) };
    case 'WorkRejected':
      return {
        type: 'no.tiltak.maintenance.work.rejected.v1',
        data: { ...contractor, reason: event.data.reason },
      };
    case 'InvoiceRegistered': {
      const { invoiceNumber, amountOre, deviations = [] } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.invoiced.v1',
        data: { ...contractor, invoiceNumber, amountOre, deviations: deviations.map(({ code }) => code) },
      };
    }
    case 'OrderSettled': {
      const { paidOre, retained } = event.data;
      return {
        type: 'no.tiltak.maintenance.order.settled.v1',
        data: { ...contractor, paidOre, ...(retained && { retainedOre: retained.amountOre }) },
      };
    }
    default:
      return publishedFollowUp(contractor, event);
  }
}

const clockOf = (
  contractor: PublicContractor,
  { clock, urgency, dueAt }: Extract<OrderEvent, { type: 'ClockBroken' }>['data'],
) => ({ ...contractor, clock, urgency, dueAt });

const publicContractor = (orderId: string, { callOffId, supplierId, organisationNumber }: Contractor) => ({
  orderId,
  callOffId,
  supplierId,
  organisationNumber,
});

function submittedTerms({
  jobs,
  measureId,
  frameworkAgreementId,
  amountOre,
  dueOn,
  urgent,
  plannedPersonHours,
}: Terms) {
  const jobIds = jobs.map(({ jobId }) => jobId);
  return { jobIds, measureId, frameworkAgreementId, amountOre, dueOn, urgent, plannedPersonHours };
}

function offeredTerms(terms: Terms) {
  const { jobs, places, frameworkAgreementId, amountOre, plannedPersonHours, urgent, dueOn } = terms;
  return {
    description: describe(terms),
    places: places.map(({ rooms, ...place }) => ({ ...place, ...(rooms && { rooms: [...rooms] }) })),
    jobs: [...jobs],
    frameworkAgreementId,
    amountOre,
    plannedPersonHours,
    urgent,
    dueOn,
  };
}

/** Where a contractor answers: a page for people, and the same for machines. */
function linksOf(config: LinkConfig, offer: Parameters<typeof answerToken>[1]) {
  const token = answerToken(config.ANSWER_LINK_KEY, offer);
  const own = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  return {
    page: `${withoutSlash(config.WEB_URL)}/svar/${token}`,
    answer: `${withoutSlash(own)}/answer-links/${token}`,
  };
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');
