import type { AwardEvent, Proposal } from '../src/award/award.ts';
import type { Basis, WantedLot } from '../src/award/choice.ts';
import type { ContractEvent, Draft } from '../src/contract/events.ts';

/** A roof awarded to the best of three, and the contract that comes of it. */
export const at = '2026-11-23T09:00:00.000Z';
export const standstill = { sentAt: at, endsAt: '2026-12-03T23:00:00.000Z', rules: [] };

const ranked = (supplierId: string, rank: number, priceOre: number) => ({
  supplierId,
  bidId: `bid-${supplierId}`,
  rank,
  priceOre,
});
export const basis: Basis = {
  lots: [{ lotId: 'LOT-1', title: 'Taket' }],
  ranking: { 'LOT-1': [ranked('a', 1, 500), ranked('b', 2, 450), ranked('c', 3, 700)] },
  winnersMax: 1,
};
export const wanted = (supplierIds: readonly string[], more: Partial<WantedLot> = {}): WantedLot => ({
  lotId: 'LOT-1',
  supplierIds,
  valueOre: null,
  optionsOre: 0,
  reason: 'Best på kvalitet, og nest lavest pris.',
  ...more,
});
export const terms = { startsOn: null, endsOn: null, voluntaryStandstill: true };

export const proposal: Proposal = {
  procurementId: 'p',
  number: 1,
  lots: [
    {
      lotId: 'LOT-1',
      title: 'Taket',
      winners: [ranked('a', 1, 500)],
      optionsOre: 0,
      reason: 'Best på kvalitet, og nest lavest pris.',
    },
  ],
  ...terms,
  evaluationVersion: 9,
  by: 'one',
  at,
};
export const proposed: AwardEvent = { type: 'AwardProposed', data: proposal };
export const planned = [{ contractId: 'contract', lotId: 'LOT-1', supplierIds: ['a'] }];
export const approved: AwardEvent = {
  type: 'AwardApproved',
  data: {
    procurementId: 'p',
    number: 1,
    title: 'Nytt tak',
    measureId: 'm',
    lots: proposal.lots.map(({ lotId, winners }) => ({ lotId, winners })),
    standstill,
    contracts: planned,
    by: 'two',
    at,
  },
};

export const draft: Draft = {
  procurementId: 'p',
  lotId: 'LOT-1',
  measureId: 'm',
  title: 'Nytt tak',
  type: 'contract',
  kind: 'works',
  suppliers: [{ supplierId: 'a', organisationNumber: '310000019', name: 'Firma a', rank: 1 }],
  valueOre: 500,
  ceilingOre: 600,
  startsOn: null,
  endsOn: null,
  framework: null,
  subcontractTiersMax: 2,
  isApprenticesClauseAgreed: true,
};
export const told = { procurementId: 'p', measureId: 'm', type: 'contract' } as const;
export const drafted: ContractEvent = { type: 'ContractDrafted', data: { ...draft, at } };
export const requested = (request = 1): ContractEvent => ({
  type: 'ContractFundsRequested',
  data: { ...told, request, amountOre: 500 },
});
export const reserved: ContractEvent = { type: 'ContractFundsReserved', data: { request: 1 } };
export const refused: ContractEvent = {
  type: 'ContractFundsRefused',
  data: { request: 1, reason: 'exceeds_available', availableOre: 499 },
};
/** Signed by two after the standstill, from the next day on. */
export const signedAt = '2026-12-04T09:00:00.000Z';
const { lotId, title, suppliers, valueOre, ceilingOre } = draft;
export const signed: readonly ContractEvent[] = [
  drafted,
  requested(),
  reserved,
  { type: 'SignatureGiven', data: { by: 'one', at: signedAt } },
  {
    type: 'ContractSigned',
    data: {
      ...told,
      ...{ lotId, title, suppliers, valueOre, ceilingOre, endsOn: null, startsOn: '2026-12-04' },
      frameworkAgreementId: null,
      by: 'two',
      at: signedAt,
    },
  },
];
