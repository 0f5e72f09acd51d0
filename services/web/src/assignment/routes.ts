import { pricing, proposal } from '../change/contractorForms.ts';
import * as f from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { readAnswer } from '../offer/answerForms.ts';
import { isBound } from '../offer/outcome.ts';
import { sentForm } from '../sentForm.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { assignmentPage } from './assignmentPage.ts';
import { assignmentListPage } from './listPage.ts';
import { workActions } from './workActions.ts';
import type { Work } from './workForms.ts';

const listLimit = 50;

async function showAssignments({ api, now, query }: SignedInVisit): Promise<Page> {
  const { body } = await api.maintenance.listCallOffs({
    query: { cursor: query.get('cursor'), limit: listLimit },
  });
  return assignmentListPage({ offers: body, now });
}

async function showAssignment(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { body: offer } = await visit.api.maintenance.getCallOff({
    params: { callOffId: visit.params.callOffId! },
  });
  const work = isBound(offer) ? await readWork(visit, offer.orderId) : undefined;
  return assignmentPage(visit, { offer, filled, work });
}

async function readWork({ api }: SignedInVisit, orderId: string): Promise<Work> {
  const params = { orderId };
  const [siteWork, checklists, documentation] = await Promise.all([
    api.maintenance.getSiteWork({ params }),
    api.maintenance.listChecklists({ params }),
    api.maintenance.getDocumentation({ params }),
  ]);
  return { siteWork: siteWork.body, checklists: checklists.body.items, documentation: documentation.body };
}

async function answer(visit: SignedInVisit): Promise<Reply> {
  const callOffId = visit.params.callOffId!;
  const read = readAnswer(visit.form);
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: read.form, entered: visit.form, errors });
  if (!read.ok) return refused(read.errors);
  const { answerCallOff } = visit.api.maintenance;
  const answered = await f.attempted(() =>
    answerCallOff({ params: { callOffId }, body: read.value }, callOptions(visit.form)),
  );
  return answered.ok ? done(visit, 'svart') : refused(answered.errors);
}

/** One receiver for each thing that a contractor tells of its work. */
const workRoutes = Object.entries(workActions).map(([name, action]) =>
  receiver(`/oppdrag/:callOffId/${name}`, async (visit) => {
    const refused = (errors: f.FormErrors) =>
      showAssignment(visit, { form: sentForm(visit.form, name), entered: visit.form, errors });
    const entered = action.read(visit.form);
    if (!entered.ok) return refused(entered.errors);
    const orderId = await orderIdOf(visit);
    const told = await f.attempted(() =>
      entered.value(visit.api.maintenance, orderId, callOptions(visit.form)),
    );
    return told.ok ? done(visit, name) : refused(told.errors);
  }),
);

async function proposeChange(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: 'endring', entered: visit.form, errors });
  const read = f.readForm(proposal, visit.form);
  if (!read.ok) return refused(read.errors);
  const { added, ...body } = read.value;
  const orderId = await orderIdOf(visit);
  const { proposeChange } = visit.api.maintenance;
  const proposed = await f.attempted(() =>
    proposeChange({ params: { orderId }, body: { ...body, addedOre: added } }, callOptions(visit.form)),
  );
  return proposed.ok ? done(visit, 'endret') : refused(proposed.errors);
}

async function priceChange(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showAssignment(visit, { form: 'pris-endring', entered: visit.form, errors });
  const read = f.readForm(pricing, visit.form);
  if (!read.ok) return refused(read.errors);
  const { added, changeId, dueOn } = read.value;
  const orderId = await orderIdOf(visit);
  const { priceChange } = visit.api.maintenance;
  const priced = await f.attempted(() =>
    priceChange({ params: { orderId, changeId }, body: { addedOre: added, dueOn } }, callOptions(visit.form)),
  );
  return priced.ok ? done(visit, 'priset') : refused(priced.errors);
}

async function orderIdOf({ api, params }: SignedInVisit): Promise<string> {
  const { body } = await api.maintenance.getCallOff({ params: { callOffId: params.callOffId! } });
  return body.orderId;
}

const done = ({ params }: SignedInVisit, what: string): Reply => ({
  redirect: `/oppdrag/${encodeURIComponent(params.callOffId!)}?utfort=${what}`,
});

export const assignmentRoutes: readonly Route[] = [
  page('/oppdrag', showAssignments),
  page('/oppdrag/:callOffId', (visit) => showAssignment(visit)),
  receiver('/oppdrag/:callOffId/svar', answer),
  ...workRoutes,
  receiver('/oppdrag/:callOffId/endring', proposeChange),
  receiver('/oppdrag/:callOffId/pris-endring', priceChange),
];
