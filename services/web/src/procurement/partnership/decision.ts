import type { OperationRequest } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import { kroner } from '../../format/money.ts';
import { numberFrom } from '../../format/quantity.ts';
import { type Filled, selectField, textArea, textField } from '../../html/form.ts';
import { type Html, html } from '../../html/html.ts';
import type { Entered } from '../../visit.ts';
import { leftOfBudgetOre, type Partner, type Partnership } from './words.ts';

type Decisions = OperationRequest<(typeof procurementOperations)['decidePhase']>['body']['decisions'];

/** The most partners that the API compares. */
const rankMax = 20;
const rankMessage = 'Skriv plassen som et helt tall, 1 for den beste.';
const decision = z.object({
  outcome: z.enum(['continue', 'exit'], 'Velg om partneren går videre.'),
  reason: f.requiredText('Skriv begrunnelsen.'),
  amount: f.optional(f.amount),
});
const rank = z
  .string()
  .transform((text) => numberFrom(text))
  .pipe(z.int(rankMessage).min(1, rankMessage).max(rankMax, rankMessage));
const ranked = z.object({ ...decision.shape, rank });

/** The decisions of a form, one for each partner that it has fields of; or what is wrong with it, field by field. */
export function decisionsIn(
  entered: Entered,
): { readonly ok: true; readonly value: Decisions } | { readonly ok: false; readonly errors: f.FormErrors } {
  const fields: Record<string, string> = {};
  const decisions = [...entered.keys()].flatMap((name): Decisions => {
    const [, supplierId] = /^outcome-(.+)$/.exec(name) ?? [];
    if (supplierId === undefined) return [];
    const isRanked = entered.has(`rank-${supplierId}`);
    const schema = isRanked ? ranked : decision;
    const own = new Map(
      Object.keys(schema.shape).map((field) => [field, entered.get(`${field}-${supplierId}`) ?? '']),
    );
    const read = f.readForm<typeof decision | typeof ranked>(schema, own);
    if (read.ok) {
      const { amount, ...rest } = read.value;
      return [{ rank: null, ...rest, supplierId, instalmentOre: amount ?? 0 }];
    }
    for (const [field, text] of Object.entries(read.errors.fields)) fields[`${field}-${supplierId}`] = text;
    return [];
  });
  if (Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
  if (decisions.length === 0)
    return { ok: false, errors: { fields: {}, general: ['Skjemaet har ingen partner å avgjøre om.'] } };
  return { ok: true, value: decisions };
}

/** What is asked of one partner after a phase; in a comparison with its place among them all. */
export function decisionFields(
  filled: Filled,
  { kind, terms }: Partnership,
  { phase, partner }: { readonly phase: number; readonly partner: Partner },
): Html {
  const { name, supplierId } = partner;
  const run = partner.runs[phase - 1];
  const isLast = phase === terms.phases.length;
  const about = terms.phases[phase - 1];
  const choices = [
    // Who has not delivered can only leave.
    ...(run?.status === 'started'
      ? []
      : [
          {
            value: 'continue',
            text: isLast ? 'Har kommet gjennom siste fase' : `Går videre til fase ${phase + 1}`,
          },
        ]),
    { value: 'exit', text: 'Går ut av partnerskapet' },
  ];
  const isRanked = kind === 'pre_commercial_procurement';
  return html`<fieldset><legend>${name}</legend>
<div class="grid">
${isRanked && textField({ filled, name: `rank-${supplierId}`, label: `Plass til ${name}`, hint: '1 for den beste.', inputMode: 'decimal' })}
${selectField({ filled, name: `outcome-${supplierId}`, label: `Utfall for ${name}`, choices, empty: 'Velg' })}
${textField({
  filled,
  name: `amount-${supplierId}`,
  label: `Betaling nå til ${name}`,
  hint: about ? `Det gjenstår ${kroner(leftOfBudgetOre(about, run))} av fasebudsjettet.` : '',
  inputMode: 'decimal',
  suffix: 'kr',
  optional: true,
})}
</div>
${textArea({ filled, name: `reason-${supplierId}`, label: `Begrunnelse for ${name}` })}
</fieldset>`;
}
