import { expect, test } from '@jest/globals';
import { partnershipTerms } from '@tiltak/contracts/procurement';
import { termsIn } from './termsForm.ts';
import { compacted, enteredOf, rowsIn } from './termsRows.ts';
import type { StatedTerms } from './words.ts';

const goal = (goalId: string, value: number) => ({
  ...{ goalId, name: `Måling ${goalId}`, unit: 'meter', comparison: 'at_most' as const, value },
});
const terms: StatedTerms = {
  goals: [goal('M1', -5), goal('M2', 0.125)],
  maximumCostOre: 150_000_050,
  maximumDevelopmentOre: 120_000_000,
  phases: [
    {
      ...{ title: 'Konsept', budgetOre: 10_000_000, deadline: '2027-03-01', partnersMax: 3 },
      subGoals: [goal('D1', 30)],
      deliverables: [
        { deliverableId: 'L1', title: 'Beskrivelse' },
        { deliverableId: 'L7', title: 'Skisse' },
      ],
    },
    {
      ...{ title: 'Prototype', budgetOre: 25_000_000, deadline: '2027-09-01', partnersMax: 2 },
      ...{ subGoals: [], deliverables: [{ deliverableId: 'L2', title: 'Prototype' }] },
    },
  ],
  intellectualProperty: { heldBy: 'shared', buyerMayUse: false, terms: 'Begge eier.' },
};
const kind = 'innovation_partnership';
const read = (form: Readonly<Record<string, string>>, of: Parameters<typeof termsIn>[1] = kind) =>
  termsIn(compacted(new Map(Object.entries(form))), of);
const smallest = {
  ...{
    'goal1-name': 'Rekkevidde',
    'goal1-unit': 'meter',
    'goal1-comparison': 'at_least',
    'goal1-value': '30',
  },
  ...{ 'phase1-title': 'Konsept', 'phase1-budget': '100 000', 'phase1-deadline': '01.03.2027' },
  ...{ 'phase1-partners': '2', 'phase1-deliverable1-title': 'Beskrivelse' },
  ...{ maximumDevelopmentOre: '200 000', maximumCostOre: '300 000', heldBy: 'supplier', rights: 'Bruksrett' },
};

test('terms that are shown in the form and saved as they stand are the same terms', () => {
  const read = termsIn(enteredOf(terms), kind);
  expect(read).toEqual({ ok: true, value: terms });
  expect(partnershipTerms.strict().parse(terms)).toEqual(terms);
});

test('rows that are left empty are no parts of the terms, and what stands after them moves up', () => {
  const gaps = {
    ...{ 'goal1-comparison': 'at_least', 'phase2-goal1-comparison': 'at_least' },
    ...Object.fromEntries(
      Object.entries(smallest).map(([name, value]) => [
        name.replace('goal1', 'goal4').replace('phase1', 'phase3').replace('deliverable1', 'deliverable2'),
        value,
      ]),
    ),
  };
  const outcome = read(gaps);
  expect(outcome).toEqual(read(smallest));
  expect(outcome).toMatchObject({
    ok: true,
    value: { goals: [{ goalId: 'M1' }], phases: [{ partnersMax: 2 }] },
  });
});

test('a new row gets an id that no other has, whichever part it stands in', () => {
  const form = new Map([
    ...enteredOf(terms),
    ...Object.entries({
      'goal3-name': 'Ny',
      'goal3-unit': 'm',
      'goal3-comparison': 'at_least',
      'goal3-value': '1',
    }),
    ['phase2-deliverable2-title', 'Ny leveranse'],
    ...Object.entries(smallest).flatMap(([name, value]) =>
      name.startsWith('goal1') ? [[name.replace('goal1', 'phase2-goal1'), value] as const] : [],
    ),
  ]);
  const outcome = termsIn(form, kind);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  expect(outcome.value.goals.map(({ goalId }) => goalId)).toEqual(['M1', 'M2', 'M3']);
  expect(outcome.value.phases[1]).toMatchObject({
    subGoals: [{ goalId: 'D2' }],
    deliverables: [{ deliverableId: 'L2' }, { deliverableId: 'L3' }],
  });
});

test('what is wrong is said at its field, all of it at once', () => {
  const wrong = {
    ...smallest,
    ...{ 'goal1-value': 'bra', 'goal2-name': 'Uten enhet', 'phase1-partners': '0', 'phase1-budget': '' },
    ...{ 'phase2-goal1-value': '7', maximumCostOre: 'mye', rights: '' },
  };
  const outcome = read(wrong);
  expect(outcome.ok || Object.keys(outcome.errors.fields).sort()).toEqual(
    [
      ...['goal1-value', 'goal2-comparison', 'goal2-unit', 'goal2-value', 'maximumCostOre', 'phase1-budget'],
      ...['phase1-partners', 'phase2-budget', 'phase2-deadline', 'phase2-deliverable1-title'],
      ...['phase2-goal1-comparison', 'phase2-goal1-name', 'phase2-goal1-unit', 'phase2-partners'],
      ...['phase2-title', 'rights'],
    ].sort(),
  );
  const empty = read({});
  expect(empty.ok || Object.keys(empty.errors.fields)).toEqual(
    expect.arrayContaining(['goal1-name', 'phase1-title', 'maximumDevelopmentOre']),
  );
});

test('a pre-commercial procurement asks for no purchase, and its suppliers keep their rights whatever is sent', () => {
  const outcome = read({ ...smallest, heldBy: 'buyer' }, 'pre_commercial_procurement');
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      maximumCostOre: null,
      intellectualProperty: { heldBy: 'supplier', buyerMayUse: true, terms: 'Bruksrett' },
    },
  });
});

test('the largest form has fewer fields than a form may have', () => {
  const goals = Array.from({ length: 30 }, (_, at) => goal(`M${at}`, at));
  const [phase] = terms.phases;
  const phases = Array.from({ length: 30 }, () => ({
    ...phase!,
    subGoals: goals,
    deliverables: goals.map(({ goalId }) => ({ deliverableId: goalId, title: 'x' })),
  }));
  const form = compacted(enteredOf({ ...terms, goals, phases }));
  expect(rowsIn(form).phases).toHaveLength(6);
  // Beside them the form has its buttons and three hidden fields.
  expect(form.size).toBeLessThan(380);
});
