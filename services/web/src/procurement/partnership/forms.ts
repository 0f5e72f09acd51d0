import { errorSummary, type Filled, form } from '../../html/form.ts';
import { type Content, type Html, html } from '../../html/html.ts';
import { type Forms, filledFor } from '../evaluation/forms.ts';

/** The form of what comes next, which stands open. */
export function openForm(
  forms: Forms,
  shown: {
    readonly step: string;
    readonly content: (filled: Filled) => Content;
    readonly button: string;
    readonly tone?: 'primary' | 'danger';
  },
): Html {
  const { button, content, step, tone = 'primary' } = shown;
  const filled = filledFor(forms, step);
  return html`${errorSummary(filled)}
${form(forms.visit, {
  action: `${forms.path}/${step}`,
  version: forms.version,
  content: html`${content(filled)}<button class="${tone}">${button}</button>`,
})}`;
}

/** The phase that a form is about. */
export const phaseField = (phase: number): Html => html`<input type="hidden" name="phase" value="${phase}">`;

/**
 * The page's forms; above them why one was refused that is not there any more, because somebody else was faster. A
 * refusal is never lost.
 */
export function withRefusal({ filled }: Pick<Forms, 'filled'>, content: Html): Html {
  const isShown = String(content).includes('<div class="errors"');
  return html`${!isShown && errorSummary(filled)}${content}`;
}
