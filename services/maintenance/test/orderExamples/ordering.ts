import type { Agreement } from '../../src/order/agreement.ts';
import type { Contractor } from '../../src/order/callOff.ts';
import type { OrderEvent, Terms } from '../../src/order/events.ts';

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
