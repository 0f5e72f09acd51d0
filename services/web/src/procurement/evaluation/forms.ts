import { blank, errorSummary, type Filled, form } from '../../html/form.ts';
import type { Content, Html } from '../../html/html.ts';
import { html } from '../../html/html.ts';
import type { SignedInVisit } from '../../visit.ts';

/** What every form of a page needs: whose visit it is, where the forms go, and the one that was sent. */
export type Forms = {
  readonly visit: SignedInVisit;
  /** The page's path; a form goes to it and its own step. */
  readonly path: string;
  readonly version: string | undefined;
  readonly filled: Filled;
  /** The links to the other pages of the case. */
  readonly navigation: Html;
};

/** The form of a step that was sent and refused, or an empty one. */
export const filledFor = ({ filled }: Forms, step: string): Filled =>
  filled.form === step ? filled : blank(step);

/** A form that opens where it is needed; open from the start when it was sent and refused. */
export function stepForm(
  forms: Forms,
  shown: {
    readonly step: string;
    readonly title: string;
    readonly content: (filled: Filled) => Content;
    readonly button: string;
    readonly tone?: 'primary' | 'danger';
  },
): Html {
  const { button, content, step, title, tone = 'primary' } = shown;
  const filled = filledFor(forms, step);
  return html`<details${forms.filled.form === step ? html` open` : ''}><summary>${title}</summary>
${form(forms.visit, {
  action: `${forms.path}/${step}`,
  version: forms.version,
  content: html`${errorSummary(filled)}${content(filled)}<button class="${tone}">${button}</button>`,
})}</details>`;
}

/** A step that asks for nothing but the push of a button. */
export function stepButton(forms: Forms, step: string, text: string): Html {
  const filled = filledFor(forms, step);
  return html`${errorSummary(filled)}
${form(forms.visit, { action: `${forms.path}/${step}`, version: forms.version, content: html`<button class="primary">${text}</button>` })}`;
}
