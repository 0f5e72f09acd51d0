import { at, hostile, id, list, one } from './answers.ts';
import { files } from './jobAnswers.ts';

const callOff = {
  callOffId: 'id-1.1',
  attempt: 1,
  supplierId: id,
  organisationNumber: hostile,
  supplierName: hostile,
  status: 'accepted_with_changes',
  chosenBecause: hostile,
  offeredAt: at,
  respondBy: at,
  answeredAt: at,
  reason: hostile,
  proposedStart: '2026-12-01',
  priceOre: null,
};

const change = {
  changeId: 'id-1.change-1',
  status: 'priced',
  proposedBy: 'contractor',
  what: hostile,
  why: hostile,
  addedOre: 5,
  dueOn: '2026-12-24',
  proposedAt: at,
  reason: hostile,
  availableOre: 1,
};

const receipt = {
  deliveryId: id,
  eventId: id,
  eventType: hostile,
  callOffId: null,
  attempt: 2,
  at,
  statusCode: 500,
};

const orderLine = {
  orderId: id,
  jobIds: [id],
  measureId: id,
  frameworkAgreementId: id,
  amountOre: 10,
  dueOn: '2026-12-20',
  description: hostile,
  plannedPersonHours: 1,
  urgent: true,
  constructionWork: true,
  documentationRequired: [hostile],
  documentationBlocksSettlement: true,
  status: 'offered',
  heldReason: hostile,
  availableOre: 1,
  amounts: { orderedOre: 10, invoicedOre: 3, paidOre: 1, retainedOre: 1 },
  work: { startedAt: at, doneAt: null, personHours: 1, apprenticeHours: 0 },
  title: hostile,
  buildingNames: [hostile],
  urgency: 'immediate',
  clocks: (['running', 'about_to_break', 'broken', 'paused', 'met', 'late', 'stopped'] as const).flatMap(
    (status) =>
      (['response', 'arrival', 'fix'] as const).map((clock) => ({ clock, startedAt: at, dueAt: at, status })),
  ),
  contractorName: hostile,
  submittedAt: at,
};

const order = {
  ...orderLine,
  respondWithinSeconds: 5400,
  approval: { requiredAboveOre: 5, status: 'approved', by: hostile, at },
  competition: {
    status: 'decided',
    respondBy: at,
    asked: 3,
    answered: 2,
    because: hostile,
    ranking: [{ callOffId: 'id-1.1', supplierName: hostile, priceOre: 5, place: 1 }],
  },
  changes: [change, { ...change, changeId: 'id-1.change-2', status: 'notified', addedOre: null }],
  callOffs: [callOff],
  deliveries: (['delivered', 'failed', 'exhausted'] as const).flatMap((status) => [
    { ...receipt, status, channel: 'webhook' },
    { ...receipt, status, channel: 'email' },
  ]),
  missingDocumentation: [hostile],
  invoices: [
    {
      invoiceNumber: hostile,
      amountOre: 3,
      registeredAt: at,
      personHours: null,
      status: 'deviating',
      deviations: [{ code: 'number_used_before', orderId: id }],
      decidedBecause: hostile,
    },
  ],
  siteWork: {
    schedule: { startsOn: '2026-12-01', endsOn: '2026-12-02' },
    safety: { confirmedBy: hostile, confirmedAt: at },
    pause: { reason: 'other', text: hostile, since: at },
    inspectionEscalations: 1,
    acceptedOn: '2026-11-22',
    defects: [
      { defectId: 'defect-1', description: hostile, dueOn: '2026-12-01', status: 'open', remark: hostile },
      { defectId: 'defect-2', description: hostile, dueOn: '2026-12-01', status: 'fixed', remark: hostile },
    ],
    claims: [
      {
        claimId: 'claim-1',
        description: hostile,
        dueOn: '2026-12-01',
        raisedOn: '2026-11-23',
        status: 'raised',
        remark: hostile,
      },
    ],
    claimsUntil: '2031-11-22',
  },
  history: [{ at, event: hostile, text: hostile, actor: hostile }],
};

const offer = {
  ...callOff,
  status: 'viewed',
  respondBy: '2100-01-01T00:00:00Z',
  orderId: id,
  orderStatus: 'offered',
  description: hostile,
  places: [
    { name: hostile, address: hostile, matrikkel: hostile, rooms: [{ number: hostile, name: hostile }] },
  ],
  priceBasis: 'frameworkAgreement',
  changes: [change, { ...change, changeId: 'id-1.change-2', status: 'notified', addedOre: null }],
  amountOre: 10,
  plannedPersonHours: null,
  urgent: true,
  dueOn: '2026-12-20',
};

const competing = { ...offer, priceBasis: 'miniCompetition', status: 'priced', priceOre: 9, reason: hostile };

/** What maintenance answers about orders and call-offs, in each of their statuses. */
export const orderAnswers = (status: string) => ({
  listOrders: list(orderLine),
  getBoard: one({
    columns: [
      { status: 'offered', count: 1000, isMore: true, items: [orderLine], next: hostile },
      { status: 'closed', count: 0, isMore: false, items: [], next: null },
    ],
  }),
  getOrder: one({ ...order, status }),
  listCallOffs: one({ items: [offer, competing], next: hostile }),
  getSiteWork: one({
    ...order.siteWork,
    orderId: id,
    status,
    constructionWork: true,
    unreportedHours: null,
  }),
  listChecklists: list({
    checklistId: id,
    orderId: id,
    title: hostile,
    openItems: 1,
    items: [
      { text: hostile, result: null, remark: null, jobId: null },
      { text: hostile, result: 'failed', remark: hostile, jobId: id },
    ],
  }),
  getDocumentation: one({
    required: [hostile],
    missing: [hostile],
    blocksSettlement: true,
    documents: (['returned', 'delivered'] as const).map((state, index) => ({
      ...{ documentId: `document-${index + 1}`, kind: hostile, title: hostile, reason: hostile },
      ...{ source: { type: 'reference', value: hostile }, status: state },
    })),
  }),
  getCallOff: one({
    ...offer,
    files,
    orderStatus: status,
    status: status === 'offered' ? 'viewed' : 'accepted',
  }),
  getOfferByLink: one({ ...(status === 'offered' ? competing : offer), files, orderStatus: status }),
});
