import type { OperationAnswer } from '@tiltak/contracts';
import type { changeOperations } from '@tiltak/contracts/procurement';
import { quantity } from '../../format/quantity.ts';
import { day, moment } from '../../format/time.ts';
import { checkboxField, errorSummary, type Filled, form, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { heading, notice } from '../../html/parts.ts';
import type { Page, SignedInVisit } from '../../visit.ts';
import { questionsField } from '../case/forms.ts';
import { caseNavigation } from '../case/navigation.ts';
import { type Case, type CaseDocument, isChangeable, windowWords } from '../case/words.ts';
import { ruleList } from '../rule/ruleList.ts';
import { moreField } from '../specification/rows.ts';
import { specificationFields } from '../specification/specificationPage.ts';
import { documentField } from './changeForm.ts';

export type EarliestDeadline = OperationAnswer<(typeof changeOperations)['getEarliestDeadline']>;

export type ShownChange = {
  readonly theCase: Case;
  readonly limit: EarliestDeadline;
  /** Those with a new version that is not published. */
  readonly drafts: readonly CaseDocument[];
  readonly path: string;
  readonly version: string | undefined;
  readonly filled: Filled;
  /** Whether the form has room for all parts of the specification. */
  readonly hasSpecification: boolean;
};

/** A change of what was published: what it leads to, and its form. */
export function changePage(visit: SignedInVisit, shown: ShownChange): Page {
  const { path, theCase } = shown;
  const title = 'Endre konkurransen';
  return {
    title: `${title}: ${theCase.title}`,
    section: 'procurement',
    body: html`${heading(title, { above: html`<a href="${path}">${theCase.title}</a>` })}
${caseNavigation(theCase, 'konkurranse')}
${isChangeable(theCase) ? sheet(visit, shown) : notice('info', html`<p>Konkurransen kan ikke endres der saken står nå.</p>`)}`,
  };
}

function sheet(visit: SignedInVisit, shown: ShownChange): Html {
  const { filled, hasSpecification, limit, path, theCase, version } = shown;
  const content = html`
<fieldset><legend>Endringen</legend>
${textArea({ filled, name: 'reason', label: 'Hvorfor endres konkurransen?', hint: 'Begrunnelsen kunngjøres sammen med endringen.' })}
${checkboxField({ filled, name: 'isSubstantial', label: 'Endringen er vesentlig: den kan påvirke hvem som deltar, eller hva de tilbyr' })}
${limit.deadline !== null && deadlineFields(filled)}
</fieldset>
${documentFields(shown)}
${hasSpecification ? specificationFields(filled, theCase.procedure) : notice('info', html`<p>Konkurransen har flere deler enn skjemaet har plass til. Her kan bare dokumenter endres.</p>`)}
<p class="buttons"><button class="primary">Kunngjør endringen</button> <button name="${moreField}" value="ja">Vis flere tomme rader</button> <a href="${path}">Avbryt</a></p>`;
  return html`${consequences(shown)}
${errorSummary(filled)}
${form(visit, { action: `${path}/endring`, version, content, className: 'sheet weighed' })}`;
}

/** What the change will do, before it is done. */
function consequences({ limit, theCase }: ShownChange): Html {
  const { deadline, earliest, rules, window } = limit;
  const next = (theCase.specification?.version ?? 0) + 1;
  return html`<section><h2>Hva endringen fører til</h2><ul>
<li>Konkurransen får versjon ${quantity(next)}. Tidligere versjoner blir stående.</li>
${
  deadline !== null &&
  window !== null &&
  earliest !== null &&
  html`<li>${windowWords[window]} er ${moment(deadline)}. Er endringen vesentlig, må fristen forlenges, og den kan tidligst være ${day(earliest)}. Ellers kan den bli stående.</li>`
}
${window === 'bids' && deadline !== null && html`<li>Er endringen vesentlig, må tilbud som alt er levert, bekreftes eller leveres på nytt.</li>`}
<li>Endring av delkontrakter, krav, kriterier, prismodell, klimakrav, konvolutter eller resultat er alltid vesentlig.</li>
</ul>
${deadline !== null && rules.length > 0 && html`<p>Regler som fristen følger av:</p>${ruleList(rules)}`}
</section>`;
}

const deadlineFields = (filled: Filled): Html => html`<div class="grid">
${textField({ filled, name: 'deadline', label: 'Ny frist', hint: 'Tomt felt lar fristen stå.', type: 'date', optional: true })}
${textField({ filled, name: 'time', label: 'Klokken', value: '12.00' })}
</div>
${questionsField(filled)}`;

const documentFields = ({ drafts, filled }: ShownChange): Html | false =>
  drafts.length > 0 &&
  html`<fieldset><legend>Dokumenter som kunngjøres med endringen</legend>
${drafts.map(({ documentId, title }) => checkboxField({ filled, name: documentField(documentId), label: title }))}
</fieldset>`;
