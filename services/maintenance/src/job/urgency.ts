import type { JobFields } from './job.ts';

export type Urgency = 'low' | 'normal' | 'high' | 'immediate';
/** From what can wait to what can't. */
const sooner: readonly Urgency[] = ['low', 'normal', 'high', 'immediate'];

/** The most urgent of several; normal where there is none. */
export const mostUrgent = (urgencies: readonly Urgency[]): Urgency =>
  sooner.findLast((one) => urgencies.includes(one)) ?? 'normal';

type Grades = Pick<JobFields, 'conditionGrade' | 'consequenceGrade'>;
type ConsequenceGrade = NonNullable<Grades['consequenceGrade']>;

/**
 * NS 3424 names the grades of condition (TG) and of consequence (KG); what follows from them it leaves to the owner.
 * This table is Tiltak's own: the worse the state and the graver what comes of it, the sooner.
 */
const urgencies: Readonly<
  Record<'TG0' | 'TG1' | 'TG2' | 'TG3', Readonly<Record<ConsequenceGrade, Urgency>>>
> = {
  TG0: { KG0: 'low', KG1: 'low', KG2: 'low', KG3: 'low' },
  TG1: { KG0: 'low', KG1: 'low', KG2: 'low', KG3: 'normal' },
  TG2: { KG0: 'low', KG1: 'normal', KG2: 'normal', KG3: 'high' },
  TG3: { KG0: 'normal', KG1: 'normal', KG2: 'high', KG3: 'immediate' },
};

/** How urgent a job is by its grades; null where one is missing or nobody has examined it (TGIU). */
export function urgencyBy({ conditionGrade, consequenceGrade }: Grades): Urgency | null {
  if (conditionGrade === null || conditionGrade === 'TGIU' || consequenceGrade === null) return null;
  return urgencies[conditionGrade][consequenceGrade];
}
