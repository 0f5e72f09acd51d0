import { expect, test } from '@jest/globals';
import { awardAnswers } from '../test/awardAnswers.ts';
import { caseAnswers } from '../test/caseAnswers.ts';
import { designContestAnswers } from '../test/designContestAnswers.ts';
import { dynamicPurchasingAnswers } from '../test/dynamicPurchasingAnswers.ts';
import { evaluationAnswers, hostile, simulatedQuery } from '../test/evaluationAnswers.ts';
import { negotiationAnswers } from '../test/negotiationAnswers.ts';
import { partnershipAnswers } from '../test/partnershipAnswers.ts';
import { sealedBidAnswers } from '../test/sealedBidAnswers.ts';
import { answerLinkRoutes } from './answerLink/routes.ts';
import { unavailablePage } from './errorPages.ts';
import type { Html } from './html/html.ts';
import { layout } from './html/layout.ts';
import { routes } from './routes.ts';
import type { Services } from './services.ts';
import type { Page, Route, Visit } from './visit.ts';

const id = 'id-1';
const at = '2026-11-22T13:03:07.000Z';
const use = { reservedOre: 1, committedOre: 2, invoicedOre: 3, paidOre: 1 };
const amounts = { amountOre: 10, availableOre: 4, ...use };
const procurements = { planned: 1, running: 1, signed: 1 };
const rollUp = {
  key: hostile,
  name: hostile,
  measures: 1,
  procurements,
  personHours: 1,
  apprenticeHours: 1,
  ...use,
};

const frame = {
  frameId: id,
  name: hostile,
  amountQualifier: 'upTo',
  standing: 'decided',
  decision: { body: hostile, date: null, caseNumber: hostile, dateText: hostile },
  part: null,
  category: hostile,
  periodText: hostile,
  source: hostile,
  ...amounts,
};
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
const followedProcurement = {
  procurementId: id,
  title: hostile,
  procedure: 'open',
  status: 'contracted',
  estimatedValueOre: 100,
  contracts: [
    {
      contractId: id,
      title: hostile,
      type: 'contract',
      supplierNames: [hostile],
      valueOre: 100,
      ceilingOre: 100,
      startsOn: '2026-12-01',
      endsOn: null,
      signedAt: '2026-12-01T09:00:00.000Z',
      status: 'signed',
    },
  ],
};
const measureProcurements = {
  planned: [{ ...followedProcurement, procedure: null, contracts: [] }],
  running: [],
  signed: [followedProcurement],
};
const measure = {
  measureId: id,
  name: hostile,
  part: 'strakstiltak',
  points: [1],
  frameId: id,
  category: hostile,
  areaId: hostile,
  owner: hostile,
  plannedEffects: null,
  description: hostile,
  source: hostile,
  personHours: 1,
  apprenticeHours: 0,
  ...use,
};
const building = {
  buildingId: id,
  name: hostile,
  address: hostile,
  matrikkel: null,
  areaId: null,
  source: null,
  propertyId: id,
  reference: hostile,
  buildingNumber: hostile,
  coordinates: { latitude: 59.9, longitude: 10.5 },
  floorAreaM2: 12.5,
  use: hostile,
};
const property = {
  propertyId: id,
  name: hostile,
  reference: hostile,
  matrikkelIds: [{ text: hostile, validFrom: '2020-01-01', validTo: null }],
};
const room = { roomId: id, buildingId: id, number: hostile, name: hostile, areaM2: 1, use: hostile };
const importResult = {
  dryRun: true,
  rows: 2,
  added: 1,
  changed: 0,
  unchanged: 0,
  badRows: 1,
  problems: [{ line: 2, column: hostile, code: 'missing', detail: hostile, value: hostile }],
  ignoredColumns: [hostile],
};
const job = {
  jobId: id,
  buildingId: id,
  roomId: id,
  title: hostile,
  description: hostile,
  buildingPart: '26',
  conditionGrade: 'TG3',
  consequenceGrade: null,
  urgency: 'high',
  urgencyByGrades: 'immediate',
  urgencyReason: hostile,
  planId: null,
  plannedFor: null,
  foundBy: { orderId: id, checklistId: id, item: 1 },
  status: 'registered',
  reason: hostile,
  location: hostile,
  source: 'public',
  duplicates: [],
  fileCount: 1,
  duplicateOf: null,
  deferredTo: null,
  orderId: id,
  registeredAt: at,
};
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
const plan = {
  planId: id,
  buildingId: id,
  title: hostile,
  description: hostile,
  buildingPart: '26',
  rrule: hostile,
  countsFrom: 'completion',
  startsOn: '2026-11-22',
  leadDays: 14,
  status: 'active',
  nextDueOn: '2026-12-01',
  waitsFor: null,
  jobsMade: 1,
  endedBecause: hostile,
};
const calendarFeed = {
  calendarFeedId: id,
  buildingId: id,
  organisationNumber: null,
  status: 'active',
  createdAt: at,
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
const jobFile = {
  fileId: id,
  jobId: 'id-2',
  name: hostile,
  mediaType: 'image/jpeg',
  bytes: 1000,
  sha256: hostile,
  hasPreview: true,
  addedAt: at,
};
const files = [jobFile, { ...jobFile, fileId: 'id-3', mediaType: 'application/pdf', hasPreview: false }];
const reporter = {
  ...{ jobId: 'id-2', title: hostile, reportedAt: at, erasedAt: null },
  ...{ name: hostile, email: hostile, phone: hostile },
};
const reportLink = {
  ...{ linkId: id, buildingId: id, label: hostile, url: `http://127.0.0.1/${hostile}`, madeAt: at },
  revokedAt: null,
};
const file = { bytes: Buffer.from('x'), mediaType: 'image/jpeg' };
const agreement = {
  frameworkAgreementId: id,
  status: 'signed',
  title: hostile,
  suppliers: [{ supplierId: id, organisationNumber: hostile, name: hostile, rank: 1 }],
  allocation: 'rank',
  ceilingOre: 1,
  validFrom: '2020-01-01',
  validTo: '2100-01-01',
};
const checklistTemplate = {
  ...{ templateId: id, edition: 2, title: hostile, buildingPart: '26', items: [hostile] },
};
const endpoint = {
  endpointId: id,
  organisationNumber: hostile,
  url: hostile,
  eventTypes: [hostile],
  filter: [
    { field: 'buildingId', oneOf: [hostile] },
    { field: 'dueOn', atLeast: '2026-12-01' },
  ],
  status: 'enabled',
  disabledReason: hostile,
  asymmetricSignature: true,
  maintenanceWindows: [{ kind: 'weekly', weekday: 1, from: '22:00', until: '02:00', holdsUrgent: false }],
  limits: { inFlightMax: 4, perSecondMax: null },
  createdAt: at,
};
const delivery = {
  ...{ deliveryId: id, endpointId: id, organisationNumber: hostile, eventId: id, eventType: hostile },
  ...{ orderId: null, callOffId: null, sequence: 1, status: 'failed', attempts: 2 },
  ...{ nextAttemptAt: at, createdAt: at, deliveredAt: null },
};
const check = { check: 'wrong_signature', sent: hostile, expected: hostile, passed: false, finding: hostile };
const selfTest = {
  ...{ selfTestId: id, endpointId: id, status: 'finished', startedAt: at, finishedAt: at, passed: false },
  checks: [{ ...check, requests: [{ at, statusCode: 200, durationMs: 3, error: hostile }] }],
};
const ruleRow = {
  ...{ ruleId: hostile, key: hostile, title: hostile, value: hostile, unit: 'text', note: hostile },
  ...{ validFrom: '2024-01-01', validTo: '2024-12-31', source: hostile, status: 'unconfirmed' },
  ...{ registeredAt: at, registeredBy: hostile, standing: 'disputed' },
};
const threshold = { name: 'eea', fromOre: 230_000_000, rule: ruleRow };
const advice = {
  ...{ estimatedValueOre: 100, kind: 'works', on: '2026-01-01', part: 'part_two', thresholds: [threshold] },
  procedures: (['rule', 'no_rule', 'other_kind'] as const).map((why) => ({
    ...{ procedure: 'open', standing: 'on_conditions', why, condition: hostile, rules: [ruleRow] },
    ...{ isUnconfirmed: true, deadlines: [{ window: 'bids', earliest: '2026-02-02', rules: [ruleRow] }] },
  })),
  changes: (['from', 'below'] as const).map((side) => ({
    ...{ side, threshold, part: 'part_three' },
    procedures: [{ procedure: 'open', now: 'allowed', beyond: 'not_allowed' }],
  })),
  notes: (
    ['no_rule', 'newer_amount_unconfirmed', 'proposal', 'sources_disagree', 'own_threshold'] as const
  ).map((about) => ({
    ...{ about, key: hostile, inUse: ruleRow, rules: [ruleRow] },
  })),
  clauses: [{ clause: 'apprentices', standing: 'to_be_assessed', rules: [ruleRow] }],
  splitting: {
    ...{
      unit: hostile,
      cpvGroup: hostile,
      since: '2025-01-01',
      hasMore: true,
      sumOre: 300,
      passed: [threshold],
    },
    others: [
      {
        ...{ procurementId: id, title: hostile, procedure: 'direct', status: 'draft', createdAt: at },
        estimatedValueOre: 200,
      },
    ],
  },
};
const one = (body: unknown) => async () => ({ status: 200, etag: '"7"', body });
const list = (item: unknown) => one({ items: [item], next: hostile });

/** Answers as the services give them, but with markup wherever a service lets people write. */
const services = (status: string) =>
  ({
    projects: {
      getPortfolio: one({
        asOf: at,
        total: amounts,
        frames: [frame, { ...frame, standing: 'proposed' }],
        byPart: [rollUp],
        byPoint: [rollUp],
        byCategory: [],
        byArea: [],
      }),
      listMeasures: list(measure),
      listFrames: list(frame),
      getMeasure: one({ ...measure, procurements: measureProcurements }),
      getFrame: one(frame),
    },
    procurement: {
      listFrameworkAgreements: list(agreement),
      listRules: one({ items: [ruleRow], next: null }),
      adviseProcedures: one(advice),
      listNotices: list(notice),
      getNotice: one(notice),
      getOwnSupplier: one(ownSupplier),
      getAwardLetter: one({ bytes: Buffer.from('%PDF'), mediaType: 'application/pdf', name: hostile }),
      getInterests: one(interests),
      getAlertsByKey: one({ name: hostile, alerts: status === 'offered' }),
      ...evaluationAnswers(status),
      ...awardAnswers(status),
      ...caseAnswers(status),
      ...sealedBidAnswers,
      ...negotiationAnswers(status),
      ...dynamicPurchasingAnswers(status),
      ...designContestAnswers(status),
      namePeople: one({ items: [{ subject: 'another', name: hostile }] }),
      ...partnershipAnswers(status),
    },
    notifications: {
      listNews: list({
        ...{ newsId: id, position: 1, kind: 'order_held', at, orderId: id, organisationNumber: hostile },
        text: hostile,
      }),
      getNewsSubscription: one({ subscription: { email: hostile, kinds: [], at: hostile } }),
      listEndpoints: list(endpoint),
      getEndpoint: one(endpoint),
      createEndpoint: one({ ...endpoint, secret: hostile }),
      rotateSecret: one({ endpointId: id, secret: hostile, oldSecretUntil: at }),
      listDeliveries: list(delivery),
      getSelfTest: one(selfTest),
    },
    maintenance: {
      listBuildings: list(building),
      getBuilding: one(building),
      listProperties: list(property),
      getProperty: one(property),
      listRooms: list(room),
      getRoom: one(room),
      importProperties: one(importResult),
      exportProperties: one({ bytes: Buffer.from('a;b'), mediaType: 'text/csv', name: hostile }),
      listJobs: list(job),
      listSimilarJobs: list({ ...job, likeness: 1 }),
      getJob: one(job),
      listJobFiles: one({ items: files }),
      listReporters: one({ items: [reporter, { ...reporter, jobId: id, name: null }] }),
      getJobFile: one(file),
      getOfferFile: one(file),
      listReportLinks: one({
        items: [reportLink, { ...reportLink, linkId: 'id-2', revokedAt: at }],
      }),
      getReportPlace: one({ buildingName: hostile, address: hostile, label: hostile, keepDays: 90 }),
      getFaultReport: one({
        ...{ status: 'deferred', buildingName: hostile, reportedAt: at, photos: 1, deferredTo: 2027 },
      }),
      listOrders: list(orderLine),
      getBoard: one({
        columns: [
          { status: 'offered', count: 1000, isMore: true, items: [orderLine], next: hostile },
          { status: 'closed', count: 0, isMore: false, items: [], next: null },
        ],
      }),
      listChecklistTemplates: list(checklistTemplate),
      getChecklistTemplate: one(checklistTemplate),
      listPlans: list(plan),
      getPlan: one(plan),
      listCalendarFeeds: list(calendarFeed),
      createCalendarFeed: one({ ...calendarFeed, url: hostile }),
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
    },
  }) as unknown as Services;

/** Every field of every form, filled with markup. */
const sent = new Map(
  [
    ...[
      'buildingId',
      'title',
      'description',
      'buildingPart',
      'conditionGrade',
      'consequenceGrade',
      'urgency',
    ],
    ...['measureId', 'frameworkAgreementId', 'amount', 'dueOn', 'plannedPersonHours', 'urgent', 'reason'],
    ...['location', 'duplicateOf', 'what', 'where', 'name', 'email', 'phone', 'label'],
    ...['proposedStart', 'answer', 'personHours', 'apprenticeHours', 'invoiceNumber', '_key', '_version'],
    ...['about', 'form', 'defects', 'retained', 'startsOn', 'endsOn', 'shaPlanRead', 'hmsCardsCarried'],
    ...['confirmedBy', 'text', 'day', 'worker', 'workerName', 'hours', 'isApprentice', 'item', 'result'],
    ...['remark', 'kind', 'reference'],
    ...['callOffId', 'price', 'url', 'asymmetric', 'since'],
    ...['changeId', 'what', 'why', 'added'],
    ...['smallOrMedium', 'email', 'cpv', 'areas', 'goods', 'services', 'works'],
    ...['number', 'use', 'address', 'matrikkel', 'matrikkelIds', 'buildingNumber', 'propertyId', 'roomId'],
    ...['constructionWork', 'documentationRequired', 'documentationBlocksSettlement', 'respondWithinSeconds'],
    ...['items', 'templateId', 'organisationNumber', 'supplierId', 'contactEmail'],
    ...['amountFrom', 'amountTo', 'hoursFrom', 'hoursTo', 'dueFrom', 'dueTo', 'buildingIds', 'agreementIds'],
    ...['floorAreaM2', 'areaM2', 'latitude', 'longitude', 'vis', 'urgencyReason'],
    ...['key', 'value', 'validFrom', 'validTo', 'source', 'note'],
  ].map((name) => [name, hostile]),
);

const person = {
  subject: hostile,
  name: hostile,
  roles: [hostile, 'property.officer', 'property.approver', 'procurement.officer', 'admin'],
  organisationNumber: null,
};

async function show(route: Route, status: string): Promise<string | undefined> {
  const isPost = route.method === 'post';
  const visit = {
    api: services(status),
    address: `/x?${hostile}`,
    client: '127.0.0.1',
    publicUrl: 'http://127.0.0.1',
    params: {
      linkId: id,
      templateId: id,
      propertyId: id,
      roomId: id,
      fileId: id,
      receipt: hostile,
      buildingId: id,
      jobId: id,
      orderId: id,
      measureId: id,
      callOffId: 'id-1.1',
      contractId: id,
      endpointId: id,
      planId: id,
      bidId: id,
      documentId: id,
      supplierId: id,
      token: hostile,
      procurementId: id,
      stopKey: hostile,
    },
    query: new Map([
      ['jobId', id],
      ['status', hostile],
      ['utfort', hostile],
      ['per', hostile],
      ['sok', hostile],
      ['verdi', '900 000'],
      ['art', 'works'],
      ['dato', '2026-01-01'],
      ['enhet', hostile],
      ['prosedyre', hostile],
      ...simulatedQuery,
    ]),
    form: isPost
      ? new Map([...sent, ['jobId', id], ['kind', 'register'], ['step', 'try']])
      : new Map<string, string>(),
    files: new Map([
      ['file', [{ bytes: Buffer.from('a;b'), name: hostile, mediaType: hostile, isTooLarge: false }]],
    ]),
    now: new Date(at),
    csrf: 'csrf',
    person,
  };
  try {
    const reply = await route.handle(visit);
    return 'body' in reply ? whole(reply) : undefined;
  } catch (error) {
    // The call that a form asks for isn't there: this test is about what is shown.
    if (error instanceof TypeError && isPost) return undefined;
    throw error;
  }
}

const whole = (page: Page) => String(document(page));
function document(page: Page): Html {
  const assets = { style: '/a.css', script: '/a.js', sealing: '/b.js', icon: '/a.svg' };
  return layout(page, { assets, viewer: { person, csrf: 'csrf' } });
}

/** What a browser would make of the page: its tags, with their attributes. */
const tagsOf = (markup: string) => markup.match(/<[a-z!][^<>]*>/gi) ?? [];

function expectHarmless(markup: string): void {
  expect(markup).not.toContain('<script src=//');
  expect(markup).not.toMatch(/<img(?! src="\/)/);
  expect(markup.match(/<script/g)).toHaveLength(1);
  for (const tag of tagsOf(markup)) {
    // Values stand in double quotes, and without them there is nothing left that could run.
    const bare = tag.replaceAll(/="[^"]*"/g, '');
    expect(bare).not.toMatch(/["'`]|\son\w+/i);
    expect(tag).not.toMatch(/(?:href|action|src)="(?!\/|#|http:\/\/127\.0\.0\.1)/);
  }
}

/** A file is sent as it is, and is no page. */
const isFile = ({ path }: Route) =>
  path === '/eiendom/eksport' ||
  /\/filer\/:|\/protokoll\/(?:html|pdf)$|\/qr\.|\/kvittering$|^\/tildelingsbrev\//.test(path);
const shown = routes.filter((route) => route.path !== '/' && !isFile(route));
const statuses = ['held', 'offered', 'placed', 'in_execution', 'rework', 'delivered', 'accepted', 'settled'];

test.each(shown.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s shows whatever people wrote as text',
  async (_name, route) => {
    for (const status of statuses) {
      const markup = await show(route, status);
      if (markup !== undefined) expectHarmless(markup);
      if (route.method === 'get') expect(markup).toContain('&lt;script src=//evil.example&gt;');
    }
  },
);

test('a form that is kept while a service is down is kept as text', () => {
  const visit: Pick<Visit, 'address' | 'form' | 'files'> = {
    files: new Map(),
    address: `/x?${hostile}`,
    form: new Map([[hostile, hostile]]),
  };
  expectHarmless(whole(unavailablePage(visit)));
});

test('no page says which page it is by anything but one main heading, and its headings are in order', async () => {
  for (const route of [...shown, ...answerLinkRoutes]) {
    for (const status of statuses) {
      const markup = await show(route, status);
      const levels = [...(markup ?? '').matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level));
      if (markup === undefined) continue;
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      levels.reduce((before, level) => {
        expect(level).toBeLessThanOrEqual(before + 1);
        return level;
      });
    }
  }
});

test('every field has a label, and every form carries the CSRF token and an idempotency key', async () => {
  for (const route of shown) {
    for (const status of statuses) {
      const markup = (await show(route, status)) ?? '';
      const ids = [
        ...markup.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\sid="([^"]*)"/g),
      ];
      for (const [, fieldId] of ids) expect(markup).toContain(`<label for="${fieldId}">`);
      for (const [form] of markup.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)) {
        expect(form).toContain('name="_csrf" value="csrf"');
        if (!form.includes('logg-ut')) expect(form).toMatch(/name="_key" value="[\da-f-]{36}"/);
      }
      expect(new Set(ids.map(([, fieldId]) => fieldId)).size).toBe(ids.length);
    }
  }
});
