import { kroner } from '../../format/money.ts';
import { quantity } from '../../format/quantity.ts';
import { day, moment } from '../../format/time.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { type Column, doneNotice, facts, heading, notice, statusTag, table } from '../../html/parts.ts';
import { hasRole, type Page } from '../../visit.ts';
import { kindWords, procedureWords } from '../advice/words.ts';
import type { Forms } from '../evaluation/forms.ts';
import { kindOf } from '../partnership/words.ts';
import { type SupplierChoice, supplierSearch } from '../supplierChoice.ts';
import { caseDoneTexts } from './actions.ts';
import { complaintsSection } from './complaints.ts';
import { documentsSection } from './documents.ts';
import { answerForm, deadlineForms, endForms, preparationForms } from './forms.ts';
import {
  type Case,
  type CaseDocument,
  type Complaint,
  caseStatusWords,
  isChangeable,
  openWindow,
  type Question,
  windowWords,
} from './words.ts';

export type ShownCase = {
  readonly theCase: Case;
  readonly questions: readonly Question[];
  readonly documents: readonly CaseDocument[];
  readonly complaints: readonly Complaint[];
  /** Who can be invited, or complain; empty for those who may do neither. */
  readonly suppliers: SupplierChoice;
};

/** One procurement: where it stands, what comes next, and what there is to do. */
export function casePage(forms: Forms, shown: ShownCase): Page {
  const { theCase } = shown;
  const { status, title } = theCase;
  const isOfficer = hasRole(forms.visit, 'procurement.officer');
  const isEnded = ['contracted', 'completed', 'cancelled'].includes(status);
  const window = openWindow(theCase);
  const todo = [
    ...preparationForms(forms, theCase, shown.suppliers.items),
    ...(window ? deadlineForms(forms, theCase) : []),
    ...endForms(forms, theCase),
  ];
  return {
    title,
    section: 'procurement',
    body: html`${heading(title, { above: html`<a href="/anskaffelser">Anskaffelser</a>`, actions: statusTag(caseStatusWords[status]) })}
${forms.navigation}
${doneNotice(forms.visit.query, caseDoneTexts)}
<p class="lead">${caseStatusWords[status].meaning}</p>
${shorterNotice(theCase)}
${complaintNotice(shown.complaints)}
<section><h2>Videre</h2>
${nextSteps(theCase)}
${isOfficer && preparing(theCase, forms.path)}
${isOfficer && isChangeable(theCase) && html`<p class="buttons"><a class="button" href="${forms.path}/endring">Endre konkurransen</a></p>`}
${partnershipNotice(theCase, forms.path)}
${systemNotice(theCase, forms.path)}
${contestNotice(theCase, forms.path)}
${isOfficer && supplierSearch(forms.path, shown.suppliers)}
${isOfficer && todo}
</section>
${caseFacts(theCase)}
${specificationSection(theCase)}
${documentsSection(forms, shown.documents, { mayChange: isOfficer && !isEnded })}
${questionsSection(forms, shown, isOfficer)}
${complaintsSection(forms, shown.complaints, {
  mayFile: isOfficer && theCase.publishedAt !== null && !isEnded,
  mayDecide: isOfficer,
  suppliers: shown.suppliers.items,
})}`,
  };
}

function nextSteps({ next, specification }: Case): Html {
  const words = next.map((one) => caseStatusWords[one].label.toLowerCase());
  const text = words.length === 0 ? 'Saken er ferdig.' : `Herfra går saken til ${words.join(' eller ')}.`;
  const isPrepared = specification !== null || !next.includes('published');
  return html`<p>${text}</p>
${!isPrepared && notice('info', html`<p>Beskriv først hva tilbyderne skal konkurrere på. Da kan konkurransen kunngjøres.</p>`)}`;
}

/** While everything about the case can still be written. */
const preparing = ({ specification, status }: Case, path: string): Html | false =>
  ['draft', 'planned', 'market_dialogue'].includes(status) &&
  html`<p class="buttons"><a class="button" href="${path}/konkurranse">${specification === null ? 'Beskriv konkurransen' : 'Endre hva det konkurreres på'}</a> <a class="button" href="${path}/endre">Endre anskaffelsen</a></p>`;

/** A procedure that ends in a partnership is published with its terms, and goes on there after the contracts. */
function partnershipNotice({ procedure, status }: Case, path: string): Html | undefined {
  if (kindOf(procedure) === undefined) return undefined;
  if (['draft', 'planned', 'market_dialogue'].includes(status))
    return html`<p>Konkurransen kunngjøres med vilkårene for utviklingen: mål, fasene og hva det høyst kan koste. <a href="${path}/vilkar">Vilkårene</a></p>`;
  if (status !== 'contracted') return undefined;
  return html`<p>Utviklingen ledes fase for fase. <a href="${path}/partnerskap">Partnerskapet</a></p>`;
}

/** A dynamic purchasing system lives on its own page from its publication on. */
function systemNotice({ procedure, publishedAt, status }: Case, path: string): Html | undefined {
  if (procedure !== 'dynamic_purchasing_system' || publishedAt === null || status === 'cancelled')
    return undefined;
  return html`<p>Søknadene avgjøres, og kjøpene gjøres, på siden <a href="${path}/opptak">Opptak og kjøp</a>.</p>`;
}

/** A contest is published with its jury and prizes, and judged on their page. */
function contestNotice({ procedure, status }: Case, path: string): Html | undefined {
  if (procedure !== 'design_contest' || status === 'cancelled') return undefined;
  const text = ['draft', 'planned', 'market_dialogue'].includes(status)
    ? 'Konkurransen kunngjøres med juryen og premiene.'
    : 'Juryen vurderer utkastene uten navn.';
  return html`<p>${text} <a href="${path}/jury">Jury og premier</a></p>`;
}

const shorterNotice = ({ shorterDeadline }: Case): Html | null =>
  shorterDeadline &&
  notice(
    'info',
    html`<p>Det er foreslått å forkorte fristen til ${moment(shorterDeadline.deadline)}. En annen person må godkjenne det. Begrunnelse: ${shorterDeadline.reason}</p>`,
  );

const complaintNotice = (complaints: readonly Complaint[]): Html | false =>
  complaints.some(({ decidedAt }) => decidedAt === null) &&
  notice('warn', html`<p>En klage er ikke avgjort. Kontrakten kan ikke inngås før det er gjort.</p>`);

function caseFacts(shown: Case): Html {
  const { deadlines, plan, publishedAt } = shown;
  const optional = (term: string, value: Content): readonly (readonly [string, Content])[] =>
    value ? [[term, value]] : [];
  return facts([
    ['Prosedyre', procedureWords[shown.procedure]],
    ['Slag', kindWords[shown.kind]],
    ['Anslått verdi', `${kroner(shown.estimatedValueOre)} uten mva.`],
    ['Behov', shown.need],
    ['Enhet', shown.unit],
    ['CPV-koder', shown.cpvCodes.join(', ')],
    ['Planlagt kunngjøring', plan && day(plan.publishOn)],
    ...optional('Kunngjort', publishedAt && moment(publishedAt)),
    ...optional(windowWords.requests, deadlines.requests && moment(deadlines.requests)),
    ...optional(windowWords.bids, deadlines.bids && moment(deadlines.bids)),
    ...optional('Siste dag for spørsmål', shown.questionsUntil && day(shown.questionsUntil)),
    ...optional('Tilbudsrunde', shown.round > 1 && quantity(shown.round)),
    ...optional('Avlyst fordi', shown.cancelledBecause),
  ]);
}

const criterionColumns: readonly Column<NonNullable<Case['specification']>['criteria'][number]>[] = [
  { head: 'Tildelingskriterium', cell: ({ title }) => title },
  { head: 'Vekt', cell: ({ weightPercent }) => `${quantity(weightPercent)} %`, kind: 'number' },
];

const specificationSection = ({ reconfirmBidsSince, specification }: Case): Html | null =>
  specification &&
  html`<section><h2>Hva det konkurreres på</h2>
<p>Versjon ${quantity(specification.version)}.${reconfirmBidsSince && ` Tilbud som ble gitt før versjon ${quantity(reconfirmBidsSince)}, må bekreftes av tilbyderen.`}</p>
${table(specification.criteria, { caption: 'Tildelingskriterier', columns: criterionColumns, empty: 'Det er ingen tildelingskriterier.' })}
</section>`;

const questionColumns: readonly Column<Question>[] = [
  { head: 'Spørsmål', cell: ({ asked, question }) => question ?? asked },
  { head: 'Svar', cell: ({ answer }) => answer ?? statusTag({ label: 'Venter på svar', tone: 'waiting' }) },
  { head: 'Stilt', cell: ({ askedAt }) => (askedAt ? moment(askedAt) : '–'), kind: 'short' },
];

function questionsSection(forms: Forms, { questions, theCase }: ShownCase, isOfficer: boolean): Html | null {
  if (theCase.publishedAt === null) return null;
  const open = questions.filter(({ status }) => status === 'asked');
  return html`<section><h2>Spørsmål</h2>
${table(questions, { caption: 'Spørsmål', columns: questionColumns, empty: 'Ingen har stilt spørsmål.' })}
${isOfficer && open.length > 0 && answerForm(forms, open)}
</section>`;
}
