import { Rejection } from '@tiltak/decider';
import type { UsedRule } from './events.ts';
import type { ProcedureName } from './procedure/procedure.ts';

export type Lot = { readonly lotId: string; readonly title: string; readonly estimatedValueOre: number };
export type Requirement = {
  readonly requirementId: string;
  readonly title: string;
  readonly evidence: string;
};
export type Criterion = {
  readonly criterionId: string;
  readonly title: string;
  readonly type: 'price' | 'quality' | 'climate';
  readonly weightPercent: number;
  /** Null: all lots. */
  readonly lotIds: readonly string[] | null;
};
export type PriceModel =
  | { readonly type: 'linear' | 'proportional' | 'hybrid' | 'surcharge' }
  | {
      readonly type: 'priced_quality';
      readonly valuesOre: readonly { readonly criterionId: string; readonly fullScoreOre: number }[];
    };
export type Result =
  | { readonly type: 'contract' | 'prizes' }
  | {
      readonly type: 'framework_agreement';
      readonly allocation: 'rank' | 'rotation' | 'mini_competition';
      readonly suppliersMax: number;
      readonly ceilingOre: number;
      readonly months: number;
      readonly longerReason: string | null;
    }
  | { readonly type: 'partnership'; readonly partnersMax: number }
  | { readonly type: 'dynamic_purchasing_system'; readonly months: number };

export type Specification = {
  /** From 1; each change of the competition after its publication is one more. */
  readonly version: number;
  readonly lots: readonly Lot[];
  readonly noLotsReason: string | null;
  readonly requirements: readonly Requirement[];
  readonly criteria: readonly Criterion[];
  readonly priceModel: PriceModel;
  readonly climate: {
    readonly treatment: 'weighted' | 'among_three_highest' | 'requirement' | 'exemption';
    readonly reason: string | null;
    /** Of an exemption; not in what was specified before there was more than one. */
    readonly ground?: 'insignificant' | 'critical_interest' | 'national_minimum' | null;
  };
  /** In the order of their opening. */
  readonly envelopes: readonly ('quality' | 'price')[];
  readonly result: Result;
  readonly intellectualProperty: string | null;
  readonly subcontractTiersMax: number;
  readonly apprenticesClause: boolean;
};

/** What the procedure says of a specification. */
type Allowed = {
  readonly norwegian: string;
  readonly results: readonly Result['type'][];
  readonly mayAwardByPrice: boolean;
};

/** The longest framework agreement that needs no reason, months (FOA §§ 11-1, 26-1). */
const frameworkMonthsMax = 48;

/** Throws `part_twice`, `lot_not_found`, `reason_missing`, `weights_not_100`, `criteria_not_allowed`, `result_not_allowed`. */
export function checkSpecification(specification: Omit<Specification, 'version'>, allowed: Allowed): void {
  const { lots, criteria, requirements, result } = specification;
  for (const ids of [
    lots.map(({ lotId }) => lotId),
    criteria.map(({ criterionId }) => criterionId),
    requirements.map(({ requirementId }) => requirementId),
  ]) {
    const twice = ids.find((one, at) => ids.indexOf(one) !== at);
    if (twice !== undefined)
      throw new Rejection('part_twice', `${twice} is there twice; give each part a name of its own.`);
  }
  if (!allowed.results.includes(result.type))
    throw new Rejection(
      'result_not_allowed',
      `result: ${allowed.norwegian} ends in ${allowed.results.join(' or ')}, not in ${result.type}.`,
    );
  checkReasons(specification);
  checkCriteria(specification, allowed);
}

/** What the climate rule finds in a specification, and the rows that it found it by. */
export type ClimateTreated = {
  readonly problems: readonly { readonly detail: string }[];
  readonly rules: readonly UsedRule[];
};

/**
 * Throws `climate_rule`. Pre-commercial procurement is outside of the rules that the climate rule is one of (FOA § 2-5).
 */
export function checkClimate(procedure: ProcedureName, { problems, rules }: ClimateTreated): void {
  const [first] = problems;
  if (!first || procedure === 'pre_commercial_procurement') return;
  throw new Rejection('climate_rule', first.detail, { problems, rules });
}

function checkReasons({
  lots,
  noLotsReason,
  climate,
  result,
  intellectualProperty,
}: Omit<Specification, 'version'>) {
  const missing = (field: string, why: string) => new Rejection('reason_missing', `${field}: ${why}.`);
  if (lots.length === 1 && !noLotsReason)
    throw missing('noLotsReason', 'say why the purchase is not divided into lots (FOA § 19-4)');
  if (['requirement', 'exemption'].includes(climate.treatment) && !climate.reason)
    throw missing('climate.reason', 'say why climate is not weighed as a criterion (FOA § 7-9)');
  if (result.type === 'framework_agreement' && result.months > frameworkMonthsMax && !result.longerReason)
    throw missing('result.longerReason', `say why it lasts more than ${frameworkMonthsMax} months`);
  if (result.type === 'partnership' && !intellectualProperty)
    throw missing('intellectualProperty', 'say from the start who has which rights to what is developed');
}

function checkCriteria(
  { lots, criteria, priceModel, envelopes }: Omit<Specification, 'version'>,
  allowed: Allowed,
) {
  const lotIds = new Set(lots.map(({ lotId }) => lotId));
  for (const criterion of criteria) {
    const unknown = criterion.lotIds?.find((lotId) => !lotIds.has(lotId));
    if (unknown !== undefined)
      throw new Rejection(
        'lot_not_found',
        `criteria: ${criterion.criterionId} is for ${unknown}, which is no lot.`,
      );
  }
  const notAllowed = (detail: string) => new Rejection('criteria_not_allowed', `criteria: ${detail}`);
  for (const lotId of lotIds) {
    const own = criteria.filter((criterion) => criterion.lotIds?.includes(lotId) ?? true);
    const sum = own.reduce((total, { weightPercent }) => total + weightPercent, 0);
    if (sum !== 100)
      throw new Rejection(
        'weights_not_100',
        `criteria: the weights of ${lotId} are ${sum} together, not 100.`,
        {
          lotId,
          sum,
        },
      );
    if (own.filter(({ type }) => type === 'price').length > 1)
      throw notAllowed(`${lotId} has more than one criterion of price.`);
    if (!allowed.mayAwardByPrice && own.every(({ type }) => type === 'price'))
      throw notAllowed(`${allowed.norwegian} is awarded by the best ratio of price and quality only.`);
  }
  if (envelopes.length === 1 && criteria.some(({ type }) => type !== 'price'))
    throw notAllowed('quality is scored before the price is known: ask for a quality envelope too.');
  if (priceModel.type !== 'priced_quality') return;
  const valued = new Set(priceModel.valuesOre.map(({ criterionId }) => criterionId));
  const scored = criteria.filter(({ type }) => type !== 'price').map(({ criterionId }) => criterionId);
  if (valued.size !== scored.length || scored.some((one) => !valued.has(one)))
    throw notAllowed('priceModel.valuesOre gives each criterion but the price its value, once.');
}
