import * as z from 'zod';
import * as f from '../../form.ts';
import { numberFrom } from '../../format/quantity.ts';
import { errorSummary, type Filled, selectField, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import { kindWords } from './words.ts';

/** The question as it stands in the address. */
export const question = z.object({
  verdi: f.amount,
  art: z.enum(['goods', 'services', 'works'], 'Velg hva som skal kjøpes.'),
  dato: f.day,
  enhet: z.string().trim().max(200, 'Skriv høyst 200 tegn.'),
  cpv: z
    .string()
    .trim()
    .regex(/^(\d{8})?$/, 'Skriv en CPV-kode på åtte siffer, for eksempel 45261900.'),
  varighet: f.optional(
    z.string().transform((text, context) => {
      const months = numberFrom(text);
      if (months !== undefined && months <= 1200) return months;
      context.issues.push({ code: 'custom', message: 'Skriv antall måneder, for eksempel 12.', input: text });
      return z.NEVER;
    }),
  ),
});

/** The form that asks: it only reads, so that its address can be kept and shared. */
export function adviceForm(filled: Filled, today: string): Html {
  const kinds = Object.entries(kindWords).map(([value, text]) => ({ value, text }));
  return html`${errorSummary(filled)}
<form method="get" action="/anskaffelser/radgiver" class="sheet" novalidate>
<div class="grid">
${textField({ filled, name: 'verdi', label: 'Anslått verdi', hint: 'Uten merverdiavgift, med opsjoner og forlengelser.', inputMode: 'decimal', suffix: 'kr' })}
${selectField({ filled, name: 'art', label: 'Hva skal kjøpes?', choices: kinds, empty: 'Velg' })}
${textField({ filled, name: 'dato', label: 'Etter reglene den', type: 'date', value: today })}
${textField({ filled, name: 'varighet', label: 'Kontraktens varighet', inputMode: 'decimal', suffix: 'måneder', optional: true })}
${textField({ filled, name: 'enhet', label: 'Enhet som kjøper', hint: 'For å se om behovet er delt opp.', optional: true })}
${textField({ filled, name: 'cpv', label: 'CPV-kode', optional: true })}
</div>
<button class="primary">Vis hva som kan brukes</button>
</form>`;
}
