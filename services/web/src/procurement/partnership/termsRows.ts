import { kronerAsEntered } from '../../format/money.ts';
import type { Entered } from '../../visit.ts';
import { valueAsEntered } from './measure.ts';
import type { Goal, StatedTerms } from './words.ts';

/**
 * The most rows of each part that the form has: with them it has fewer fields than a form may have. Terms with more are
 * stated through the API.
 */
export const rowsMax = { goals: 10, phases: 6, subGoals: 5, deliverables: 6 } as const;

const goalFields = ['id', 'name', 'unit', 'comparison', 'value'] as const;
const deliverableFields = ['id', 'title'] as const;
const phaseFields = ['title', 'budget', 'deadline', 'partners'] as const;
/** A row's texts by field, as they were written. */
type Row<Field extends string> = Readonly<Record<Field, string>>;
export type GoalRow = Row<(typeof goalFields)[number]>;
export type DeliverableRow = Row<(typeof deliverableFields)[number]>;
export type PhaseRow = Row<(typeof phaseFields)[number]> & {
  readonly subGoals: readonly GoalRow[];
  readonly deliverables: readonly DeliverableRow[];
};
export type Rows = { readonly goals: readonly GoalRow[]; readonly phases: readonly PhaseRow[] };

/** Where rows stand in the form: a field's name is its row's and its own, `phase1-goal2-name`. */
export const goalAt = (at: number): string => `goal${at + 1}`;
export const phaseAt = (at: number): string => `phase${at + 1}`;
export const subGoalAt = (phase: number, at: number): string => `${phaseAt(phase)}-${goalAt(at)}`;
export const deliverableAt = (phase: number, at: number): string => `${phaseAt(phase)}-deliverable${at + 1}`;

/** The rows that something was written in, in their order, without the empty ones between. */
export function rowsIn(entered: Entered): Rows {
  const read = <Field extends string>(place: string, fields: readonly Field[]): Row<Field> =>
    Object.fromEntries(
      fields.map((field) => [field, (entered.get(`${place}-${field}`) ?? '').trim()]),
    ) as Row<Field>;
  const goals = (most: number, placeOf: (at: number) => string) =>
    placesTo(most, placeOf)
      .map((place) => read(place, goalFields))
      .filter(isGoalFilled);
  const phase = (at: number): PhaseRow => ({
    ...read(phaseAt(at), phaseFields),
    subGoals: goals(rowsMax.subGoals, (place) => subGoalAt(at, place)),
    deliverables: placesTo(rowsMax.deliverables, (place) => deliverableAt(at, place))
      .map((place) => read(place, deliverableFields))
      .filter(({ title }) => title !== ''),
  });
  const phases = Array.from({ length: rowsMax.phases }, (_, at) => phase(at));
  return { goals: goals(rowsMax.goals, goalAt), phases: phases.filter(isPhaseFilled) };
}

const placesTo = (most: number, placeOf: (at: number) => string): readonly string[] =>
  Array.from({ length: most }, (_, at) => placeOf(at));

// What stands chosen in an empty row is not written by anybody.
const isGoalFilled = ({ name, unit, value }: GoalRow): boolean => `${name}${unit}${value}` !== '';
const isPhaseFilled = ({ budget, deadline, deliverables, partners, subGoals, title }: PhaseRow): boolean =>
  `${title}${budget}${deadline}${partners}` !== '' || subGoals.length + deliverables.length > 0;

/** The form's fields with these rows, numbered from the first without gaps. */
export function fieldsOf({ goals, phases }: Rows): readonly (readonly [string, string])[] {
  const write = (place: string, row: Readonly<Record<string, unknown>>) =>
    Object.entries(row).flatMap(([field, value]) =>
      typeof value === 'string' ? [[`${place}-${field}`, value] as const] : [],
    );
  return [
    ...goals.flatMap((row, at) => write(goalAt(at), row)),
    ...phases.flatMap((row, at) => [
      ...write(phaseAt(at), row),
      ...row.subGoals.flatMap((goal, place) => write(subGoalAt(at, place), goal)),
      ...row.deliverables.flatMap((one, place) => write(deliverableAt(at, place), one)),
    ]),
  ];
}

/** The same form with its rows moved together, so that the first phase of the terms is the form's first. */
export const compacted = (entered: Entered): Entered =>
  new Map([
    ...[...entered].filter(([name]) => !/^(?:goal|phase)\d/.test(name)),
    ...fieldsOf(rowsIn(entered)),
  ]);

/** Whether the form has rows enough for the terms: else saving it would take parts away. */
export const fitsForm = ({ goals, phases }: StatedTerms): boolean =>
  goals.length <= rowsMax.goals &&
  phases.length <= rowsMax.phases &&
  phases.every(
    ({ deliverables, subGoals }) =>
      subGoals.length <= rowsMax.subGoals && deliverables.length <= rowsMax.deliverables,
  );

/** The form as the terms fill it in. */
export function enteredOf({ goals, phases, ...terms }: StatedTerms): Entered {
  const { buyerMayUse, heldBy, terms: words } = terms.intellectualProperty;
  const rows: Rows = {
    goals: goals.map(rowOfGoal),
    phases: phases.map((phase) => ({
      ...{ title: phase.title, budget: kronerAsEntered(phase.budgetOre), deadline: phase.deadline },
      partners: String(phase.partnersMax),
      subGoals: phase.subGoals.map(rowOfGoal),
      deliverables: phase.deliverables.map(({ deliverableId, title }) => ({ id: deliverableId, title })),
    })),
  };
  return new Map([
    ...fieldsOf(rows),
    ['maximumDevelopmentOre', kronerAsEntered(terms.maximumDevelopmentOre)],
    ['maximumCostOre', terms.maximumCostOre === null ? '' : kronerAsEntered(terms.maximumCostOre)],
    ['heldBy', heldBy],
    ['buyerMayUse', buyerMayUse ? 'ja' : ''],
    ['rights', words],
  ]);
}

const rowOfGoal = ({ goalId, value, ...rest }: Goal): GoalRow => ({
  ...rest,
  id: goalId,
  value: valueAsEntered(value),
});
