import { day } from '../../format/time.ts';
import { type Html, html } from '../../html/html.ts';
import { statusTag } from '../../html/parts.ts';
import { type Rule, valueText } from './value.ts';
import { ruleStatusWords } from './words.ts';

/** From when a rule holds, in words. */
export const validFromText = (validFrom: string | null): string =>
  validFrom === null ? 'ikke oppgitt når' : `fra ${day(validFrom)}`;

/** The rules that something follows from: what each says, from when, where that was read and how sure it is. */
export function ruleList(rules: readonly Rule[]): Html {
  return html`<ul>${rules.map(
    (rule) =>
      html`<li><a href="/regler?nokkel=${encodeURIComponent(rule.key)}">${rule.title}</a>: ${valueText(rule)}
<span class="under">${validFromText(rule.validFrom)} · ${rule.source}</span> ${statusTag(ruleStatusWords[rule.status])}</li>`,
  )}</ul>`;
}
