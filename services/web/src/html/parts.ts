import type { Entered } from '../visit.ts';
import type { Tone } from '../words/order.ts';
import { attributes, type Content, type Html, html } from './html.ts';

/** A status in a word and a colour; the word says it all, for those who don't see the colour. */
export function statusTag({ label, tone }: { readonly label: string; readonly tone: Tone }): Html {
  return html`<span class="tag ${tone}">${label}</span>`;
}

/** What the sources don't say is shown as a gap, never guessed. */
export const notGiven = html`<span class="gap">ikke oppgitt</span>`;

/** Pairs of a term and its description; an empty description is a gap. */
export function facts(pairs: readonly (readonly [string, Content])[]): Html {
  const rows = pairs.map(
    ([term, description]) =>
      html`<div><dt>${term}</dt><dd>${isEmpty(description) ? notGiven : description}</dd></div>`,
  );
  return html`<dl class="facts">${rows}</dl>`;
}

const isEmpty = (content: Content) => content === null || content === undefined || content === '';

export type Column<Row> = {
  readonly head: string;
  readonly cell: (row: Row) => Content;
  /** Amounts and counts stand to the right, digit below digit; what is short is kept on one line. */
  readonly kind?: 'number' | 'short';
};

/** A table that becomes a list of cards on a narrow screen; the first column names the row. */
export function table<Row>(
  rows: readonly Row[],
  shown: { readonly caption: string; readonly columns: readonly Column<Row>[]; readonly empty: string },
): Html {
  const { caption, columns, empty } = shown;
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const heads = columns.map(
    ({ head, kind }) => html`<th scope="col"${attributes({ class: kind })}>${head}</th>`,
  );
  const cells = (row: Row) =>
    columns.map(({ cell, head, kind }, at) =>
      at === 0
        ? html`<th scope="row"${attributes({ class: kind })}>${cell(row)}</th>`
        : html`<td${attributes({ class: kind, 'data-head': head })}><div>${cell(row)}</div></td>`,
    );
  return html`<div class="table"><table>
<caption class="unseen">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody>
</table></div>`;
}

/** A heading with what can be done on the page. */
export function heading(
  title: Content,
  more: { readonly above?: Content; readonly actions?: Content } = {},
): Html {
  return html`<div class="heading">
<div>${more.above && html`<p class="above">${more.above}</p>`}<h1>${title}</h1></div>
${more.actions && html`<div class="actions">${more.actions}</div>`}
</div>`;
}

/** A box that says something at the top of a page. */
export function notice(tone: 'good' | 'info' | 'warn', content: Content): Html {
  return html`<div class="notice ${tone}" role="status">${content}</div>`;
}

/** What was done, after the browser was sent on: a key of `texts` in the query, so that nobody can write their own. */
export function doneNotice(query: Entered, texts: Readonly<Record<string, string>>): Html | undefined {
  const key = query.get('utfort') ?? '';
  const text = Object.hasOwn(texts, key) ? texts[key] : undefined;
  return text === undefined ? undefined : notice('good', html`<p>${text}</p>`);
}

/** Links to a list narrowed by one of its statuses. */
export function filterLinks(
  path: string,
  shown: {
    readonly label: string;
    readonly chosen: string | undefined;
    readonly choices: readonly (readonly [string, string])[];
  },
): Html {
  const link = (value: string | undefined, text: string) =>
    html`<li><a href="${path}${value ? `?status=${value}` : ''}"${attributes({ 'aria-current': value === shown.chosen && 'true' })}>${text}</a></li>`;
  return html`<nav class="filter" aria-label="${shown.label}"><ul>${link(undefined, 'Alle')}${shown.choices.map(([value, text]) => link(value, text))}</ul></nav>`;
}

/** A link to the next page of a list. */
export function nextPage(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  cursor: string | null,
): Html | undefined {
  if (cursor === null) return undefined;
  const search = new URLSearchParams({ cursor });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, value);
  return html`<p class="next"><a class="button" href="${path}?${search.toString()}">Vis flere</a></p>`;
}
