import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import type { OrderCall } from '../action.ts';
import { noTemplates, templateChoice } from '../checklist/templateChoice.ts';
import type { FormErrors } from '../form.ts';
import * as f from '../form.ts';
import { dateIn } from '../format/time.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { measureChoice } from '../portfolio/measureChoice.ts';
import { buildingChoice } from '../register/buildingChoice.ts';
import { sentForm } from '../sentForm.ts';
import { all, ifAnswered, pageLimit } from '../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import type { Order } from './actionForm.ts';
import { orderActions } from './actions.ts';
import { agreementChoice, agreementQuery } from './agreementChoice.ts';
import { boardPage, type FilterChoices } from './boardPage.ts';
import { orderListPage } from './listPage.ts';
import { newOrderPage } from './newOrderPage.ts';
import { orderPage } from './orderPage.ts';
import { type Proof, takesChecklists } from './proof.ts';
import { searchOf } from './search.ts';
import { seen, versionToName } from './seen.ts';

const listLimit = 50;

/** The most hours to answer in that the service takes: thirty days. */
const answerHoursMax = 720;
/** Hours to answer in, as seconds. */
const answerTime = f.hours
  .refine(
    (hours) => hours > 0 && hours <= answerHoursMax,
    `Skriv mer enn 0 og høyst ${answerHoursMax} timer.`,
  )
  .transform((hours) => Math.round(hours * 3600));
const newOrder = z.object({
  jobId: f.requiredLine('Velg hvilket arbeid bestillingen gjelder.'),
  measureId: f.requiredLine('Velg hvilket tiltak som skal belastes.'),
  frameworkAgreementId: f.requiredLine('Velg hvilken rammeavtale avropet gjøres på.'),
  amount: f.amount,
  dueOn: f.day,
  plannedPersonHours: f.optional(f.hours),
  description: f.optionalText,
  urgent: f.checkbox,
  constructionWork: f.checkbox,
  documentationRequired: f.lines(30),
  documentationBlocksSettlement: f.checkbox,
  respondWithinSeconds: f.optional(answerTime),
});

/** Orders that each column of the board shows. */
const columnLimit = 8;

async function showBoard({ api, query }: SignedInVisit): Promise<Page> {
  const { buildingId, measureId } = searchOf(query);
  const [{ body: board }, choices] = await Promise.all([
    api.maintenance.getBoard({ query: { buildingId, measureId, limit: columnLimit } }),
    choicesOf(api, { buildingId, measureId }),
  ]);
  return boardPage({ board, filter: { bygning: buildingId ?? '', tiltak: measureId ?? '' }, ...choices });
}

async function showOrders({ api, query }: SignedInVisit): Promise<Page> {
  const [{ body: orders }, choices] = await Promise.all([
    api.maintenance.listOrders({
      query: { ...searchOf(query), cursor: query.get('cursor'), limit: listLimit },
    }),
    choicesOf(api, searchOf(query)),
  ]);
  return orderListPage({ orders, query, ...choices });
}

/** What orders can be narrowed to; without measures while the portfolio can't be asked. */
async function choicesOf(
  api: SignedInVisit['api'],
  chosen: { readonly buildingId?: string | undefined; readonly measureId?: string | undefined },
): Promise<FilterChoices> {
  const [buildings, measures] = await Promise.all([
    buildingChoice(api, { chosenId: chosen.buildingId }),
    ifAnswered(() => measureChoice(api, { chosenId: chosen.measureId })),
  ]);
  return {
    buildings: buildings.items.map(({ buildingId, name }) => ({ value: buildingId, text: name })),
    hasAllBuildings: buildings.isWhole,
    measures: (measures?.items ?? []).map(({ measureId, name }) => ({ value: measureId, text: name })),
    hasAllMeasures: measures?.isWhole ?? true,
  };
}

async function showNewOrder(
  visit: SignedInVisit,
  jobId = visit.query.get('jobId') ?? '',
  filled: Filled = blank('bestilling'),
): Promise<Reply> {
  if (jobId === '') return { redirect: '/arbeid' };
  const { maintenance, projects } = visit.api;
  const [job, measures, frames, agreements] = await Promise.all([
    maintenance.getJob({ params: { jobId } }),
    measureChoice(visit.api, {
      chosenId: filled.entered.get('measureId'),
      sought: visit.query.get('sok'),
    }),
    all((cursor) => projects.listFrames({ query: { cursor, limit: pageLimit } })),
    agreementChoice(visit.api, dateIn(visit.now), {
      chosenId: filled.entered.get('frameworkAgreementId'),
      sought: visit.query.get(agreementQuery),
    }),
  ]);
  const { buildingId } = job.body;
  const building = await maintenance.getBuilding({ params: { buildingId } });
  return newOrderPage(visit, {
    job: job.body,
    building: building.body,
    measures,
    frames,
    agreements,
    filled,
  });
}

async function createOrder(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: FormErrors) =>
    showNewOrder(visit, visit.form.get('jobId'), { form: 'bestilling', entered: visit.form, errors });
  const entered = f.readForm(newOrder, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const { amount, jobId, ...fields } = entered.value;
  const created = await f.attempted(() =>
    visit.api.maintenance.createOrder(
      { body: { ...fields, jobIds: [jobId], amountOre: amount } },
      callOptions(visit.form),
    ),
  );
  if (!created.ok) return refused(created.errors);
  return { redirect: `/bestillinger/${encodeURIComponent(created.value.body.orderId)}?utfort=sendt` };
}

async function showOrder(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { maintenance, projects } = visit.api;
  const { body: order, etag } = await maintenance.getOrder({ params: { orderId: visit.params.orderId! } });
  const [proof, measure, ...jobs] = await Promise.all([
    proofOf(visit, order),
    ifAnswered(() => projects.getMeasure({ params: { measureId: order.measureId } })),
    ...order.jobIds.map((jobId) => maintenance.getJob({ params: { jobId } })),
  ]);
  return orderPage(visit, {
    order,
    version: seen(order, etag),
    measure: measure?.body,
    jobs: jobs.map(({ body }) => body),
    proof,
    filled,
  });
}

/** Before a contractor is bound there is nothing to check or to document. */
const unbound: readonly Order['status'][] = ['draft', 'submitted', 'funded', 'held', 'offered'];

async function proofOf({ api, form, query }: SignedInVisit, { orderId, status }: Order): Promise<Proof> {
  if (unbound.includes(status)) return { checklists: [], templates: noTemplates, documentation: undefined };
  const { maintenance } = api;
  const params = { orderId };
  const [{ body: checklists }, { body: documentation }, templates] = await Promise.all([
    maintenance.listChecklists({ params }),
    maintenance.getDocumentation({ params }),
    takesChecklists(status)
      ? templateChoice(api, { chosenId: form.get('templateId'), sought: query.get('sok') })
      : noTemplates,
  ]);
  return { checklists: checklists.items, documentation, templates };
}

/** How often a receipt may come between looking at an order and acting on it. */
const maxAttempts = 3;

/** One receiver for each action on an order: read its form, call, and go back to the order. */
const actionRoutes = Object.entries(orderActions).map(([name, action]) =>
  receiver(`/bestillinger/:orderId/${name}`, async (visit) => {
    const orderId = visit.params.orderId!;
    const refused = (errors: FormErrors) =>
      showOrder(visit, { form: sentForm(visit.form, name), entered: visit.form, errors });
    const entered = action.read(visit.form);
    if (!entered.ok) return refused(entered.errors);
    const done = await f.attempted(() => act(visit, orderId, entered.value));
    if (!done.ok) return refused(done.errors);
    return { redirect: `/bestillinger/${encodeURIComponent(orderId)}?utfort=${name}` };
  }),
);

/** Calls with the version that holds what the person saw; throws `stale_version` if the order is another by now. */
async function act(visit: SignedInVisit, orderId: string, call: OrderCall, attempt = 1): Promise<void> {
  const { maintenance } = visit.api;
  const { idempotencyKey, ifMatch: shown } = callOptions(visit.form);
  const { body: order, etag: version } = await maintenance.getOrder({ params: { orderId } });
  const ifMatch = shown === undefined ? undefined : versionToName(shown, { order, version });
  try {
    await call(maintenance, orderId, {
      ...(idempotencyKey && { idempotencyKey }),
      ...(ifMatch && { ifMatch }),
    });
  } catch (error) {
    const isStale = error instanceof ProblemError && error.problem.code === 'stale_version';
    if (!isStale || ifMatch !== version || attempt === maxAttempts) throw error;
    await act(visit, orderId, call, attempt + 1);
  }
}

export const orderRoutes: readonly Route[] = [
  page('/bestillinger', showBoard),
  page('/bestillinger/liste', showOrders),
  page('/bestillinger/ny', (visit) => showNewOrder(visit)),
  receiver('/bestillinger/ny', createOrder),
  page('/bestillinger/:orderId', (visit) => showOrder(visit)),
  ...actionRoutes,
];
