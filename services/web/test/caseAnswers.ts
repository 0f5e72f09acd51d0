import { at, hostile, id, one } from './answers.ts';

/** A case in each of its stages, by the order's status that the pages are shown for. */
const stages: Readonly<Record<string, { readonly status: string; readonly next: readonly string[] }>> = {
  held: { status: 'draft', next: ['planned'] },
  offered: { status: 'planned', next: ['market_dialogue', 'published'] },
  placed: { status: 'published', next: ['closed_for_bids'] },
  in_execution: { status: 'qualification', next: ['invited', 'negotiation'] },
  rework: { status: 'negotiation', next: ['invited'] },
  delivered: { status: 'negotiation', next: ['invited'] },
  accepted: { status: 'contracted', next: ['completed'] },
  settled: { status: 'cancelled', next: [] },
};

const procedures: Readonly<Record<string, string>> = {
  ...{ draft: 'innovation_partnership', planned: 'limited_tender', contracted: 'pre_commercial_procurement' },
};

function caseIn(orderStatus: string) {
  const stage = stages[orderStatus] ?? { status: 'draft', next: [] };
  const isPublished = !['draft', 'planned'].includes(stage.status);
  return {
    ...stage,
    ...{ procurementId: id, title: hostile, kind: 'works', measureId: id, systemId: null },
    procedure: procedures[stage.status] ?? 'open',
    ...{
      estimatedValueOre: 100,
      need: hostile,
      unit: hostile,
      cpvCodes: ['45261900'],
      procedureReason: hostile,
    },
    plan: { publishOn: '2026-12-01', startOn: null },
    createdAt: at,
    publishedAt: isPublished ? at : null,
    deadlines: { requests: null, bids: isPublished ? at : null },
    questionsUntil: isPublished ? '2026-12-10' : null,
    shorterDeadline:
      stage.status === 'published'
        ? { window: 'bids', deadline: at, reason: hostile, proposedBy: hostile, proposedAt: at }
        : null,
    round: isPublished ? 2 : 0,
    cancelledBecause: stage.status === 'cancelled' ? hostile : null,
    specification: {
      version: 2,
      lots: [{ lotId: 'LOT-1', title: hostile, estimatedValueOre: 100 }],
      criteria: [
        { criterionId: 'P', title: hostile, type: 'price', weightPercent: 50, lotIds: null },
        { criterionId: 'K', title: hostile, type: 'quality', weightPercent: 50, lotIds: null },
      ],
      requirements: [{ requirementId: 'R1', title: hostile, evidence: hostile }],
      priceModel: { type: 'linear' },
      ...{ noLotsReason: hostile, climate: { treatment: 'exemption', reason: hostile, ground: null } },
      ...{ envelopes: ['quality', 'price'], result: { type: 'contract' }, intellectualProperty: hostile },
      ...{ subcontractTiersMax: 2, apprenticesClause: true },
    },
  };
}

const rule = {
  ...{ ruleId: 'r', key: hostile, value: 7, unit: 'days', validFrom: null, validTo: null },
  ...{ status: 'unconfirmed', registeredAt: null, registeredBy: null },
};
const question = { questionId: id, isOwn: false, askedAt: at, supplierId: id };
const complaint = { complaintId: id, filedAt: at, filedBy: hostile, about: hostile };
const version = { version: 1, mediaType: hostile, bytes: 1, sha256: hostile, addedAt: at };

/** What procurement answers about a case. */
export const caseAnswers = (orderStatus: string) => ({
  getProcurement: one(caseIn(orderStatus)),
  getEarliestDeadline: one({
    ...{ window: 'bids', deadline: at, earliest: '2026-12-20' },
    rules: [{ ...rule, title: hostile, source: hostile, note: hostile }],
  }),
  listProcurements: one({ items: Object.keys(stages).map(caseIn), next: hostile }),
  listQuestions: one({
    items: [
      { ...question, status: 'asked', asked: hostile, question: null, answer: null, answeredAt: null },
      { ...question, status: 'answered', asked: null, question: hostile, answer: hostile, answeredAt: at },
    ],
    next: null,
  }),
  listDocuments: one({
    items: [
      { documentId: id, title: hostile, versions: [{ ...version, publishedAt: null }] },
      { documentId: 'id-2', title: hostile, versions: [{ ...version, publishedAt: at }] },
    ],
  }),
  getProtocol: one({
    ...{ procurementId: id, asOf: at, title: hostile, lead: [hostile] },
    sections: [
      {
        ...{ key: 'value', heading: hostile },
        blocks: [
          { type: 'paragraph', text: hostile },
          { type: 'gap', text: hostile },
          { type: 'entry', title: hostile, lines: [hostile] },
          { type: 'table', caption: hostile, heads: [hostile, hostile], rows: [[hostile, hostile]] },
          { type: 'reason', text: hostile, by: hostile, at: '22. november 2026' },
        ],
      },
    ],
  }),
  listComplaints: one({
    items: [
      { ...complaint, decidedAt: null, outcome: null, reason: null },
      { ...complaint, decidedAt: at, outcome: 'upheld', reason: hostile },
    ],
  }),
});
