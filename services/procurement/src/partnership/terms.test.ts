import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { partnershipTerms, preCommercialTerms } from '../../test/partnershipExamples.ts';
import type { PartnershipKind } from './kind.ts';
import { partnerships } from './partnership.ts';
import type { Phase, Terms } from './terms.ts';

const at = '2026-11-23T09:00:00.000Z';
const state = (terms: Terms, kind: PartnershipKind, estimatedValueOre = 500_000_000) =>
  ({
    type: 'stateTerms',
    ...{
      kind,
      terms,
      estimatedValueOre,
      procurementId: 'p',
      measureId: 'm',
      by: 'anne',
      at,
      today: '2026-11-23',
    },
  }) as const;
const [first, second] = partnershipTerms.phases as [Phase, Phase];
const rights = partnershipTerms.intellectualProperty;

test('terms are stated, and stated anew until the partnership starts', () => {
  const stated = given(partnerships, []).when(state(partnershipTerms, 'innovation_partnership')).state();
  expect(stated).toMatchObject({ status: 'stated', terms: partnershipTerms, partners: [] });
  const data = { procurementId: 'p', measureId: 'm', at } as const;
  const before = {
    type: 'TermsStated',
    data: { kind: 'innovation_partnership', terms: partnershipTerms, ...data },
  } as const;
  const [goal] = partnershipTerms.goals;
  const other = { ...partnershipTerms, goals: goal ? [goal] : [] };
  given(partnerships, [before])
    .when(state(other, 'innovation_partnership'))
    .then([{ ...before, data: { ...before.data, terms: other } }]);
  const partner = { supplierId: 's1', organisationNumber: '310000019', name: 'A', contractId: 'c1' };
  given(partnerships, [before, { type: 'PartnershipStarted', data: { partners: [partner], at } }])
    .when(state(other, 'innovation_partnership'))
    .rejects('terms_fixed');
});

test.each<[code: string, wrong: Partial<Terms>]>([
  ['maximum_cost_missing', { maximumCostOre: null }],
  ['part_twice', { goals: [...partnershipTerms.goals, ...partnershipTerms.goals] }],
  ['part_twice', { phases: [first, { ...second, subGoals: first.subGoals }] }],
  ['part_twice', { phases: [first, { ...second, deliverables: first.deliverables }] }],
  ['phases_out_of_order', { phases: [first, { ...second, deadline: first.deadline }] }],
  ['deadline_past', { phases: [{ ...first, deadline: '2026-11-23' }, second] }],
  ['partners_increase', { phases: [first, { ...second, partnersMax: 4 }] }],
  ['budgets_exceed_maximum', { maximumDevelopmentOre: 199_999_999 }],
  ['value_too_low', { maximumCostOre: 300_000_001 }],
])('terms of an innovation partnership are refused: %s (%j)', (code, wrong) => {
  given(partnerships, [])
    .when(state({ ...partnershipTerms, ...wrong }, 'innovation_partnership'))
    .rejects(code);
});

test.each<[wrong: Partial<Terms>, phase: number]>([
  [{ phases: [{ ...first, deadline: '2026-11-23' }, second] }, 1],
  [{ phases: [first, { ...second, deadline: first.deadline }] }, 2],
  [{ phases: [first, { ...second, partnersMax: 4 }] }, 2],
])('the refusal of a phase says which one it is (%j)', (wrong, phase) => {
  const command = state({ ...partnershipTerms, ...wrong }, 'innovation_partnership');
  expect(() => partnerships.decide(command, partnerships.initial)).toThrow(
    expect.objectContaining({ facts: { phase } }),
  );
});

test('in pre-commercial procurement there is no purchase, and its value is that of the development', () => {
  const kind = 'pre_commercial_procurement';
  given(partnerships, []).when(state(partnershipTerms, kind)).rejects('purchase_is_separate');
  given(partnerships, [])
    .when(state(preCommercialTerms, kind, 200_000_000))
    .state();
  given(partnerships, [])
    .when(state(preCommercialTerms, kind, 199_999_999))
    .rejects('value_too_low');
});

test.each([
  { heldBy: 'buyer', buyerMayUse: true },
  { heldBy: 'shared', buyerMayUse: true },
  { heldBy: 'supplier', buyerMayUse: false },
] as const)(
  'in pre-commercial procurement suppliers keep their rights and the buyer may use: not %j',
  (wrong) => {
    const terms = { ...preCommercialTerms, intellectualProperty: { ...rights, ...wrong } };
    given(partnerships, []).when(state(terms, 'pre_commercial_procurement')).rejects('rights_not_allowed');
    const bought = { ...terms, maximumCostOre: 1 };
    given(partnerships, []).when(state(bought, 'innovation_partnership')).state();
  },
);

test('pre-commercial procurement begins with several partners in parallel', () => {
  const alone = [first, second].map((phase) => ({ ...phase, partnersMax: 1 }));
  given(partnerships, [])
    .when(state({ ...preCommercialTerms, phases: alone }, 'pre_commercial_procurement'))
    .rejects('several_partners_needed');
});
