import { errorSummary, type Filled, form } from '../html/form.ts';
import { type Content, html } from '../html/html.ts';
import { heading } from '../html/parts.ts';
import type { Page, SignedInVisit } from '../visit.ts';

/** The page on which something in the register is added or changed. */
export function sheetPage(
  visit: SignedInVisit,
  shown: {
    readonly title: string;
    /** Where the form is sent to, and where one goes without saving. */
    readonly action: string;
    readonly back: { readonly address: string; readonly text: string };
    /** What the person sees is of this version; undefined for what is new. */
    readonly version: string | undefined;
    readonly filled: Filled;
    readonly content: Content;
    /** Beside a list that can't hold everything. */
    readonly search?: Content;
  },
): Page {
  const { action, back, filled, title, version } = shown;
  const content = html`${shown.content}
<p class="buttons"><button class="primary">Lagre</button> <a href="${back.address}">Avbryt</a></p>`;
  return {
    title,
    section: 'register',
    body: html`${heading(title, { above: html`<a href="${back.address}">${back.text}</a>` })}
${errorSummary(filled)}
${shown.search}
${form(visit, { action, content, version, className: 'sheet' })}`,
  };
}
