import { at, hostile, id, list, one } from './answers.ts';

const notice = {
  ...{ procurementId: id, title: hostile, kind: 'works', procedure: 'open', cpvCodes: [hostile] },
  ...{ areaId: hostile, publishedAt: at, status: 'cancelled', openUntil: at, need: hostile },
  deadlines: { requests: at, bids: at },
  lots: [{ lotId: hostile, title: hostile }],
  noLotsReason: hostile,
  requirements: [{ requirementId: hostile, title: hostile, evidence: hostile }],
  criteria: [{ criterionId: hostile, title: hostile, type: 'price', weightPercent: 100, lotIds: [hostile] }],
  priceModel: { type: 'linear' },
  climate: { treatment: 'exemption', reason: hostile },
  result: { type: 'contract' },
  ...{ intellectualProperty: hostile, subcontractTiersMax: 1, apprenticesClause: true },
  cancelledBecause: hostile,
};

const ownSupplier = {
  ...{ supplierId: id, organisationNumber: '310000019', name: hostile },
  ...{ smallOrMedium: true, contactEmail: hostile },
};

const interests = {
  ...{ supplierId: id, organisationNumber: '310000019', alerts: true },
  ...{ cpvPrefixes: ['45'], kinds: ['works'], areaIds: [hostile] },
};

/** What procurement answers to the public and to firms, with markup wherever a service lets people write. */
export const noticeAnswers = (status: string) => ({
  listNotices: list(notice),
  getNotice: one(notice),
  getOwnSupplier: one(ownSupplier),
  getInterests: one(interests),
  getAlertsByKey: one({ name: hostile, alerts: status === 'offered' }),
});
