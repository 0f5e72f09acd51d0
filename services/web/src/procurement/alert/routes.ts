import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import * as f from '../../form.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import {
  type Page,
  page,
  type Reply,
  type Route,
  receiver,
  type SignedInVisit,
  type Visit,
} from '../../visit.ts';
import { perhaps } from '../stepRoutes.ts';
import { alertsPage } from './alertsPage.ts';
import { deadStopPage, stopPage } from './stopPage.ts';

const firm = z.object({
  name: f.requiredLine('Skriv firmaets navn.'),
  smallOrMedium: f.optionalChoice(['ja', 'nei']),
  email: f.optionalEmail,
});
const wanted = z.object({
  cpv: z
    .string()
    .transform((text) => text.split(/[\s,;]+/).filter((code) => code !== ''))
    .refine(
      (codes) => codes.length <= 50 && codes.every((code) => /^\d{2,8}$/.test(code)),
      'Skriv CPV-koder eller begynnelsen av dem, to til åtte sifre, med mellomrom eller komma mellom.',
    ),
  areas: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((area) => area.trim())
        .filter((area) => area !== ''),
    )
    .refine(
      (areas) => areas.length <= 50 && areas.every((area) => area.length <= 200),
      'Skriv områdene med komma mellom.',
    ),
  goods: f.checkbox,
  services: f.checkbox,
  works: f.checkbox,
});

async function showAlerts(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  const { procurement } = visit.api;
  const [own, interests] = await Promise.all([
    perhaps(procurement.getOwnSupplier()),
    perhaps(procurement.getInterests()),
  ]);
  return alertsPage(visit, { own: own?.body, interests: interests?.body, filled });
}

/** Does what a form asks for, and shows the form again where that was refused. */
async function done(visit: SignedInVisit, name: string, call: () => Promise<unknown>): Promise<Reply> {
  const outcome = await f.attempted(call);
  if (outcome.ok) return { redirect: `/varsler?utfort=${name}` };
  return showAlerts(visit, { form: name, entered: visit.form, errors: outcome.errors });
}

async function register(visit: SignedInVisit): Promise<Reply> {
  const read = f.readForm(firm, visit.form);
  if (!read.ok) return showAlerts(visit, { form: 'firma', entered: visit.form, errors: read.errors });
  const { name, email, smallOrMedium } = read.value;
  const body = {
    name,
    smallOrMedium: smallOrMedium === null ? null : smallOrMedium === 'ja',
    contactEmail: email,
  };
  return await done(visit, 'firma', () =>
    visit.api.procurement.registerOwnSupplier({ body }, callOptions(visit.form)),
  );
}

async function setInterests(visit: SignedInVisit): Promise<Reply> {
  const read = f.readForm(wanted, visit.form);
  if (!read.ok) return showAlerts(visit, { form: 'interesser', entered: visit.form, errors: read.errors });
  const { cpv, areas, ...kinds } = read.value;
  const body = {
    cpvPrefixes: cpv,
    areaIds: areas,
    kinds: (['goods', 'services', 'works'] as const).filter((kind) => kinds[kind]),
  };
  return await done(visit, 'interesser', () =>
    visit.api.procurement.setInterests({ body }, callOptions(visit.form)),
  );
}

const stop = (visit: SignedInVisit): Promise<Reply> =>
  done(visit, 'slutt', () => visit.api.procurement.removeInterests(callOptions(visit.form)));

/** The letter to the firm that is signed in, as a file. */
async function showAwardLetter({ api, params }: SignedInVisit): Promise<Reply> {
  const { body: own } = await api.procurement.getOwnSupplier();
  const { body: file } = await api.procurement.getAwardLetter({
    params: { procurementId: params.procurementId!, supplierId: own.supplierId },
    query: { format: 'pdf' },
  });
  return { file };
}

/** Looking changes nothing: mail scanners open every link. */
async function showStop(visit: Visit): Promise<Page> {
  const stopKey = visit.params.stopKey!;
  try {
    const { body } = await visit.api.procurement.getAlertsByKey({ params: { stopKey } });
    return stopPage(visit, body);
  } catch (error) {
    if (error instanceof ProblemError && [400, 404].includes(error.status)) return deadStopPage();
    throw error;
  }
}

async function stopByLink(visit: Visit): Promise<Reply> {
  const stopKey = visit.params.stopKey!;
  await visit.api.procurement.stopAlerts({ params: { stopKey } }, callOptions(visit.form));
  return { redirect: `/varsler/slutt/${encodeURIComponent(stopKey)}` };
}

export const alertRoutes: readonly Route[] = [
  page('/varsler', (visit) => showAlerts(visit)),
  page('/tildelingsbrev/:procurementId', showAwardLetter),
  receiver('/varsler/firma', register),
  receiver('/varsler/interesser', setInterests),
  receiver('/varsler/avslutt', stop),
  { method: 'get', path: '/varsler/slutt/:stopKey', access: 'anyone', handle: showStop },
  { method: 'post', path: '/varsler/slutt/:stopKey', access: 'anyone', handle: stopByLink },
];
