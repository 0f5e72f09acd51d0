import { fold } from '@tiltak/decider';
import { type Agreement, unused } from '../src/order/agreement.ts';
import type { Contractor } from '../src/order/callOff.ts';
import type { OrderCommand } from '../src/order/decide.ts';
import type { OrderEvent, Terms } from '../src/order/events.ts';
import type { Order } from '../src/order/order.ts';
import { orders } from '../src/order/orders.ts';

/** When things happen in the examples: offers go out at nine and are open until eleven the day after. */
export const at = '2026-11-22T09:00:00.000Z';
export const later = '2026-11-22T10:00:00.000Z';
export const respondBy = '2026-11-23T11:00:00.000Z';
export const today = '2026-11-22';
export const times = { normalSeconds: 26 * 60 * 60, urgentSeconds: 4 * 60 * 60, leastSeconds: 15 * 60 };
/** Who orders, and the limit above which another must approve it. */
export const asked = { orderedBy: 'officer-1', approvalAboveOre: 5000 };

export const terms: Terms = {
  jobs: [{ jobId: 'job-1', title: 'Taket lekker', buildingId: 'building-1' }],
  places: [{ buildingId: 'building-1', name: 'Rykkinn skole', address: 'Leirveien 10', matrikkel: null }],
  measureId: 'measure-1',
  frameworkAgreementId: 'agreement-1',
  amountOre: 1000,
  dueOn: '2026-12-24',
  description: null,
  plannedPersonHours: 40,
  urgent: false,
};

export const agreement: Agreement = {
  frameworkAgreementId: 'agreement-1',
  title: 'Rammeavtale tak',
  allocation: 'rank',
  // Not in the order of rank: the rank decides, not the place in the list.
  suppliers: [
    { supplierId: 'supplier-2', organisationNumber: '310000027', name: 'Asker Tak AS', rank: 2 },
    { supplierId: 'supplier-1', organisationNumber: '310000019', name: 'Bærum Tak AS', rank: 1 },
    { supplierId: 'supplier-3', organisationNumber: '310000035', name: 'Oslo Tak AS', rank: 7 },
  ],
  ceilingOre: 5000,
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
};

/** The firm that is asked at an attempt of one round. */
export function contractor(attempt: 1 | 2 | 3): Contractor {
  const [supplierId, organisationNumber, supplierName] = (
    [
      ['supplier-1', '310000019', 'Bærum Tak AS'],
      ['supplier-2', '310000027', 'Asker Tak AS'],
      ['supplier-3', '310000035', 'Oslo Tak AS'],
    ] as const
  )[attempt - 1]!;
  return { callOffId: `order-1.${attempt}`, supplierId, organisationNumber, supplierName };
}

export const submitted: OrderEvent = {
  type: 'OrderSubmitted',
  data: { orderId: 'order-1', terms, request: 1, at, ...asked },
};
export const funded: OrderEvent = { type: 'OrderFunded', data: { request: 1, amountOre: 1000 } };
export const refused: OrderEvent = {
  type: 'OrderHeld',
  data: { reason: 'exceeds_available', amountOre: 1000, availableOre: 400, fundsReserved: false },
};
export const heldWithFunds = (reason: string): OrderEvent => ({
  type: 'OrderHeld',
  data: { reason, amountOre: 1000, availableOre: null, fundsReserved: true },
});
export const offered = (attempt: 1 | 2 | 3, chosenBecause = 'Først etter rang (1 av 3)'): OrderEvent => ({
  type: 'CallOffOffered',
  data: {
    contractor: contractor(attempt),
    attempt,
    chosenBecause,
    allocation: 'rank',
    place: attempt,
    places: 3,
    ceilingLeftOre: 4000,
    terms,
    offeredAt: at,
    respondBy,
  },
});
export const viewed: OrderEvent = { type: 'CallOffViewed', data: { contractor: contractor(1) } };
export const accepted: OrderEvent = {
  type: 'CallOffAccepted',
  data: { contractor: contractor(1), at: later, reason: null, proposedStart: null },
};
export const acceptedWithChanges: OrderEvent = {
  type: 'CallOffAcceptedWithChanges',
  data: { contractor: contractor(1), at: later, reason: 'Mangler folk', proposedStart: '2026-12-01' },
};
export const declined = (attempt: 1 | 2 | 3): OrderEvent => ({
  type: 'CallOffDeclined',
  data: { contractor: contractor(attempt), at: later, reason: 'Fullt belegg' },
});
export const placed: OrderEvent = {
  type: 'OrderPlaced',
  data: { contractor: contractor(1), amountOre: 1000, dueOn: '2026-12-24', proposedStart: null },
};
export const started: OrderEvent = { type: 'WorkStarted', data: { contractor: contractor(1), at: later } };
export const paused: OrderEvent = {
  type: 'WorkPaused',
  data: { contractor: contractor(1), at: later, reason: 'weather', text: null },
};
export const safetyConfirmed: OrderEvent = {
  type: 'SafetyConfirmed',
  data: { contractor: contractor(1), at: later, confirmedBy: 'A-17' },
};
export const done: OrderEvent = {
  type: 'WorkDone',
  data: {
    contractor: contractor(1),
    at: later,
    measureId: 'measure-1',
    personHours: 30,
    apprenticeHours: 8,
  },
};
export const workAccepted: OrderEvent = {
  type: 'WorkAccepted',
  data: { contractor: contractor(1), on: today },
};
export const acceptedWithDefect: OrderEvent = {
  type: 'WorkAccepted',
  data: {
    contractor: contractor(1),
    on: today,
    defects: [{ defectId: 'defect-1', description: 'Rennen mangler', dueOn: '2026-12-01' }],
  },
};
export const defectFixed: OrderEvent = {
  type: 'DefectFixed',
  data: { contractor: contractor(1), defectId: 'defect-1', at: later, remark: null },
};
export const defectApproved: OrderEvent = {
  type: 'DefectApproved',
  data: { contractor: contractor(1), defectId: 'defect-1' },
};
export const claimRaised: OrderEvent = {
  type: 'ClaimRaised',
  data: {
    contractor: contractor(1),
    claimId: 'claim-1',
    description: 'Taket lekker igjen',
    dueOn: '2027-12-01',
    raisedOn: '2027-11-01',
  },
};
export const closed: OrderEvent = {
  type: 'OrderClosed',
  data: { contractor: contractor(1), reason: null },
};
export const workRejected: OrderEvent = {
  type: 'WorkRejected',
  data: { contractor: contractor(1), reason: 'Rennen mangler' },
};
export const invoiced = (invoiceNumber: string, amountOre: number): OrderEvent => ({
  type: 'InvoiceRegistered',
  data: {
    contractor: contractor(1),
    at: later,
    invoiceNumber,
    amountOre,
    personHours: null,
    deviations: [],
  },
});
/** An invoice whose number the contractor has used on another order. */
export const deviatingInvoice: OrderEvent = {
  type: 'InvoiceRegistered',
  data: {
    contractor: contractor(1),
    at: later,
    invoiceNumber: 'F-1',
    amountOre: 600,
    personHours: null,
    deviations: [{ code: 'number_used_before', orderId: 'order-0' }],
  },
};
export const settled: OrderEvent = {
  type: 'OrderSettled',
  data: { contractor: contractor(1), paidOre: 600 },
};
export const settledRetained: OrderEvent = {
  type: 'OrderSettled',
  data: {
    contractor: contractor(1),
    paidOre: 450,
    retained: { amountOre: 150, reason: 'Til rennen er på plass' },
  },
};
export const cancelled = (bound: Contractor | null): OrderEvent => ({
  type: 'OrderCancelled',
  data: { contractor: bound, reason: 'Ikke lenger nødvendig' },
});

/** An order above the limit. */
export const largeTerms: Terms = { ...terms, amountOre: 5001 };
export const largeSubmitted: OrderEvent = {
  type: 'OrderSubmitted',
  data: { orderId: 'order-1', terms: largeTerms, request: 1, at, ...asked },
};
export const largeFunded: OrderEvent = { type: 'OrderFunded', data: { request: 1, amountOre: 5001 } };
export const approved: OrderEvent = {
  type: 'OrderApproved',
  data: { by: 'approver-1', at: later, amountOre: 5001 },
};

/** A change that the contractor priced itself, or an officer asked for. */
export const proposed = (number: number, addedOre: number | null): OrderEvent => ({
  type: 'ChangeProposed',
  data: {
    contractor: contractor(1),
    changeId: `order-1.change-${number}`,
    proposedBy: addedOre === null ? 'officer' : 'contractor',
    by: addedOre === null ? 'officer-1' : 'firm-1',
    what: 'Bytte også rennen',
    why: 'Den er rustet',
    addedOre,
    dueOn: '2027-01-15',
    at: later,
  },
});
export const fundsRequested = (number: number, addedOre: number): OrderEvent => ({
  type: 'ChangeFundsRequested',
  data: {
    contractor: contractor(1),
    changeId: `order-1.change-${number}`,
    measureId: 'measure-1',
    addedOre,
  },
});

const offer = [submitted, funded, offered(1)];
const work = [...offer, accepted, placed, started];
const delivered = [...work, done];

/** How an order comes to each of its statuses; `offered` in its three kinds. */
export const histories = {
  none: [],
  submitted: [submitted],
  submitted_unapproved: [largeSubmitted],
  funded: [submitted, funded],
  funded_unapproved: [largeSubmitted, largeFunded],
  funded_approved: [largeSubmitted, largeFunded, approved],
  held: [submitted, refused],
  held_with_funds: [submitted, funded, heldWithFunds('no_contractor_left')],
  offered: offer,
  offered_viewed: [...offer, viewed],
  offered_with_changes: [...offer, acceptedWithChanges],
  placed: [...offer, accepted, placed],
  in_execution: work,
  in_execution_paused: [...work, paused],
  // One change of each kind that is open.
  in_execution_changing: [
    ...work,
    proposed(1, null),
    proposed(2, 250),
    proposed(3, 100),
    fundsRequested(3, 100),
  ],
  delivered,
  accepted: [...delivered, workAccepted],
  accepted_invoiced: [...delivered, workAccepted, invoiced('F-1', 600)],
  rework: [...delivered, workRejected],
  accepted_deviating: [...delivered, workAccepted, deviatingInvoice],
  accepted_defect: [...delivered, acceptedWithDefect, invoiced('F-1', 600)],
  accepted_defect_fixed: [...delivered, acceptedWithDefect, defectFixed],
  settled: [...delivered, workAccepted, invoiced('F-1', 600), settled],
  settled_retained: [...delivered, acceptedWithDefect, invoiced('F-1', 600), settledRetained],
  settled_claimed: [...delivered, workAccepted, invoiced('F-1', 600), settled, claimRaised],
  closed: [...delivered, workAccepted, invoiced('F-1', 600), settled, closed],
  cancelled: [...offer, accepted, placed, cancelled(contractor(1))],
} as const satisfies Readonly<Record<string, readonly OrderEvent[]>>;
export type Stage = keyof typeof histories;

/** A right command of each type: what is wrong with it can only be the order's status. */
export const commands = {
  submit: {
    type: 'submit',
    orderId: 'order-1',
    terms,
    by: 'officer-1',
    approvalAboveOre: 5000,
    times,
    at,
    today,
  },
  resubmit: {
    type: 'resubmit',
    amountOre: undefined,
    by: 'officer-1',
    approvalAboveOre: 5000,
    at: later,
  },
  approve: { type: 'approve', by: 'approver-1', at: later },
  refuse: { type: 'refuse', by: 'approver-1', reason: 'For dyrt', at: later },
  cancel: { type: 'cancel', reason: 'Ikke lenger nødvendig' },
  recordFunds: { type: 'recordFunds', request: 1 },
  recordRefusal: { type: 'recordRefusal', request: 1, reason: 'exceeds_available', availableOre: 400 },
  hold: { type: 'hold', reason: 'agreement_unknown' },
  offerNext: { type: 'offerNext', agreement, use: unused, at, today, times },
  view: { type: 'view', callOffId: 'order-1.1', at: later },
  answer: {
    type: 'answer',
    callOffId: 'order-1.1',
    answer: 'accept',
    reason: null,
    proposedStart: null,
    priceOre: null,
    at: later,
  },
  expire: { type: 'expire', callOffId: 'order-1.1', at: respondBy },
  withdraw: { type: 'withdraw', callOffId: 'order-1.1', reason: 'Feil leverandør', at: later },
  decideOnChanges: { type: 'decideOnChanges', approved: true },
  proposeChange: {
    type: 'proposeChange',
    organisationNumber: null,
    by: 'officer-1',
    what: 'Bytte også rennen',
    why: 'Den er rustet',
    addedOre: null,
    dueOn: '2027-01-15',
    at: later,
    today,
  },
  priceChange: {
    type: 'priceChange',
    changeId: 'order-1.change-1',
    organisationNumber: '310000019',
    addedOre: 300,
    dueOn: null,
    today,
  },
  approveChange: {
    type: 'approveChange',
    changeId: 'order-1.change-2',
    by: 'officer-1',
    isApprover: false,
    ceilingLeftOre: 4000,
  },
  rejectChange: { type: 'rejectChange', changeId: 'order-1.change-2', reason: 'For dyrt' },
  recordChangeFunds: { type: 'recordChangeFunds', changeId: 'order-1.change-3' },
  recordChangeRefusal: {
    type: 'recordChangeRefusal',
    changeId: 'order-1.change-3',
    reason: 'exceeds_available',
    availableOre: 40,
  },
  startWork: { type: 'startWork', organisationNumber: '310000019', at: later },
  reportWorkDone: {
    type: 'reportWorkDone',
    organisationNumber: '310000019',
    personHours: 30,
    apprenticeHours: 8,
    at: later,
  },
  acceptWork: { type: 'acceptWork', today },
  rejectWork: { type: 'rejectWork', reason: 'Rennen mangler' },
  registerInvoice: { type: 'registerInvoice', invoiceNumber: 'F-9', amountOre: 100, at: later },
  settle: { type: 'settle' },
  approveInvoice: { type: 'approveInvoice', invoiceNumber: 'F-1', reason: 'Avtalt på telefon' },
  rejectInvoice: { type: 'rejectInvoice', invoiceNumber: 'F-1', reason: 'Feil beløp' },
  payInvoice: { type: 'payInvoice', invoiceNumber: 'F-1' },
  payRetained: { type: 'payRetained' },
  keepRetained: { type: 'keepRetained', reason: 'Utbedret av andre' },
  reportDefectFixed: {
    type: 'reportDefectFixed',
    organisationNumber: '310000019',
    defectId: 'defect-1',
    remark: null,
    at: later,
  },
  approveDefect: { type: 'approveDefect', defectId: 'defect-1' },
  returnDefect: {
    type: 'returnDefect',
    defectId: 'defect-1',
    reason: 'Fortsatt ikke festet',
    dueOn: '2026-12-10',
    today,
  },
  raiseClaim: {
    type: 'raiseClaim',
    description: 'Taket lekker igjen',
    dueOn: '2027-12-01',
    today: '2027-11-01',
  },
  answerClaim: {
    type: 'answerClaim',
    organisationNumber: '310000019',
    claimId: 'claim-1',
    answer: 'acknowledge',
    reason: null,
  },
  reportClaimFixed: {
    type: 'reportClaimFixed',
    organisationNumber: '310000019',
    claimId: 'claim-1',
    remark: null,
    at: later,
  },
  returnClaim: {
    type: 'returnClaim',
    claimId: 'claim-1',
    reason: 'Lekker fortsatt',
    dueOn: '2027-12-10',
    today: '2027-11-02',
  },
  closeClaim: { type: 'closeClaim', claimId: 'claim-1', reason: 'Frafalt' },
  escalateInspection: { type: 'escalateInspection', at: later },
  escalateDefect: { type: 'escalateDefect', defectId: 'defect-1', at: later },
  escalateClaim: { type: 'escalateClaim', claimId: 'claim-1', at: later },
  attachChecklist: { type: 'attachChecklist', checklistId: 'order-1.list-1', title: 'Tak' },
  countHours: {
    type: 'countHours',
    organisationNumber: '310000019',
    personHours: 30,
    apprenticeHours: 8,
  },
  closeOrder: { type: 'closeOrder', reason: null },
  closeByTime: { type: 'closeByTime', today: '2031-11-23' },
  remindOfClaims: { type: 'remindOfClaims' },
  scheduleWork: {
    type: 'scheduleWork',
    organisationNumber: '310000019',
    startsOn: '2026-12-01',
    endsOn: '2026-12-20',
    today,
  },
  confirmSafety: {
    type: 'confirmSafety',
    organisationNumber: '310000019',
    confirmedBy: 'A-17',
    at: later,
  },
  pauseWork: {
    type: 'pauseWork',
    organisationNumber: '310000019',
    reason: 'weather',
    text: null,
    at: later,
  },
  resumeWork: { type: 'resumeWork', organisationNumber: '310000019', at: later },
  startClocks: { type: 'startClocks', at: later },
  checkClocks: { type: 'checkClocks', at: later },
  warnOfDeadline: { type: 'warnOfDeadline', callOffId: 'order-1.1', at: '2026-11-23T06:00:00.000Z' },
  recordReceipt: {
    type: 'recordReceipt',
    receipt: {
      deliveryId: 'delivery-1',
      eventId: 'event-1',
      eventType: 'no.tiltak.maintenance.calloff.offered.v1',
      callOffId: 'order-1.1',
      status: 'delivered',
      attempt: 1,
      at: later,
      statusCode: 204,
    },
  },
} as const satisfies { readonly [Type in OrderCommand['type']]: Extract<OrderCommand, { type: Type }> };

/** The order after these events. */
export const after = (events: readonly OrderEvent[]): Order => fold(orders, events);
