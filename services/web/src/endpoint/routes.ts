import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import * as f from '../form.ts';
import { moment } from '../format/time.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { isContractor } from '../html/layout.ts';
import { ifAnswered } from '../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { endpointPage } from './endpointPage.ts';
import { readSubscription } from './filter.ts';
import { endpointListPage, secretPage } from './listPage.ts';
import type { OwnFirm } from './mailSection.ts';
import { isOver, readLimits, readOnce, readWeekly } from './pace.ts';
import type { Endpoint } from './words.ts';

const listLimit = 25;
/** As many as the service takes. */
const windowsMax = 20;

const fresh = z.object({
  url: f.requiredLine('Skriv adressen, for eksempel https://ordre.firmaet.no/tiltak.'),
  asymmetric: f.checkbox,
});
const contact = z.object({
  supplierId: f.requiredLine('Firmaet er ikke registrert.'),
  contactEmail: f.optionalEmail,
});
const replay = z.object({ since: f.day });

async function showEndpoints(visit: SignedInVisit, filled: Filled = blank('nytt')): Promise<Page> {
  const [{ body: endpoints }, own] = await Promise.all([
    visit.api.notifications.listEndpoints({
      query: { cursor: visit.query.get('cursor'), limit: listLimit },
    }),
    ownFirm(visit),
  ]);
  return endpointListPage(visit, { endpoints, own, filled });
}

/** Null for those who act for no firm, and while procurement can't be asked. */
async function ownFirm({ api, person }: SignedInVisit): Promise<OwnFirm | undefined | null> {
  if (!isContractor(person)) return null;
  const asked = await ifAnswered(async () => ({
    firm: (await api.procurement.getOwnSupplier().catch(noneYet))?.body,
  }));
  return asked === undefined ? null : asked.firm;
}

async function changeEmail(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showEndpoints(visit, { form: 'e-post', entered: visit.form, errors });
  const read = f.readForm(contact, visit.form);
  if (!read.ok) return refused(read.errors);
  const { contactEmail, supplierId } = read.value;
  const changed = await f.attempted(() =>
    visit.api.procurement.changeSupplierContact(
      { params: { supplierId }, body: { contactEmail } },
      callOptions(visit.form),
    ),
  );
  return changed.ok ? { redirect: '/mottak?utfort=e-post' } : refused(changed.errors);
}

async function create(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showEndpoints(visit, { form: 'nytt', entered: visit.form, errors });
  const read = f.readForm(fresh, visit.form);
  if (!read.ok) return refused(read.errors);
  const { url, asymmetric } = read.value;
  const { createEndpoint } = visit.api.notifications;
  const created = await f.attempted(() =>
    createEndpoint(
      { body: { url, eventTypes: [], asymmetricSignature: asymmetric } },
      callOptions(visit.form),
    ),
  );
  // Shown at once and not after a redirect: a secret must not stand in an address.
  return created.ok ? secretPage(created.value.body) : refused(created.errors);
}

async function showEndpoint(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const endpointId = visit.params.endpointId!;
  const { notifications } = visit.api;
  const [endpoint, deliveries, selfTest] = await Promise.all([
    notifications.getEndpoint({ params: { endpointId } }),
    notifications.listDeliveries({
      query: { endpointId, cursor: visit.query.get('cursor'), limit: listLimit },
    }),
    notifications.getSelfTest({ params: { endpointId } }).catch(noneYet),
  ]);
  return endpointPage(visit, {
    endpoint: endpoint.body,
    version: endpoint.etag,
    deliveries: deliveries.body,
    selfTest: selfTest?.body,
    filled,
  });
}

function noneYet(error: unknown): undefined {
  if (!(error instanceof ProblemError && error.status === 404)) throw error;
}

/** A button of an endpoint's page: done, and back to the page. */
const button = (what: string, call: (visit: SignedInVisit) => Promise<unknown>) =>
  receiver(`/mottak/:endpointId/${what}`, async (visit) => {
    const done = await f.attempted(() => call(visit));
    return done.ok
      ? back(visit, what)
      : showEndpoint(visit, { form: what, entered: visit.form, errors: done.errors });
  });

const back = ({ params }: SignedInVisit, what: string): Reply => ({
  redirect: `/mottak/${encodeURIComponent(params.endpointId!)}?utfort=${what}`,
});

const paramsOf = ({ params }: SignedInVisit) => ({ params: { endpointId: params.endpointId! } });

async function rotate(visit: SignedInVisit): Promise<Reply> {
  const { notifications } = visit.api;
  const rotated = await f.attempted(() =>
    notifications.rotateSecret(paramsOf(visit), callOptions(visit.form)),
  );
  if (!rotated.ok)
    return showEndpoint(visit, { form: 'hemmelighet', entered: visit.form, errors: rotated.errors });
  const { endpointId, oldSecretUntil, secret } = rotated.value.body;
  const { url } = (await notifications.getEndpoint(paramsOf(visit))).body;
  return secretPage({ endpointId, url, secret, oldSecretUntil: moment(oldSecretUntil) });
}

async function sendAgain(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) =>
    showEndpoint(visit, { form: 'gjensending', entered: visit.form, errors });
  const read = f.readForm(replay, visit.form);
  if (!read.ok) return refused(read.errors);
  // The day's beginning in Norway in summer; in winter an hour too early, which does no harm.
  const since = `${read.value.since}T00:00:00+02:00`;
  const { replayDeliveries } = visit.api.notifications;
  const asked = await f.attempted(() =>
    replayDeliveries({ ...paramsOf(visit), body: { since } }, callOptions(visit.form)),
  );
  return asked.ok ? back(visit, 'gjensending') : refused(asked.errors);
}

type Changes = Partial<Pick<Endpoint, 'filter' | 'eventTypes' | 'limits' | 'maintenanceWindows'>>;
type ReadChanges = (
  visit: SignedInVisit,
) => Promise<
  { readonly ok: true; readonly value: Changes } | { readonly ok: false; readonly errors: f.FormErrors }
>;

/** A form of an endpoint's page that changes it, over the version that was seen. */
const changer = (what: string, read: ReadChanges) =>
  receiver(`/mottak/:endpointId/${what}`, async (visit) => {
    const refused = (errors: f.FormErrors) =>
      showEndpoint(visit, { form: what, entered: visit.form, errors });
    const asked = await read(visit);
    if (!asked.ok) return refused(asked.errors);
    const { changeEndpoint } = visit.api.notifications;
    const changed = await f.attempted(() =>
      changeEndpoint({ ...paramsOf(visit), body: asked.value }, callOptions(visit.form)),
    );
    return changed.ok ? back(visit, what) : refused(changed.errors);
  });

/** The windows with another one; those that are over are left out, so that they don't fill the list. */
const withWindow =
  (read: typeof readWeekly): ReadChanges =>
  async (visit) => {
    const window = read(visit.form);
    if (!window.ok) return window;
    const windows = (await windowsOf(visit)).filter((one) => !isOver(one, visit.now));
    if (windows.length >= windowsMax) {
      const general = [`Et mottak kan ha høyst ${windowsMax} stengetider. Fjern en av dem først.`];
      return { ok: false, errors: { fields: {}, general } };
    }
    return { ok: true, value: { maintenanceWindows: [...windows, window.value] } };
  };

const withoutWindow: ReadChanges = async (visit) => {
  const windows = await windowsOf(visit);
  const removed = Number(visit.form.get('at'));
  return { ok: true, value: { maintenanceWindows: windows.filter((_, at) => at !== removed) } };
};

const windowsOf = async (visit: SignedInVisit) =>
  (await visit.api.notifications.getEndpoint(paramsOf(visit))).body.maintenanceWindows;

export const endpointRoutes: readonly Route[] = [
  page('/mottak', (visit) => showEndpoints(visit)),
  receiver('/mottak', create),
  receiver('/mottak/e-post', changeEmail),
  page('/mottak/:endpointId', (visit) => showEndpoint(visit)),
  button('prove', (visit) => visit.api.notifications.sendTestEvent(paramsOf(visit), callOptions(visit.form))),
  button('selvtest', (visit) =>
    visit.api.notifications.startSelfTest(paramsOf(visit), callOptions(visit.form)),
  ),
  button('av', (visit) => visit.api.notifications.disableEndpoint(paramsOf(visit), callOptions(visit.form))),
  button('paa', (visit) => visit.api.notifications.enableEndpoint(paramsOf(visit), callOptions(visit.form))),
  receiver('/mottak/:endpointId/hemmelighet', rotate),
  receiver('/mottak/:endpointId/gjensending', sendAgain),
  changer('filter', async ({ form }) => readSubscription(form)),
  changer('ukentlig', withWindow(readWeekly)),
  changer('engang', withWindow(readOnce)),
  changer('fjern-stenging', withoutWindow),
  changer('tempo', async ({ form }) => {
    const read = readLimits(form);
    return read.ok ? { ok: true, value: { limits: read.value } } : read;
  }),
];
