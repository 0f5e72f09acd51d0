import type { importResult } from '@tiltak/contracts/maintenance';
import type * as z from 'zod';
import { quantity } from '../format/quantity.ts';
import { errorSummary, type Filled, fileField, form, selectField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import { type Column, heading, notice, table } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';
import { type ImportProblem, problemWords } from '../words/register.ts';

export type ImportResult = z.output<typeof importResult>;

/** The form's fields: what the table holds, the file, and which of the two buttons was pressed. */
export const tableKinds = { register: 'Eiendommer, bygninger og rom', arbeid: 'Arbeid' } as const;
const accept = '.csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const problemColumns: readonly Column<ImportProblem>[] = [
  { head: 'Linje', cell: ({ line }) => line, kind: 'short' },
  { head: 'Kolonne', cell: ({ column }) => column },
  { head: 'Hva er galt', cell: ({ code }) => problemWords[code] },
  {
    head: 'Det står',
    cell: ({ value }) => (value === '' ? html`<span class="gap">ingenting</span>` : value),
  },
];

/** Choosing a file, trying it, and importing it; what came of it stands above the form. */
export function importPage(
  visit: SignedInVisit,
  { filled, result }: { readonly filled: Filled; readonly result: ImportResult | undefined },
): Page {
  const choices = Object.entries(tableKinds).map(([value, text]) => ({ value, text }));
  const content = html`
${selectField({ filled, name: 'kind', label: 'Hva skal importeres?', choices })}
${fileField({ filled, name: 'file', label: 'Fil', accept, hint: 'Excel (.xlsx) eller CSV, høyst 150 000 rader. Første rad skal ha overskriftene.' })}
<p class="hint">Når du prøver, blir ingenting endret: du får se hva som ville skje, og hvilke rader som må rettes. Den samme filen kan importeres flere ganger uten at noe blir dobbelt.</p>
<p class="buttons"><button class="primary" name="step" value="try">Prøv filen</button> <button name="step" value="import">Importer</button></p>`;
  return {
    title: 'Importer',
    section: 'register',
    // A file that was tried, or imported, was received as it should be.
    ...(result && (result.dryRun || result.badRows === 0) && { status: 200 }),
    body: html`${heading('Importer', { above: html`<a href="/eiendom">Eiendom</a>` })}
${errorSummary(filled)}
${result && outcome(result)}
${form(visit, { action: '/eiendom/import', content, className: 'sheet', hasFiles: true })}
${columnsHelp()}`,
  };
}

function outcome(result: ImportResult): Html {
  const { added, badRows, changed, dryRun, ignoredColumns, problems, rows, unchanged } = result;
  const counts = html`${quantity(added)} nye, ${quantity(changed)} endret, ${quantity(unchanged)} som før`;
  const ignored =
    ignoredColumns.length > 0 && html`<p>Disse kolonnene brukes ikke: ${ignoredColumns.join(', ')}.</p>`;
  if (badRows === 0)
    return dryRun
      ? notice(
          'info',
          html`<p>Alle ${quantity(rows)} rader kan importeres: ${counts}. Ingenting er endret ennå.</p>${ignored}`,
        )
      : notice('good', html`<p>${quantity(rows)} rader er importert: ${counts}.</p>${ignored}`);
  const shown =
    problems.length < badRows && html`<p>De ${quantity(problems.length)} første feilene vises.</p>`;
  return html`${notice('warn', html`<p>${quantity(badRows)} av ${quantity(rows)} rader må rettes. Ingenting er importert.</p>${ignored}`)}
<section><h2>Rader som må rettes</h2>
${shown}
${table(problems, { caption: 'Rader som må rettes', columns: problemColumns, empty: '' })}</section>`;
}

/** What may stand in the tables, for those who export them from another system. */
function columnsHelp(): Html {
  return html`<section><h2>Kolonnene</h2>
<details><summary>Eiendommer, bygninger og rom</summary>
<p>Én eiendom, bygning eller ett rom i hver rad, under det som raden hører til. Den enkleste måten å begynne på er å laste ned registeret og se hvordan det er satt opp.</p>
<ul>
<li><strong>Type</strong> (må være med): Eiendom, Bygning eller Rom</li>
<li><strong>Eiendomsnummer</strong>: eiendommens eget nummer, og for en bygning den eiendommen som den står på</li>
<li><strong>Bygnings-ID</strong> eller <strong>Bygningsnummer</strong>: bygningens egne numre, og for et rom den bygningen som det er i</li>
<li><strong>Romnummer</strong>, <strong>Navn</strong>, <strong>Adresse</strong>, <strong>Areal (m²)</strong>, <strong>Bruk</strong>, <strong>Område</strong>, <strong>Kilde</strong></li>
<li><strong>Matrikkel</strong>: for eksempel 3201-94/12. For en eiendom alle som har vært brukt, med semikolon mellom</li>
<li><strong>Breddegrad</strong> og <strong>Lengdegrad</strong> i EUREF89</li>
</ul></details>
<details><summary>Arbeid</summary>
<ul>
<li><strong>Bygning</strong> (må være med): Bygnings-ID, bygningsnummer eller navn</li>
<li><strong>Tittel</strong> (må være med): hva som er galt eller ønsket</li>
<li><strong>Referanse</strong>: nummeret i det systemet som arbeidet kommer fra</li>
<li><strong>Romnummer</strong>, <strong>Beskrivelse</strong></li>
<li><strong>Bygningsdel</strong>: to sifre etter NS 3451, for eksempel 26</li>
<li><strong>Tilstandsgrad</strong> (TG0 til TG3, TGIU), <strong>Konsekvensgrad</strong> (KG0 til KG3), <strong>Hast</strong> (Lav, Vanlig, Høy, Straks)</li>
</ul></details></section>`;
}
