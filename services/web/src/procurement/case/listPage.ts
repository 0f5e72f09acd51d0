import { kronerAtAGlance } from '../../format/money.ts';
import { day, moment } from '../../format/time.ts';
import { html } from '../../html/html.ts';
import { type Column, filterLinks, heading, nextPage, notGiven, statusTag, table } from '../../html/parts.ts';
import type { Page } from '../../visit.ts';
import { procedureWords } from '../advice/words.ts';
import { type Case, type CaseStatus, caseStatusWords, openWindow, windowWords } from './words.ts';

const filtered = [
  'draft',
  'planned',
  'market_dialogue',
  'published',
  'evaluation',
  'standstill',
  'contracted',
] as const satisfies readonly CaseStatus[];

/** When something is to happen with it next. */
function nextDate(shown: Case): string {
  const window = openWindow(shown);
  const deadline = window && shown.deadlines[window];
  if (window && deadline) return `${windowWords[window]} ${moment(deadline)}`;
  const isBefore = ['draft', 'planned', 'market_dialogue'].includes(shown.status);
  return isBefore && shown.plan ? `Kunngjøres ${day(shown.plan.publishOn)}` : '–';
}

const columns: readonly Column<Case>[] = [
  {
    head: 'Anskaffelse',
    cell: ({ procurementId, title }) =>
      html`<a href="/anskaffelser/${encodeURIComponent(procurementId)}">${title}</a>`,
  },
  { head: 'Prosedyre', cell: ({ procedure }) => procedureWords[procedure] },
  { head: 'Enhet', cell: ({ unit }) => unit ?? notGiven },
  {
    head: 'Anslått verdi',
    cell: ({ estimatedValueOre }) => kronerAtAGlance(estimatedValueOre),
    kind: 'number',
  },
  { head: 'Neste dato', cell: nextDate },
  { head: 'Status', cell: ({ status }) => statusTag(caseStatusWords[status]) },
];

/** The plan of procurements (anskaffelsesplan) and all that came of it, newest first. */
export function caseListPage(shown: {
  readonly cases: { readonly items: readonly Case[]; readonly next: string | null };
  readonly status: CaseStatus | undefined;
}): Page {
  const { cases, status } = shown;
  const choices = filtered.map((one) => [one, caseStatusWords[one].label] as const);
  return {
    title: 'Anskaffelser',
    section: 'procurement',
    body: html`${heading('Anskaffelser', {
      actions: html`<a class="button primary" href="/anskaffelser/ny">Ny anskaffelse</a> <a class="button" href="/anskaffelser/radgiver">Rådgiver</a> <a class="button" href="/anskaffelser/simulator">Simulator</a> <a class="button" href="/regler">Regler</a>`,
    })}
<p class="lead">Anskaffelsesplanen og det den har ført til, fra behov til avsluttet kontrakt.</p>
${filterLinks('/anskaffelser', { label: 'Status', chosen: status, choices })}
${table(cases.items, { caption: 'Anskaffelser', columns, empty: 'Det er ingen anskaffelser her ennå.' })}
${nextPage('/anskaffelser', { status }, cases.next)}`,
  };
}
