import { kronerAsEntered } from '../../format/money.ts';
import type { Entered } from '../../visit.ts';
import type { Case } from '../case/words.ts';
import { fieldOf, type Part, rowsMax } from './rows.ts';
import type { Specification } from './specificationForm.ts';

type Pairs = readonly (readonly [string, string])[];

/** Whether the form has rows enough for all parts of a specification: else saving it would take parts away. */
export function fitsForm({ criteria, lots, requirements }: Specification): boolean {
  return (
    lots.length <= rowsMax.lot &&
    requirements.length <= rowsMax.requirement &&
    criteria.length <= rowsMax.criterion
  );
}

/** The form as the case's specification fills it in; before there is one, as a usual competition of this case. */
export function enteredOf(theCase: Case): Entered {
  const { specification } = theCase;
  return specification === null
    ? usual(theCase)
    : new Map([...parts(specification), ...terms(specification)]);
}

function usual({ estimatedValueOre, procedure, title }: Case): Entered {
  const isPartnership = ['innovation_partnership', 'pre_commercial_procurement'].includes(procedure);
  const results: Readonly<Record<string, string>> = {
    design_contest: 'prizes',
    dynamic_purchasing_system: 'dynamic_purchasing_system',
  };
  return new Map([
    ...row('lot', 1, { Title: title, Value: kronerAsEntered(estimatedValueOre) }),
    ...row('criterion', 1, { Title: 'Pris', Type: 'price', Weight: '40' }),
    ...row('criterion', 2, { Title: 'Kvalitet', Type: 'quality', Weight: '30' }),
    ...row('criterion', 3, { Title: 'Klima og miljø', Type: 'climate', Weight: '30' }),
    ...([
      ['priceModel', 'linear'],
      ['treatment', 'weighted'],
      ['qualityEnvelope', 'ja'],
      ['result', isPartnership ? 'partnership' : (results[procedure] ?? 'contract')],
      ['subcontractTiersMax', '2'],
    ] as const),
  ]);
}

const row = (part: Part, number: number, fields: Readonly<Record<string, string>>): Pairs =>
  Object.entries(fields).map(([field, value]) => [fieldOf(part, field, number), value]);

function parts({ criteria, lots, priceModel, requirements }: Specification): Pairs {
  const numberOf = new Map(lots.map(({ lotId }, at) => [lotId, at + 1]));
  const values = new Map(
    priceModel.type === 'priced_quality'
      ? priceModel.valuesOre.map(({ criterionId, fullScoreOre }) => [criterionId, fullScoreOre])
      : [],
  );
  return [
    ...lots.flatMap(({ estimatedValueOre, lotId, title }, at) =>
      row('lot', at + 1, { Id: lotId, Title: title, Value: kronerAsEntered(estimatedValueOre) }),
    ),
    ...requirements.flatMap(({ evidence, requirementId, title }, at) =>
      row('requirement', at + 1, { Id: requirementId, Title: title, Evidence: evidence }),
    ),
    ...criteria.flatMap(({ criterionId, lotIds, title, type, weightPercent }, at) => {
      const value = values.get(criterionId);
      return row('criterion', at + 1, {
        ...{ Id: criterionId, Title: title, Type: type, Weight: String(weightPercent) },
        Lots: (lotIds ?? []).flatMap((lotId) => numberOf.get(lotId) ?? []).join(', '),
        Value: value === undefined ? '' : kronerAsEntered(value),
      });
    }),
  ];
}

function terms(specification: Specification): Pairs {
  const { climate, result } = specification;
  return [
    ['noLotsReason', specification.noLotsReason ?? ''],
    ['priceModel', specification.priceModel.type],
    ['treatment', climate.treatment],
    ['climateReason', climate.reason ?? ''],
    ['ground', climate.ground ?? ''],
    ['qualityEnvelope', specification.envelopes.length > 1 ? 'ja' : ''],
    ['intellectualProperty', specification.intellectualProperty ?? ''],
    ['subcontractTiersMax', String(specification.subcontractTiersMax)],
    ['apprenticesClause', specification.apprenticesClause ? 'ja' : ''],
    ...resultFields(result),
  ];
}

function resultFields(result: Specification['result']): Pairs {
  switch (result.type) {
    case 'framework_agreement':
      return [
        ['result', result.type],
        ['allocation', result.allocation],
        ['suppliersMax', String(result.suppliersMax)],
        ['ceiling', kronerAsEntered(result.ceilingOre)],
        ['months', String(result.months)],
        ['longerReason', result.longerReason ?? ''],
      ];
    case 'partnership':
      return [
        ['result', result.type],
        ['partnersMax', String(result.partnersMax)],
      ];
    case 'dynamic_purchasing_system':
      return [
        ['result', result.type],
        ['months', String(result.months)],
      ];
    default:
      return [['result', result.type]];
  }
}
