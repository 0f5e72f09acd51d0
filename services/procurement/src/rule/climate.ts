import type { RuleRow } from './rule.ts';
import { numberAt, ruleAt } from './ruleAt.ts';

export type ExemptionGround = 'insignificant' | 'critical_interest' | 'national_minimum';

/** What of a competition's specification the climate rule is about. */
export type ClimateSpecification = {
  readonly lots: readonly { readonly lotId: string }[];
  readonly criteria: readonly {
    readonly type: 'price' | 'quality' | 'climate';
    readonly weightPercent: number;
    /** The lots that it counts in; null: all. */
    readonly lotIds: readonly string[] | null;
  }[];
  readonly climate: {
    readonly treatment: 'weighted' | 'among_three_highest' | 'requirement' | 'exemption';
    readonly reason: string | null;
    /** Why there is an exemption; left out: the footprint is insignificant, once the only ground. */
    readonly ground?: ExemptionGround | null | undefined;
  };
};

export type ClimateProblem = {
  readonly code:
    | 'climate_weight_too_low'
    | 'climate_not_among_highest'
    | 'climate_reason_missing'
    | 'climate_ground_not_allowed';
  /** The lot that it is about; null: all of them. */
  readonly lotId: string | null;
  readonly detail: string;
};

export type ClimateFinding = {
  /** False on days before there was such a rule. */
  readonly isRequired: boolean;
  /** True also where nothing is required. */
  readonly isKept: boolean;
  /** The summed weight of the climate criteria of each lot. */
  readonly lots: readonly { readonly lotId: string; readonly weightPercent: number }[];
  readonly problems: readonly ClimateProblem[];
  readonly rules: readonly RuleRow[];
};

type Criteria = ClimateSpecification['criteria'];
type Finding = Pick<ClimateFinding, 'problems' | 'rules'>;

const lotCriteria = (criteria: Criteria, lotId: string): Criteria =>
  criteria.filter(({ lotIds }) => lotIds === null || lotIds.includes(lotId));

// Weights may have decimals, and 0.1 + 0.2 is not 0.3: hundredths of a percent are exact enough for a rule in whole ones.
const weightOf = (criteria: Criteria): number =>
  Math.round(
    criteria.filter(({ type }) => type === 'climate').reduce((sum, one) => sum + one.weightPercent, 0) * 100,
  ) / 100;

/**
 * Whether climate and environment are treated as the rule of the day asks (anskaffelsesforskriften § 7-9): weighted by
 * at least 30 % in sum, or among the three criteria of highest priority, in each lot; or a requirement of the
 * specification in their place; or exempted on exactly one ground. The last two need a reason.
 */
export function climateCheck(
  specification: ClimateSpecification,
  rows: readonly RuleRow[],
  date: string,
): ClimateFinding {
  const { lots, criteria } = specification;
  const weights = lots.map(({ lotId }) => ({ lotId, weightPercent: weightOf(lotCriteria(criteria, lotId)) }));
  const isRequired = ruleAt(rows, 'climate.weight_percent_min', date) !== undefined;
  if (!isRequired) return { isRequired, isKept: true, lots: weights, problems: [], rules: [] };
  const { problems, rules } = treated(specification, weights, rows, date);
  return { isRequired, isKept: problems.length === 0, lots: weights, problems, rules };
}

function treated(
  { lots, criteria, climate }: ClimateSpecification,
  weights: ClimateFinding['lots'],
  rows: readonly RuleRow[],
  date: string,
): Finding {
  switch (climate.treatment) {
    case 'weighted':
      return weighted(weights, rows, date);
    case 'among_three_highest':
      return amongHighest(lots, criteria, rows, date);
    case 'requirement': {
      const rule = ruleAt(rows, 'climate.requirement', date);
      return { problems: reasoned(climate.reason), rules: rule ? [rule] : [] };
    }
    case 'exemption':
      return exempted(climate, rows, date);
  }
}

function weighted(weights: ClimateFinding['lots'], rows: readonly RuleRow[], date: string): Finding {
  const least = numberAt(rows, 'climate.weight_percent_min', date);
  if (!least) return { problems: [], rules: [] };
  const problems = weights
    .filter(({ weightPercent }) => weightPercent < least.value)
    .map(({ lotId, weightPercent }) => ({
      code: 'climate_weight_too_low' as const,
      lotId,
      detail: `criteria: climate has ${weightPercent} % of ${lotId}; it needs ${least.value} % in sum, or climate.treatment another way.`,
    }));
  return { problems, rules: [least.rule] };
}

function amongHighest(
  lots: ClimateSpecification['lots'],
  criteria: Criteria,
  rows: readonly RuleRow[],
  date: string,
): Finding {
  const highest = numberAt(rows, 'climate.priority_max', date);
  if (!highest) return { problems: [], rules: [] };
  const problems = lots
    .filter(({ lotId }) => !isAmong(highest.value, lotCriteria(criteria, lotId)))
    .map(({ lotId }) => ({
      code: 'climate_not_among_highest' as const,
      lotId,
      detail: `criteria: no climate criterion is among the ${highest.value} that weigh most in ${lotId}.`,
    }));
  return { problems, rules: [highest.rule] };
}

/** Criteria of the same weight share a place. */
function isAmong(places: number, criteria: Criteria): boolean {
  return criteria.some(
    ({ type, weightPercent }) =>
      type === 'climate' && criteria.filter((other) => other.weightPercent > weightPercent).length < places,
  );
}

function exempted(
  { reason, ground }: ClimateSpecification['climate'],
  rows: readonly RuleRow[],
  date: string,
): Finding {
  const rule = ruleAt(rows, 'climate.exemption_grounds', date);
  const allowed = (rule?.value ?? []) as readonly string[];
  const given = ground ?? 'insignificant';
  const problem = {
    code: 'climate_ground_not_allowed' as const,
    lotId: null,
    detail: `climate.ground: ${given} is no ground on ${date}; grounds are ${allowed.join(', ') || 'not known'}.`,
  };
  return {
    problems: [...reasoned(reason), ...(allowed.includes(given) ? [] : [problem])],
    rules: rule ? [rule] : [],
  };
}

const reasoned = (reason: string | null): readonly ClimateProblem[] =>
  reason?.trim()
    ? []
    : [
        {
          code: 'climate_reason_missing',
          lotId: null,
          detail: 'climate.reason: say why no weight is given.',
        },
      ];
