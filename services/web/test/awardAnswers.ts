import { at, hostile, id } from './answers.ts';

const rule = {
  ...{ ruleId: id, key: 'standstill.days_electronic', title: hostile, value: 10, unit: 'days' },
  ...{ validFrom: null, validTo: null, source: hostile, status: 'unconfirmed', note: null },
  ...{ registeredAt: null, registeredBy: null },
};

/** In the first statuses it is proposed, then approved (once held by a complaint), at the end annulled. */
const awardIn = (status: string) => {
  const isProposed = status === 'held' || status === 'offered';
  return {
    ...{ procurementId: id, number: 1, startsOn: null, endsOn: null, proposedBy: hostile, proposedAt: at },
    status: isProposed ? 'proposed' : status === 'settled' ? 'annulled' : 'approved',
    lots: [
      {
        ...{ lotId: 'LOT-1', title: hostile, optionsOre: 100, reason: hostile },
        winners: [{ supplierId: id, bidId: id, rank: 1, priceOre: 100 }],
      },
    ],
    approvedBy: isProposed ? null : hostile,
    approvedAt: isProposed ? null : at,
    standstill: isProposed
      ? null
      : { sentAt: at, endsAt: at, signingFrom: status === 'placed' ? null : at, rules: [rule] },
    contracts: isProposed ? [] : [{ contractId: id, lotId: 'LOT-1', supplierIds: [id] }],
    annulled: status === 'settled' ? { by: hostile, at, reason: hostile } : null,
  };
};

const letter = {
  ...{ awardNumber: 1, supplierId: id, bidId: id, outcome: 'lost', rejection: null, sentAt: at },
  standstillEndsAt: at,
  lots: [
    {
      ...{ lotId: 'LOT-1', title: hostile, outcome: 'lost', reason: hostile, winners: [], comparison: [] },
      own: { rank: 2, priceOre: 100, points: 7.5, evaluatedPriceOre: null },
    },
  ],
};

const fundsBy: Readonly<Record<string, object>> = {
  held: { status: 'refused', reason: 'exceeds_available', availableOre: 100 },
  offered: { status: 'requested', reason: null, availableOre: null },
  placed: { status: 'refused', reason: 'measure_without_frame', availableOre: null },
};

/** In the first statuses it waits for signatures, then it runs, at the end it is completed. */
const contractIn = (status: string) => {
  const isDrafted = status in fundsBy;
  const change = {
    ...{ changeId: id, ground: 'unforeseen', paragraph: hostile, description: hostile, addedOre: -100 },
    ...{ endsOn: null, status: 'agreed', availableOre: null, limitOre: 100, rules: [rule], by: hostile, at },
  };
  return {
    ...{ contractId: id, procurementId: id, lotId: 'LOT-1', measureId: id, title: hostile },
    type: status === 'rework' ? 'framework_agreement' : 'contract',
    status: isDrafted ? 'drafted' : status === 'settled' ? 'completed' : 'signed',
    suppliers: [{ supplierId: id, organisationNumber: '310000019', name: hostile, rank: 1 }],
    ...{ valueOre: 100, ceilingOre: 100, currentValueOre: 100, leftToCeilingOre: 0, invoicedOre: 0 },
    ...{ startsOn: '2026-12-01', endsOn: null },
    funds: fundsBy[status] ?? { status: 'reserved', reason: null, availableOre: null },
    signatures: isDrafted ? [] : [{ by: hostile, at }],
    ...{ signedAt: at, frameworkAgreementId: null, completedAt: null, cancelledBecause: hostile },
    changes: [change],
    invoices: [{ invoiceNumber: hostile, amountOre: 100, at }],
    subcontractTiersMax: 2,
    subcontractors: [
      {
        ...{ subcontractorId: id, organisationNumber: '310000019', name: hostile, work: hostile },
        ...{ belowId: null, tier: 1 },
      },
    ],
    apprentices: {
      ...{ isClauseAgreed: true, personHours: 100, apprenticeHours: 10, sharePercent: 10, standing: 'below' },
      ...{ leastSharePercent: 10, rules: [rule] },
    },
  };
};

/** What procurement answers about an award and its contracts. */
export const awardAnswers = (status: string) => ({
  getAward: async () => ({ body: awardIn(status), etag: '"1"' }),
  listAwardLetters: async () => ({ body: { items: [letter], next: null } }),
  getContract: async () => ({ body: contractIn(status), etag: '"1"' }),
  getSupplier: async () => ({ body: { supplierId: id, name: hostile } }),
  listSuppliers: async () => ({ body: { items: [{ supplierId: id, name: hostile }], next: null } }),
});
