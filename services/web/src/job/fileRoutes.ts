import * as z from 'zod';
import { attempted, type FormErrors, readForm, requiredText } from '../form.ts';
import { callOptions, type Filled } from '../html/form.ts';
import { page, type Reply, type Route, receiver, type SignedInVisit } from '../visit.ts';
import { addFiles, filesIn, jobUpload } from './photos.ts';

type ShowJob = (visit: SignedInVisit, filled: Filled) => Promise<Reply>;
const removal = z.object({ reason: requiredText('Skriv hvorfor filen fjernes.') });

/** The routes of a job's files; `showJob` is the page that their forms stand on. */
export function fileRoutes(showJob: ShowJob): readonly Route[] {
  async function showFile({ api, params, query }: SignedInVisit): Promise<Reply> {
    const { body: file } = await api.maintenance.getJobFile({
      params: { jobId: params.jobId!, fileId: params.fileId! },
      query: { size: query.get('size') === 'preview' ? 'preview' : 'full' },
    });
    return { file };
  }

  async function receiveFiles(visit: SignedInVisit): Promise<Reply> {
    const jobId = visit.params.jobId!;
    const files = filesIn(visit.files);
    const refused = (errors: FormErrors) => showJob(visit, { form: 'filer', entered: visit.form, errors });
    if (files.length === 0)
      return refused({ fields: { file: 'Velg et bilde eller en PDF først.' }, general: [] });
    const key = callOptions(visit.form).idempotencyKey;
    const errors = await addFiles(visit.api.maintenance, { jobId, files, key });
    if (errors.fields.file) return refused(errors);
    return { redirect: `/arbeid/${encodeURIComponent(jobId)}?utfort=filer` };
  }

  async function removeFile(visit: SignedInVisit): Promise<Reply> {
    const [jobId, fileId] = [visit.params.jobId!, visit.params.fileId!];
    const refused = (errors: FormErrors) =>
      showJob(visit, { form: `fjern-${fileId}`, entered: visit.form, errors });
    const entered = readForm(removal, visit.form);
    if (!entered.ok) return refused(entered.errors);
    const removed = await attempted(() =>
      visit.api.maintenance.removeJobFile(
        { params: { jobId, fileId }, body: entered.value },
        callOptions(visit.form),
      ),
    );
    if (!removed.ok) return refused(removed.errors);
    return { redirect: `/arbeid/${encodeURIComponent(jobId)}?utfort=fjernet` };
  }

  return [
    page('/arbeid/:jobId/filer/:fileId', showFile),
    // The same for a contractor, whom maintenance shows the files of its own offers.
    page('/oppdrag/filer/:jobId/:fileId', showFile),
    receiver('/arbeid/:jobId/filer', receiveFiles, jobUpload),
    receiver('/arbeid/:jobId/filer/:fileId/fjern', removeFile),
  ];
}
