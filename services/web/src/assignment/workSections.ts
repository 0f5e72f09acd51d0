import { day } from '../format/time.ts';
import { selectField, textArea, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { facts, statusTag } from '../html/parts.ts';
import type { SignedInVisit } from '../visit.ts';
import { claimWords, defectWords, documentWords } from '../words/followUp.ts';
import {
  doneForm,
  eraseNameForm,
  filledFor,
  hoursForm,
  pauseForm,
  type Shown,
  safetyForm,
  scheduleForm,
  workForm,
} from './workForms.ts';

const results = [
  { value: 'ok', text: 'I orden' },
  { value: 'not_applicable', text: 'Ikke aktuelt' },
  { value: 'failed', text: 'Feil: blir et nytt arbeid' },
];
const resultText = (result: string): string => results.find(({ value }) => value === result)?.text ?? result;

/** What the bound contractor can tell of its work, by how far that has come. */
export function workSections(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { siteWork } = shown;
  const isAtWork = siteWork.status === 'in_execution' || siteWork.status === 'rework';
  const start =
    siteWork.status === 'placed' && (!siteWork.constructionWork || siteWork.safety)
      ? [
          html`<section class="todo"><h2>Start arbeidet</h2>
${workForm(visit, shown, { name: 'start', label: 'Meld at arbeidet har startet', primary: true })}</section>`,
        ]
      : [];
  const isOpen = isAtWork || siteWork.status === 'placed';
  return [
    ...(isOpen ? [safetyForm(visit, shown)].filter((section) => section !== undefined) : []),
    ...start,
    ...(isAtWork && !siteWork.pause ? [doneForm(visit, shown)] : []),
    ...(isOpen
      ? [
          html`<section><h2>Underveis</h2>${scheduleForm(visit, shown)}
${siteWork.status === 'in_execution' && pauseForm(visit, shown)}
${isAtWork && hoursForm(visit, shown)}</section>`,
        ]
      : []),
    ...checklistSections(visit, shown),
    ...defectSection(visit, shown),
    ...claimSection(visit, shown),
    ...documentSection(visit, shown),
    ...(siteWork.status === 'placed'
      ? []
      : [html`<section><h2>Personopplysninger</h2>${eraseNameForm(visit, shown)}</section>`]),
  ];
}

function checklistSections(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const isOpen = ['placed', 'in_execution', 'rework'].includes(shown.siteWork.status);
  return shown.checklists.map(({ checklistId, items, openItems, title }) => {
    const rows = items.map(({ remark, result, text }, at) => {
      const item = at + 1;
      const name = 'punkt';
      const about = checklistId;
      // Each item has a form of its own, known by list and number.
      const part = String(item);
      const filled = filledFor({ name, about, part }, shown);
      const answered = result
        ? html`${resultText(result)}${remark && html`<span class="under lines">${remark}</span>`}`
        : 'Ikke besvart';
      const content = html`<input type="hidden" name="item" value="${item}">
${selectField({ filled, name: 'result', label: 'Hva fant dere?', empty: 'Velg', choices: results })}
${textArea({ filled, name: 'remark', label: 'Merknad', hint: 'Må fylles ut ved feil', rows: 2, optional: true })}`;
      return html`<li><strong>${text}</strong> ${answered}
${isOpen && html`<details><summary>${result ? 'Endre svaret' : 'Svar'}</summary>${workForm(visit, shown, { name, about, part, label: 'Lagre', content })}</details>`}</li>`;
    });
    const state = openItems === 0 ? 'Ferdig utfylt' : `${openItems} av ${items.length} punkter gjenstår`;
    return html`<section><h2>Sjekkliste: ${title}</h2><p>${state}</p><ol>${rows}</ol></section>`;
  });
}

function defectSection(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { defects } = shown.siteWork;
  if (defects.length === 0) return [];
  const rows = defects.map(({ defectId, description, dueOn, remark, status }) => {
    const filled = filledFor({ name: 'mangel-utbedret', about: defectId }, shown);
    const content = textField({ filled, name: 'remark', label: 'Merknad', optional: true });
    return html`<li><span class="lines">${description}</span> ${statusTag(defectWords[status])} Frist ${day(dueOn)}${remark && html`<span class="under lines">${remark}</span>`}
${status === 'open' && workForm(visit, shown, { name: 'mangel-utbedret', about: defectId, label: 'Meld utbedret', content })}</li>`;
  });
  return [html`<section><h2>Mangler</h2><ul>${rows}</ul></section>`];
}

function claimSection(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { claims } = shown.siteWork;
  if (claims.length === 0) return [];
  const rows = claims.map(({ claimId: about, description, dueOn, remark, status }) => {
    const disputing = filledFor({ name: 'reklamasjon-bestrid', about }, shown);
    const fixing = filledFor({ name: 'reklamasjon-utbedret', about }, shown);
    const isOpen = status === 'raised' || status === 'acknowledged' || status === 'disputed';
    return html`<li><span class="lines">${description}</span> ${statusTag(claimWords[status])} Frist ${day(dueOn)}${remark && html`<span class="under lines">${remark}</span>`}
${(status === 'raised' || status === 'disputed') && workForm(visit, shown, { name: 'reklamasjon-godta', about, label: 'Godta reklamasjonen' })}
${isOpen && workForm(visit, shown, { name: 'reklamasjon-utbedret', about, label: 'Meld utbedret', content: textField({ filled: fixing, name: 'remark', label: 'Merknad', optional: true }) })}
${status === 'raised' && html`<details><summary>Bestrid reklamasjonen</summary>${workForm(visit, shown, { name: 'reklamasjon-bestrid', about, label: 'Bestrid', content: textArea({ filled: disputing, name: 'reason', label: 'Hvorfor?' }) })}</details>`}</li>`;
  });
  return [html`<section><h2>Reklamasjoner</h2><ul>${rows}</ul></section>`];
}

function documentSection(visit: SignedInVisit, shown: Shown): readonly Html[] {
  const { documents, missing, required } = shown.documentation;
  const canDeliver = !['closed', 'cancelled'].includes(shown.siteWork.status);
  if (required.length === 0 && documents.length === 0) return [];
  const filled = filledFor({ name: 'dokument' }, shown);
  const choices = [...new Set([...missing, ...required])].map((value) => ({ value, text: value }));
  const content = html`<div class="grid">
${selectField({ filled, name: 'kind', label: 'Hva slags dokumentasjon', empty: 'Velg', choices })}
${textField({ filled, name: 'title', label: 'Hva dokumentet gjelder' })}
${textField({ filled, name: 'reference', label: 'Hvor det finnes', hint: 'For eksempel en lenke eller et permnummer' })}
</div>`;
  const rows = documents.map(({ kind, reason, source, status, title }): [string, Html] => [
    kind,
    html`${title} ${statusTag(documentWords[status])}<span class="under">${source.value}</span>${reason && html`<span class="under lines">${reason}</span>`}`,
  ]);
  return [
    html`<section><h2>Dokumentasjon (FDV)</h2>
<p>${missing.length === 0 ? 'Alt som kreves, er godkjent.' : `Mangler: ${missing.join(', ')}.`}</p>
${rows.length > 0 && facts(rows)}
${canDeliver && required.length > 0 && html`<details><summary>Lever et dokument</summary>${workForm(visit, shown, { name: 'dokument', label: 'Lever', content })}</details>`}</section>`,
  ];
}
