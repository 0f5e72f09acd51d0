import { ProblemError } from '@tiltak/http/client';
import type { Html } from '../src/html/html.ts';
import { layout } from '../src/html/layout.ts';
import type { Services } from '../src/services.ts';
import type { Page, Route } from '../src/visit.ts';
import { at, hostile, id, list, one } from './answers.ts';
import { awardAnswers } from './awardAnswers.ts';
import { caseAnswers } from './caseAnswers.ts';
import { designContestAnswers } from './designContestAnswers.ts';
import { dynamicPurchasingAnswers } from './dynamicPurchasingAnswers.ts';
import { evaluationAnswers, simulatedQuery } from './evaluationAnswers.ts';
import { jobAnswers } from './jobAnswers.ts';
import { negotiationAnswers } from './negotiationAnswers.ts';
import { noticeAnswers } from './noticeAnswers.ts';
import { notificationAnswers } from './notificationAnswers.ts';
import { orderAnswers } from './orderAnswers.ts';
import { partnershipAnswers } from './partnershipAnswers.ts';
import { planAnswers } from './planAnswers.ts';
import { portfolioAnswers } from './portfolioAnswers.ts';
import { registerAnswers } from './registerAnswers.ts';
import { ruleAnswers } from './ruleAnswers.ts';
import { sealedBidAnswers } from './sealedBidAnswers.ts';

/** The order's statuses; cases, contests and the like are in other stages of theirs for each. */
export const statuses = [
  ...['held', 'offered', 'placed', 'in_execution', 'rework', 'delivered', 'accepted', 'settled'],
] as const;

/** Answers as the services give them, but with markup wherever a service lets people write. */
const services = (status: string) => ({
  projects: portfolioAnswers,
  procurement: {
    listFrameworkAgreements: list(agreement),
    ...ruleAnswers,
    ...noticeAnswers(status),
    getAwardLetter: one({ bytes: Buffer.from('%PDF'), mediaType: 'application/pdf', name: hostile }),
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
  notifications: notificationAnswers,
  maintenance: { ...registerAnswers, ...jobAnswers, ...planAnswers, ...orderAnswers(status) },
});

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

/** To whatever a form asks for, the service says no, with words that somebody may have written. */
const refusing = (answers: object): object =>
  new Proxy(answers, { get: (known, name) => Reflect.get(known, name) ?? refuse });

async function refuse(): Promise<never> {
  const problem = { type: 'x', title: hostile, status: 422, code: 'x', detail: hostile, errors: [] };
  throw new ProblemError(422, problem);
}

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

export const person = {
  subject: hostile,
  name: hostile,
  roles: [hostile, 'property.officer', 'property.approver', 'procurement.officer', 'admin'],
  organisationNumber: null,
};

/** Every id that an address can have. */
const params = {
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
};

const query = new Map([
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
]);

const rendered = new Map<string, Promise<string | undefined>>();

/** What a route shows in a stage, with the frame around it; undefined where it leads elsewhere. Each is made once. */
export function shownBy(route: Route, status: string): Promise<string | undefined> {
  const key = `${route.method} ${route.path} ${status}`;
  const markup = rendered.get(key) ?? render(route, status);
  rendered.set(key, markup);
  return markup;
}

async function render(route: Route, status: string): Promise<string | undefined> {
  const isPost = route.method === 'post';
  const answers = services(status);
  const refused = Object.fromEntries(
    Object.entries(answers).map(([service, its]) => [service, refusing(its)]),
  );
  const visit = {
    api: (isPost ? refused : answers) as unknown as Services,
    address: `/x?${hostile}`,
    client: '127.0.0.1',
    publicUrl: 'http://127.0.0.1',
    params,
    query,
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
    // Where a form has no page of its own the refusal is shown as any other error.
    if (error instanceof ProblemError && isPost) return undefined;
    throw error;
  }
}

/** A page with the frame around it. */
export const whole = (page: Page): string => String(document(page));

function document(page: Page): Html {
  const assets = { style: '/a.css', script: '/a.js', sealing: '/b.js', icon: '/a.svg' };
  return layout(page, { assets, viewer: { person, csrf: 'csrf' } });
}
