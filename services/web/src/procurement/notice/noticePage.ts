import { moment } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { notice as box, type Column, facts, heading, statusTag, table } from '../../html/parts.ts';
import type { Page } from '../../visit.ts';
import { kindWords, procedureWords } from '../advice/words.ts';
import { asksForRequests } from '../case/words.ts';
import {
  climateWords,
  criterionWords,
  type Notice,
  noticeStatusWords,
  priceModelWords,
  type Question,
  resultText,
} from './words.ts';

/** A competition as everyone reads it. */
export function noticePage(
  notice: Notice,
  { questions, above }: { readonly questions: readonly Question[]; readonly above: Html },
): Page {
  const { requests, bids } = notice.deadlines;
  return {
    title: notice.title,
    body: html`${heading(notice.title, { above, actions: statusTag(noticeStatusWords[notice.status]) })}
${notice.cancelledBecause !== null && box('warn', html`<p><strong>Konkurransen er avlyst.</strong> ${notice.cancelledBecause}</p>`)}
${facts([
  ['Gjelder', kindWords[notice.kind]],
  ['Prosedyre', procedureWords[notice.procedure]],
  ['Ender i', resultText(notice.result)],
  ['CPV-koder', notice.cpvCodes.join(', ')],
  ['Område', notice.areaId],
  ['Kunngjort', moment(notice.publishedAt)],
  ...(requests === null ? [] : [['Frist for å be om å få delta', moment(requests)] as const]),
  ...(bids === null ? [] : [['Tilbudsfrist', moment(bids)] as const]),
])}
${answerLinks(notice)}
${notice.status === 'awarded' && notice.result.type === 'partnership' && html`<p><a href="/kunngjoringer/${encodeURIComponent(notice.procurementId)}/partnerskap">Partnerens egen side</a>: fasene og leveransene, for den som har kontrakt.</p>`}
<h2>Behov</h2>
${notice.need === null ? html`<p class="gap">ikke oppgitt</p>` : html`<p class="lines">${notice.need}</p>`}
${lots(notice)}
${competition(notice)}
${terms(notice)}
<h2>Spørsmål og svar</h2>
${questions.length === 0 && html`<p class="empty">Ingen spørsmål er besvart ennå.</p>`}
${questions.map(
  ({ question, answer, answeredAt }) =>
    html`<section><h3>${question}</h3><p class="lines">${answer}</p>${answeredAt !== null && html`<p class="under">Besvart ${moment(answeredAt)}</p>`}</section>`,
)}`,
  };
}

/** Back from a supplier's own pages to the notice, by the address that also shows what is not public. */
export const noticeLink = ({ procurementId, title }: Notice): Html =>
  html`<a href="/invitasjoner/${encodeURIComponent(procurementId)}">${title}</a>`;

/** Where a supplier answers: asks to take part, and later reads how that went, asks to be admitted, or gives a bid. */
function answerLinks({ deadlines, procedure, procurementId, status }: Notice): Html | false {
  const isOpen = status === 'open';
  const asks = isOpen && deadlines.bids === null;
  const links = [
    asksForRequests.includes(procedure) &&
      (['deltakelse', asks ? 'Be om å få delta' : 'Forespørselen deres om å delta', asks] as const),
    procedure === 'dynamic_purchasing_system' && (['opptak', 'Opptak i ordningen', true] as const),
    isOpen &&
      deadlines.bids !== null &&
      (['tilbud', procedure === 'design_contest' ? 'Lever utkast' : 'Gi tilbud', true] as const),
  ].filter((one) => one !== false);
  const path = `/kunngjoringer/${encodeURIComponent(procurementId)}`;
  return (
    links.length > 0 &&
    html`<p class="buttons">${links.map(([part, text, isFirst]) => html`<a class="${isFirst ? 'button primary' : 'button'}" href="${path}/${part}">${text}</a> `)}</p>`
  );
}

function lots({ lots: all, noLotsReason }: Notice): Html {
  return html`<h2>Delkontrakter</h2>
<ul>${all.map(({ lotId, title }) => html`<li>${lotId}: ${title}</li>`)}</ul>
${noLotsReason !== null && html`<p>Ikke delt opp: ${noLotsReason}</p>`}`;
}

const requirementColumns: readonly Column<Notice['requirements'][number]>[] = [
  { head: 'Krav', cell: ({ title }) => title },
  { head: 'Dokumentasjon', cell: ({ evidence }) => evidence },
];
const criterionColumns: readonly Column<Notice['criteria'][number]>[] = [
  { head: 'Kriterium', cell: ({ title }) => title },
  { head: 'Slag', cell: ({ type }) => criterionWords[type] },
  { head: 'Vekt', kind: 'number', cell: ({ weightPercent }) => `${weightPercent} %` },
  { head: 'Delkontrakter', cell: ({ lotIds }) => lotIds?.join(', ') ?? 'alle' },
];

function competition({ requirements, criteria, priceModel }: Notice): Html {
  return html`<h2>Kvalifikasjonskrav</h2>
${table(requirements, { caption: 'Kvalifikasjonskrav', columns: requirementColumns, empty: 'Det stilles ingen kvalifikasjonskrav.' })}
<h2>Tildelingskriterier</h2>
${table(criteria, { caption: 'Tildelingskriterier', columns: criterionColumns, empty: 'Det er ikke satt tildelingskriterier.' })}
<p>Prismodell: ${priceModelWords[priceModel.type]}.</p>`;
}

function terms({ climate, intellectualProperty, subcontractTiersMax, apprenticesClause }: Notice): Html {
  return html`<h2>Vilkår</h2>
${facts([
  [
    'Klima og miljø',
    html`${climateWords[climate.treatment]}${climate.reason !== null && html`: ${climate.reason}`}`,
  ],
  ['Ledd av underleverandører', `høyst ${subcontractTiersMax}`],
  ['Lærlinger', apprenticesClause ? 'Det stilles krav om bruk av lærlinger' : 'Ikke krav'],
  ...(intellectualProperty === null
    ? []
    : [['Rettigheter til det som utvikles', intellectualProperty] as const]),
])}`;
}
