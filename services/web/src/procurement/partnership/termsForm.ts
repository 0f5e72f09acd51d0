import * as z from 'zod';
import * as f from '../../form.ts';
import { numberFrom } from '../../format/quantity.ts';
import type { Entered } from '../../visit.ts';
import { valueFrom } from './measure.ts';
import {
  type DeliverableRow,
  deliverableAt,
  type GoalRow,
  goalAt,
  type PhaseRow,
  phaseAt,
  type Rows,
  rowsIn,
  subGoalAt,
} from './termsRows.ts';
import type { Kind, Terms } from './words.ts';

/** The most partners that the API takes in a phase. */
const partnersMax = 20;
const partnersMessage = `Skriv et helt tall fra 1 til ${partnersMax}.`;
const valueMessage =
  'Skriv målet som et tall, for eksempel 90 eller 0,5. Det som ikke kan måles, hører til tildelingskriteriene.';

const goalRow = z.object({
  name: f.requiredLine('Skriv hva som skal måles.'),
  unit: f.requiredLine('Skriv enheten, for eksempel prosent eller timer.'),
  comparison: z.enum(['at_least', 'at_most'], 'Velg minst eller høyst.'),
  value: z
    .string()
    .transform((text) => valueFrom(text))
    .pipe(z.number(valueMessage)),
});
const phaseRow = z.object({
  title: f.requiredLine('Skriv hva fasen heter.'),
  budget: f.amount,
  deadline: f.day,
  partners: z
    .string()
    .transform((text) => numberFrom(text))
    .pipe(z.int(partnersMessage).min(1, partnersMessage).max(partnersMax, partnersMessage)),
});
const deliverableRow = z.object({ title: f.requiredLine('Skriv hva som skal leveres.') });
const rights = f.requiredText('Skriv hvem som får bruke det som utvikles, og til hva.');
const whole = z.object({ maximumDevelopmentOre: f.amount, rights });
/** An innovation partnership holds a purchase, and its rights are for its terms to give. */
const withPurchase = z.object({
  ...whole.shape,
  maximumCostOre: f.amount,
  heldBy: z.enum(['supplier', 'buyer', 'shared'], 'Velg hvem som får rettighetene.'),
  buyerMayUse: f.checkbox,
});

type Goals = Terms['goals'];
type Phase = Terms['phases'][number];

/**
 * Reads the form: the terms, or what is wrong with it, all of it at once and field by field. The rows must be together
 * (see `compacted`), so that what the service says of a phase stands at the same phase of the form.
 */
export function termsIn(
  entered: Entered,
  kind: Kind,
): { readonly ok: true; readonly value: Terms } | { readonly ok: false; readonly errors: f.FormErrors } {
  const rows = rowsIn(entered);
  const reader = rowReader(rows);
  const goals = rows.goals.map((row, at) => reader.goal(goalAt(at), row, 'M'));
  const phases = rows.phases.map((row, at) => phaseIn(reader, row, at));
  if (goals.length === 0)
    reader.wrong[`${goalAt(0)}-name`] =
      'Skriv minst ett mål som kan måles. Det er målene som avgjør om utviklingen lykkes.';
  if (phases.length === 0) reader.wrong[`${phaseAt(0)}-title`] = 'Beskriv minst én fase.';
  const agreed = agreedIn(entered, kind);
  const fields = { ...reader.wrong, ...(!agreed.ok && agreed.errors.fields) };
  if (!agreed.ok || Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
  return { ok: true, value: { goals, phases, ...agreed.value } };
}

/** What is agreed of money and rights. */
function agreedIn(entered: Entered, kind: Kind) {
  if (kind === 'innovation_partnership') {
    const read = f.readForm(withPurchase, entered);
    if (!read.ok) return read;
    const { buyerMayUse, heldBy, rights: terms, ...money } = read.value;
    return { ok: true, value: { ...money, intellectualProperty: { heldBy, buyerMayUse, terms } } } as const;
  }
  const read = f.readForm(whole, entered);
  if (!read.ok) return read;
  const { maximumDevelopmentOre, rights: terms } = read.value;
  // The suppliers keep their rights, and the buyer may use what is developed: there is nothing to choose.
  const intellectualProperty = { heldBy: 'supplier', buyerMayUse: true, terms } as const;
  return { ok: true, value: { maximumDevelopmentOre, maximumCostOre: null, intellectualProperty } } as const;
}

function phaseIn(reader: RowReader, row: PhaseRow, at: number): Phase {
  const { budget, deadline, partners, title } = reader.read(phaseAt(at), phaseRow, row, {
    ...{ title: '', budget: 1, deadline: '', partners: 1 },
  });
  if (row.deliverables.length === 0)
    reader.wrong[`${deliverableAt(at, 0)}-title`] = 'Skriv minst én leveranse i fasen.';
  return {
    ...{ title, budgetOre: budget, deadline, partnersMax: partners },
    subGoals: row.subGoals.map((goal, place) => reader.goal(subGoalAt(at, place), goal, 'D')),
    deliverables: row.deliverables.map((one, place) => reader.deliverable(deliverableAt(at, place), one)),
  };
}

type RowReader = ReturnType<typeof rowReader>;

/** Reads rows; `wrong` collects what can't be read by its field, and what was read of such a row is of no use. */
function rowReader(rows: Rows) {
  const wrong: Record<string, string> = {};
  const freshGoal = freshIds([...rows.goals, ...rows.phases.flatMap(({ subGoals }) => subGoals)]);
  const freshDeliverable = freshIds(rows.phases.flatMap(({ deliverables }) => deliverables));
  function read<Schema extends z.ZodObject>(
    place: string,
    schema: Schema,
    row: object,
    unread: z.output<Schema>,
  ): z.output<Schema> {
    const outcome = f.readForm(schema, new Map(Object.entries(row)));
    if (outcome.ok) return outcome.value;
    for (const [field, text] of Object.entries(outcome.errors.fields)) wrong[`${place}-${field}`] = text;
    return unread;
  }
  return {
    wrong,
    read,
    goal: (place: string, row: GoalRow, prefix: string): Goals[number] => ({
      goalId: row.id || freshGoal(prefix),
      ...read(place, goalRow, row, { name: '', unit: '', comparison: 'at_least', value: 0 }),
    }),
    deliverable: (place: string, row: DeliverableRow) => ({
      deliverableId: row.id || freshDeliverable('L'),
      ...read(place, deliverableRow, row, { title: '' }),
    }),
  };
}

/** Ids for new rows: the first number that no row has, so that the others keep what they are called. */
function freshIds(rows: readonly { readonly id: string }[]): (prefix: string) => string {
  const used = new Set(rows.map(({ id }) => id));
  return (prefix) => {
    let next = 1;
    while (used.has(`${prefix}${next}`)) next += 1;
    used.add(`${prefix}${next}`);
    return `${prefix}${next}`;
  };
}
