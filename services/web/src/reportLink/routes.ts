import type { File } from '@tiltak/contracts';
import * as z from 'zod';
import { missingPage } from '../errorPages.ts';
import { attempted, type FormErrors, optionalText, readForm, requiredText } from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { linksAddress, linksPage, posterPage } from './linksPage.ts';
import { qrPng, qrSvg } from './qr.ts';

const newLink = z.object({
  label: optionalText.refine((value) => (value?.length ?? 0) <= 200, 'Skriv høyst 200 tegn.'),
});
const revocation = z.object({ reason: requiredText('Skriv hvorfor lenken trekkes tilbake.') });

async function read({ api, params }: SignedInVisit) {
  const given = { params: { buildingId: params.buildingId! } };
  const [{ body: building }, { body: links }] = await Promise.all([
    api.maintenance.getBuilding(given),
    api.maintenance.listReportLinks(given),
  ]);
  return { building, links: links.items };
}

async function showLinks(visit: SignedInVisit, filled: Filled = blank('')): Promise<Page> {
  return linksPage(visit, { ...(await read(visit)), filled });
}

/** Of a link that is valid: nobody hangs up one that isn't. */
async function ofValidLink(
  visit: SignedInVisit,
  make: (found: Parameters<typeof posterPage>[0]) => Promise<File> | Page,
): Promise<Reply> {
  const { building, links } = await read(visit);
  const link = links.find(({ linkId, revokedAt }) => linkId === visit.params.linkId && revokedAt === null);
  if (!link) return missingPage();
  const made = await make({ building, link });
  return 'bytes' in made ? { file: made } : made;
}

async function makeLink(visit: SignedInVisit): Promise<Reply> {
  const buildingId = visit.params.buildingId!;
  const refused = (errors: FormErrors) => showLinks(visit, { form: 'lag', entered: visit.form, errors });
  const entered = readForm(newLink, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const made = await attempted(() =>
    visit.api.maintenance.makeReportLink(
      { params: { buildingId }, body: entered.value },
      callOptions(visit.form),
    ),
  );
  return made.ok ? { redirect: `${linksAddress(buildingId)}?utfort=laget` } : refused(made.errors);
}

async function revokeLink(visit: SignedInVisit): Promise<Reply> {
  const [buildingId, linkId] = [visit.params.buildingId!, visit.params.linkId!];
  const refused = (errors: FormErrors) =>
    showLinks(visit, { form: `trekk-${linkId}`, entered: visit.form, errors });
  const entered = readForm(revocation, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const revoked = await attempted(() =>
    visit.api.maintenance.revokeReportLink(
      { params: { buildingId, linkId }, body: entered.value },
      callOptions(visit.form),
    ),
  );
  return revoked.ok ? { redirect: `${linksAddress(buildingId)}?utfort=trukket` } : refused(revoked.errors);
}

const base = '/bygninger/:buildingId/meldelenker';
export const reportLinkRoutes: readonly Route[] = [
  page(base, (visit) => showLinks(visit)),
  receiver(base, makeLink),
  receiver(`${base}/:linkId/trekk`, revokeLink),
  page(`${base}/:linkId/plakat`, (visit) => ofValidLink(visit, posterPage)),
  page(`${base}/:linkId/qr.svg`, (visit) => ofValidLink(visit, ({ link }) => qrSvg(link.url))),
  page(`${base}/:linkId/qr.png`, (visit) => ofValidLink(visit, ({ link }) => qrPng(link.url))),
];
