import { ProblemError } from '@tiltak/http/client';
import * as z from 'zod';
import { attempted, type FormErrors, optionalText, readForm } from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { filesIn, tooLargeText } from '../job/photos.ts';
import { ifAnswered } from '../services.ts';
import type { UploadLimits } from '../upload/multipart.ts';
import type { Page, Reply, Route, Visit } from '../visit.ts';
import { createAttempts } from './attempts.ts';
import { receiptPage } from './receiptPage.ts';
import { deadReportLinkPage, reportPage, trapField } from './reportPage.ts';

const upload: UploadLimits = { filesMax: 3, bytesMax: 15 * 1024 * 1024 };

const optionalLine = (max: number) =>
  optionalText.refine((value) => (value?.length ?? 0) <= max, `Skriv høyst ${max} tegn.`);
const report = z.object({
  what: z.string().trim().min(3, 'Skriv hva som er galt.').max(1000, 'Skriv høyst 1000 tegn.'),
  where: optionalLine(200),
  name: optionalLine(200),
  email: optionalLine(200).refine(
    (value) => value === null || z.email().safeParse(value).success,
    'Skriv en e-postadresse, for eksempel navn@eksempel.no.',
  ),
  phone: optionalLine(30).refine(
    (value) => value === null || /^\+?[\d ()-]{5,30}$/.test(value),
    'Skriv et telefonnummer med sifre.',
  ),
});

async function showReport(visit: Visit, filled: Filled = blank('melding')): Promise<Page> {
  const token = visit.params.token!;
  try {
    const { body: place } = await visit.api.maintenance.getReportPlace({ params: { token } });
    return reportPage(visit, { place, filled, action: `/meld/${encodeURIComponent(token)}` });
  } catch (error) {
    if (error instanceof ProblemError && [400, 404, 410].includes(error.status))
      return deadReportLinkPage(error.problem.code);
    throw error;
  }
}

/** Registers the report first, so that no photo can keep it from arriving. */
async function receiveReport(visit: Visit, mayCome: ReturnType<typeof createAttempts>): Promise<Reply> {
  const refused = (errors: FormErrors) => showReport(visit, { form: 'melding', entered: visit.form, errors });
  if (visit.form.get(trapField))
    return refused({
      fields: {},
      general: ['Ett felt skal stå tomt, men var fylt ut. Send meldingen på nytt.'],
    });
  const entered = readForm(report, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const files = filesIn(visit.files);
  const tooLarge = files.find(({ isTooLarge }) => isTooLarge);
  if (tooLarge) return refused({ fields: { file: tooLargeText(tooLarge.name) }, general: [] });
  if (!mayCome(visit.client, visit.now))
    return refused({
      fields: {},
      general: ['Det er kommet mange meldinger herfra den siste timen. Prøv igjen senere.'],
    });
  const { maintenance } = visit.api;
  const { idempotencyKey } = callOptions(visit.form);
  const registered = await attempted(() =>
    maintenance.reportFault(
      { params: { token: visit.params.token! }, body: entered.value },
      idempotencyKey === undefined ? {} : { idempotencyKey },
    ),
  );
  if (!registered.ok) return refused(registered.errors);
  const { receipt } = registered.value.body;
  let refusedPhotos = false;
  for (const [index, { bytes }] of files.entries()) {
    const added = await ifAnswered(() =>
      attempted(() =>
        maintenance.addReportPhoto(
          { params: { receipt }, upload: { bytes, mediaType: 'application/octet-stream' } },
          idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}-${index}` },
        ),
      ),
    );
    refusedPhotos ||= !added?.ok;
  }
  return { redirect: `/meldt/${encodeURIComponent(receipt)}?ny=ja${refusedPhotos ? '&bilder=avvist' : ''}` };
}

async function showReceipt({ api, params, publicUrl, query }: Visit): Promise<Page> {
  const receipt = params.receipt!;
  const { body } = await api.maintenance.getFaultReport({ params: { receipt } });
  return receiptPage(body, {
    url: `${publicUrl}/meldt/${encodeURIComponent(receipt)}`,
    isNew: query.get('ny') === 'ja',
    refusedPhotos: query.get('bilder') === 'avvist',
  });
}

const mayCome = createAttempts();

/** The pages of the public: no sign-in, and no session. */
export const faultReportRoutes: readonly Route[] = [
  { method: 'get', path: '/meld/:token', access: 'anyone', handle: (visit) => showReport(visit) },
  {
    method: 'post',
    path: '/meld/:token',
    access: 'anyone',
    upload,
    handle: (visit) => receiveReport(visit, mayCome),
  },
  { method: 'get', path: '/meldt/:receipt', access: 'anyone', handle: showReceipt },
];
