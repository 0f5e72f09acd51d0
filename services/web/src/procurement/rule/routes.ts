import * as z from 'zod';
import * as f from '../../form.ts';
import { dateFrom, dateIn } from '../../format/time.ts';
import { blank, callOptions, type Filled } from '../../html/form.ts';
import { all, pageLimit } from '../../services.ts';
import { type Page, page, type Reply, type Route, receiver, type SignedInVisit } from '../../visit.ts';
import type { RuleName } from './addRuleForm.ts';
import { rulesPage } from './rulesPage.ts';
import { valueFrom } from './value.ts';

const added = z.object({
  key: z.string().min(1, 'Velg hvilken regel det gjelder.'),
  value: f.requiredText('Skriv verdien.'),
  validFrom: f.optional(f.day),
  validTo: f.optional(f.day),
  source: f.requiredLine('Skriv hvor det er lest.'),
  status: z.enum(['confirmed', 'reported', 'unconfirmed'], 'Velg hvor sikkert det er.'),
  note: f.optionalText,
});

const rulesOf = (visit: SignedInVisit, query: { readonly key?: string; readonly on?: string }) =>
  all((cursor) => visit.api.procurement.listRules({ query: { ...query, cursor, limit: pageLimit } }));

async function showRules(visit: SignedInVisit, filled: Filled = blank('regel')): Promise<Page> {
  const on = dateFrom(visit.query.get('dato') ?? '') ?? dateIn(visit.now);
  const asked = visit.query.get('nokkel') ?? '';
  const key = /^[a-z_.]{1,100}$/.test(asked) ? asked : undefined;
  const [rules, everything] = await Promise.all([
    rulesOf(visit, key === undefined ? { on } : { key }),
    rulesOf(visit, {}),
  ]);
  return rulesPage(visit, { rules, names: namesOf(everything), shown: { on, key }, filled });
}

/** Each rule once, by its title. */
function namesOf(rules: readonly RuleName[]): readonly RuleName[] {
  const byKey = new Map(rules.map((rule) => [rule.key, rule]));
  return [...byKey.values()].sort((one, other) => one.title.localeCompare(other.title, 'nb'));
}

async function addRule(visit: SignedInVisit): Promise<Reply> {
  const refused = (errors: f.FormErrors) => showRules(visit, { form: 'regel', entered: visit.form, errors });
  const entered = f.readForm(added, visit.form);
  if (!entered.ok) return refused(entered.errors);
  const { key, value, ...fields } = entered.value;
  const [known] = await rulesOf(visit, { key });
  if (!known) return refused({ fields: { key: 'Velg en av reglene i listen.' }, general: [] });
  const made = await f.attempted(() =>
    visit.api.procurement.addRule(
      { body: { ...fields, key, value: valueFrom(value, known.unit) } },
      callOptions(visit.form),
    ),
  );
  if (!made.ok) return refused(made.errors);
  return { redirect: `/regler?nokkel=${encodeURIComponent(key)}&utfort=lagt` };
}

/** The page of the rules, and the form on it. */
export const ruleRoutes: readonly Route[] = [
  page('/regler', (visit) => showRules(visit)),
  receiver('/regler', addRule),
];
