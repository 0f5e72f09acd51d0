import { noticeStatus, procurementKind } from '@tiltak/contracts/procurement';
import { html } from '../../html/html.ts';
import { all, pageLimit } from '../../services.ts';
import { page, type Route, type Visit } from '../../visit.ts';
import { noticeListPage, type Sought } from './listPage.ts';
import { noticePage } from './noticePage.ts';

const listLimit = 25;

/** What can't be understood in an address is left out, but for a code that was written by hand: that is said. */
async function showNotices({ api, query }: Visit) {
  const cpv = query.get('cpv')?.replaceAll(/\s/g, '') || undefined;
  const isCode = cpv === undefined || /^\d{2,8}$/.test(cpv);
  const sought: Sought = {
    sok: query.get('sok')?.trim().slice(0, 200) || undefined,
    cpv,
    type: procurementKind.safeParse(query.get('type')).data,
    status: noticeStatus.safeParse(query.get('status')).data,
    rekkefolge: query.get('rekkefolge') === 'frist' ? 'frist' : undefined,
  };
  const { body } = await api.procurement.listNotices({
    query: {
      text: sought.sok,
      cpv: isCode ? cpv : undefined,
      kind: sought.type,
      status: sought.status,
      order: sought.rekkefolge === 'frist' ? 'deadline' : 'newest',
      cursor: query.get('cursor'),
      limit: listLimit,
    },
  });
  const wrong = 'En CPV-kode er to til åtte sifre, for eksempel 45 eller 45261900.';
  return noticeListPage(body, sought, isCode ? undefined : wrong);
}

async function showNotice({ api, params }: Visit) {
  const procurementId = params.procurementId!;
  const [notice, questions] = await Promise.all([
    api.procurement.getNotice({ params: { procurementId } }),
    all((cursor) =>
      api.procurement.listQuestions({ params: { procurementId }, query: { cursor, limit: pageLimit } }),
    ),
  ]);
  return noticePage(notice.body, {
    questions: questions.filter(({ status }) => status === 'answered'),
    above: html`<a href="/kunngjoringer">Kunngjøringer</a>`,
  });
}

/** The public's pages about competitions, and the same for a firm that was invited to one that is not public. */
export const noticeRoutes: readonly Route[] = [
  { method: 'get', path: '/kunngjoringer', access: 'anyone', handle: showNotices },
  { method: 'get', path: '/kunngjoringer/:procurementId', access: 'anyone', handle: showNotice },
  page('/invitasjoner/:procurementId', showNotice),
];
