import { type Filled, form, selectField, textArea, textField } from '../html/form.ts';
import { type Html, html } from '../html/html.ts';
import type { SignedInVisit } from '../visit.ts';
import { buildingParts } from '../words/job.ts';

/** The form of a checklist's template: empty for a new one, else with what it says now. */
export function templateForm(
  visit: SignedInVisit,
  shown: {
    readonly action: string;
    readonly button: string;
    readonly filled: Filled;
    readonly version?: string | undefined;
    readonly template?: {
      readonly title: string;
      readonly buildingPart: string | null;
      readonly items: readonly string[];
    };
  },
): Html {
  const { action, button, filled, template, version } = shown;
  const value = (text: string | null | undefined) => ({ value: text ?? '' });
  const codes = Object.entries(buildingParts).map(([code, text]) => ({
    value: code,
    text: `${code} ${text}`,
  }));
  const content = html`
${textField({ filled, name: 'title', label: 'Navn', hint: 'For eksempel «Etter arbeid på tak».', ...value(template?.title) })}
${selectField({ filled, name: 'buildingPart', label: 'Bygningsdel', choices: codes, empty: 'Alt arbeid', optional: true, ...value(template?.buildingPart) })}
${textArea({ filled, name: 'items', label: 'Punkter', hint: 'Ett på hver linje.', rows: 8, ...value(template?.items.join('\n')) })}
<p class="buttons"><button class="primary">${button}</button></p>`;
  return form(visit, { action, version, content, className: 'sheet' });
}
