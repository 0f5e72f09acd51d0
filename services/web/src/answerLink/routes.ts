import { ProblemError } from '@tiltak/http/client';
import { attempted, type FormErrors } from '../form.ts';
import { blank, callOptions, type Filled } from '../html/form.ts';
import { readAnswer } from '../offer/answerForms.ts';
import type { Page, Reply, Route, Visit } from '../visit.ts';
import { deadLinkPage, offerPage } from './offerPage.ts';

/** The page behind a link in an offer. Looking changes nothing: mail scanners open every link. */
async function showOffer(visit: Visit, filled: Filled = blank('')): Promise<Page> {
  const token = visit.params.token!;
  try {
    const { body: offer } = await visit.api.maintenance.getOfferByLink({ params: { token } });
    return offerPage(visit, { offer, filled, action: addressOf(token) });
  } catch (error) {
    if (error instanceof ProblemError && [400, 404, 409, 410].includes(error.status)) {
      return deadLinkPage(error.problem.code);
    }
    throw error;
  }
}

async function answerOffer(visit: Visit): Promise<Reply> {
  const token = visit.params.token!;
  const answer = readAnswer(visit.form);
  const refused = (errors: FormErrors) =>
    showOffer(visit, { form: answer.form, entered: visit.form, errors });
  if (!answer.ok) return refused(answer.errors);
  const { answerByLink } = visit.api.maintenance;
  const answered = await attempted(() =>
    answerByLink({ params: { token }, body: answer.value }, callOptions(visit.form)),
  );
  return answered.ok ? { redirect: addressOf(token) } : refused(answered.errors);
}

const addressOf = (token: string) => `/svar/${encodeURIComponent(token)}`;

async function showFile({ api, params, query }: Visit): Promise<Reply> {
  const { body: file } = await api.maintenance.getOfferFile({
    params: { token: params.token!, fileId: params.fileId! },
    query: { size: query.get('size') === 'preview' ? 'preview' : 'full' },
  });
  return { file };
}

export const answerLinkRoutes: readonly Route[] = [
  { method: 'get', path: '/svar/:token/filer/:fileId', access: 'anyone', handle: showFile },
  { method: 'get', path: '/svar/:token', access: 'anyone', handle: (visit) => showOffer(visit) },
  { method: 'post', path: '/svar/:token', access: 'anyone', handle: answerOffer },
];
