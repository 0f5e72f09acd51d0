import { minimumDeadline } from '../rule/deadline.ts';
import type { RuleRow } from '../rule/rule.ts';
import { disputedAt, ruleAt } from '../rule/ruleAt.ts';
import { type Kind, type Place, placeOf, type Threshold, thresholdKeys, thresholdsOn } from './part.ts';

export type Standing = 'allowed' | 'on_conditions' | 'not_allowed';
const standings: readonly Standing[] = ['allowed', 'on_conditions', 'not_allowed'];

/** What is asked: how much, of what, and by the rules of which day. */
export type Question = {
  readonly estimatedValueOre: number;
  readonly kind: Kind;
  readonly on: string;
  readonly cpvCode?: string | undefined;
};

type Judged<Procedure> = {
  readonly procedure: Procedure;
  readonly standing: Standing;
  readonly why: 'rule' | 'no_rule' | 'other_kind';
  readonly condition: string | null;
  readonly rules: readonly RuleRow[];
};

/**
 * Which of the procedures a purchase may follow, each with the rows that say so, the allowed ones first; and what
 * would be otherwise beyond the thresholds next to its value. Undefined `part` and no procedures: a threshold that the
 * value depends on has no row for the day, which a note tells.
 */
export function advise<Procedure extends string>(
  procedures: readonly Procedure[],
  question: Question,
  rows: readonly RuleRow[],
) {
  const { estimatedValueOre, kind, on } = question;
  const thresholds = thresholdsOn(rows, kind, on);
  const place = placeOf(estimatedValueOre, thresholds, kind);
  const judge = (procedure: Procedure, at: Place) => judged(procedure, at, { kind, on, rows });
  return {
    part: place?.part ?? null,
    thresholds,
    procedures: !place
      ? []
      : procedures
          .map((procedure) => judge(procedure, place))
          .sort((one, other) => standings.indexOf(one.standing) - standings.indexOf(other.standing))
          .map((advised) => ({
            ...advised,
            isUnconfirmed: advised.rules.some(({ status }) => status === 'unconfirmed'),
            deadlines: advised.standing === 'not_allowed' ? [] : deadlinesOf(advised.procedure, on, rows),
          })),
    changes: place ? changesFrom(place, thresholds, { procedures, kind, judge }) : [],
    notes: [...notesOn(rows, kind, on), ...ownThreshold(question, rows)],
  };
}

const isDefined = <Value>(value: Value | undefined): value is Value => value !== undefined;

function judged<Procedure extends string>(
  procedure: Procedure,
  { part, reached, next }: Place,
  { kind, on, rows }: { readonly kind: Kind; readonly on: string; readonly rows: readonly RuleRow[] },
): Judged<Procedure> {
  const placed = [reached?.rule, next?.rule].filter(isDefined);
  const kinds = ruleAt(rows, `procedure.${procedure}.kinds`, on);
  if (Array.isArray(kinds?.value) && !kinds.value.includes(kind))
    return { procedure, standing: 'not_allowed', why: 'other_kind', condition: kinds.note, rules: [kinds] };
  const rule = ruleAt(rows, `procedure.${procedure}.${part}`, on);
  if (!rule) return { procedure, standing: 'not_allowed', why: 'no_rule', condition: null, rules: placed };
  return {
    procedure,
    standing: rule.value as Standing,
    why: 'rule',
    condition: rule.note,
    rules: [rule, kinds, ...placed].filter(isDefined),
  };
}

function deadlinesOf(procedure: string, on: string, rows: readonly RuleRow[]) {
  return (['requests', 'bids'] as const)
    .map((window) => ({ window, ...minimumDeadline({ procedure, window, publishedOn: on, rows }) }))
    .filter(({ rules }) => rules.length > 0)
    .map(({ window, earliest, rules }) => ({ window, earliest, rules }));
}

/** What changes just above and just below: from the next threshold on, and below the one that was reached. */
function changesFrom<Procedure extends string>(
  place: Place,
  thresholds: readonly Threshold[],
  options: {
    readonly procedures: readonly Procedure[];
    readonly kind: Kind;
    readonly judge: (procedure: Procedure, at: Place) => Judged<Procedure>;
  },
) {
  const { procedures, kind, judge } = options;
  const across = (side: 'from' | 'below', threshold: Threshold | undefined) => {
    const there = threshold && placeOf(threshold.fromOre - (side === 'below' ? 1 : 0), thresholds, kind);
    if (!threshold || !there) return [];
    const changed = procedures
      .map((procedure) => ({
        procedure,
        now: judge(procedure, place).standing,
        beyond: judge(procedure, there).standing,
      }))
      .filter(({ now, beyond }) => now !== beyond);
    return [{ side, threshold, part: there.part, procedures: changed }];
  };
  return [...across('from', place.next), ...across('below', place.reached)];
}

/** Health and social work services: the division of the common vocabulary that is theirs alone (CPV 85). */
const healthAndSocial = /^85/;

/**
 * Health and social services have a threshold and procedures of their own (FOA part IV), which no row tells the steps
 * of: so the advice doesn't go by it, and says so where a purchase is one or may be.
 */
function ownThreshold({ kind, on, cpvCode }: Question, rows: readonly RuleRow[]) {
  const isMaybeOne = kind === 'services' && (cpvCode === undefined || healthAndSocial.test(cpvCode));
  const key = 'eea_threshold.special_services';
  const inUse = ruleAt(rows, key, on) ?? null;
  if (!isMaybeOne || inUse === null) return [];
  const euro = ruleAt(rows, `${key}.eur`, on);
  return [{ about: 'own_threshold' as const, key, inUse, rules: euro ? [euro] : [] }];
}

/** What is to be known of the thresholds of a day before one relies on them. */
function notesOn(rows: readonly RuleRow[], kind: Kind, on: string) {
  return thresholdKeys(kind).flatMap(({ key }) => {
    const inUse = ruleAt(rows, key, on) ?? null;
    const euro = ruleAt(rows, `${key}.eur`, on);
    const isNewer = euro && (euro.validFrom ?? '') > (inUse?.validFrom ?? '');
    const proposed = rows.filter((row) => row.key === `${key}.proposed`);
    const notes = [
      { about: 'no_rule' as const, rules: [], isSo: inUse === null },
      { about: 'newer_amount_unconfirmed' as const, rules: euro ? [euro] : [], isSo: isNewer === true },
      { about: 'proposal' as const, rules: proposed, isSo: proposed.length > 0 },
      {
        about: 'sources_disagree' as const,
        rules: disputedAt(rows, key, on),
        isSo: disputedAt(rows, key, on).length > 0,
      },
    ];
    return notes.filter(({ isSo }) => isSo).map(({ about, rules }) => ({ about, key, inUse, rules }));
  });
}
