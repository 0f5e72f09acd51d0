import { expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import fc from 'fast-check';
import { partnershipTerms, preCommercialTerms } from '../../test/partnershipExamples.ts';
import type { PartnershipCommand } from './commands.ts';
import { developmentOre } from './money.ts';
import { partnerships, type StatedPartnership } from './partnership.ts';

const at = '2026-11-23T09:00:00.000Z';
const suppliers = ['a', 'b', 'c'];
const asked = fc.record({ by: fc.constantFrom('anne', 'ola'), at: fc.constant(at) });
const today = fc.constantFrom('2026-11-23', '2027-12-01');
const supplierId = fc.constantFrom('a', 'a', 'a', 'b', 'c');
/** 0: the one that the partner is in, or comes to. */
const phase = fc.constantFrom(0, 0, 0, 0, 1, 2);
const amountOre = fc.constantFrom(0, 0, 1, 10_000_000, 20_000_000, 60_000_000, 70_000_000, 90_000_000);
const outcome = fc.constantFrom('continue', 'continue', 'continue', 'continue', 'exit');
const reason = fc.constant('x');
const proposalId = fc.constantFrom('p1', 'p2');
const of = <Type extends string>(type: Type) => ({ type: fc.constant(type) });

const decisions = fc.shuffledSubarray(suppliers, { minLength: 1 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id, at) =>
      fc.record({
        ...{ supplierId: fc.constant(id), outcome, reason, instalmentOre: amountOre },
        rank: fc.constantFrom(at + 1, at + 1, at + 1, 2),
      }),
    ),
  ),
);
/** With the drawn persons and, where it names one, the drawn phase. */
type Drawn = { readonly type: string; readonly supplierId?: string; readonly phase?: number };
const command: fc.Arbitrary<Drawn> = fc
  .tuple(
    asked,
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ ...of('startPhase'), supplierId, phase }) },
      { weight: 4, arbitrary: fc.record({ ...of('deliver'), supplierId, phase, today }) },
      {
        weight: 6,
        arbitrary: fc.record({
          ...of('recordTest'),
          ...{ supplierId, phase, note: reason },
          found: fc.constantFrom(89, 90, 95, 95),
          alarms: fc.constantFrom(1, 1, 2, 3),
        }),
      },
      { weight: 8, arbitrary: fc.record({ ...of('decidePhase'), proposalId, phase, decisions, today }) },
      fc.record({ ...of('proposeInstalment'), proposalId, supplierId, phase, amountOre, reason }),
      { weight: 4, arbitrary: fc.record({ ...of('confirm'), proposalId, today }) },
      {
        weight: 3,
        arbitrary: fc.record({
          ...of('openPurchaseOption'),
          ...{ supplierId, what: reason },
          priceOre: fc.constantFrom(1, 1, 100_000_000, 200_000_000, 300_000_000, 400_000_000),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          ...of('exercisePurchaseOption'),
          supplierId,
          reason,
          changeId: reason,
          wasRefused: fc.boolean(),
        }),
      },
    ),
  )
  .map(([signature, drawn]) => ({ ...drawn, ...signature }));

/** The command, its phase and its content being such that sequences come far. */
function whole(
  { found = 0, alarms = 0, ...drawn }: Drawn & { found?: number; alarms?: number },
  state: StatedPartnership,
) {
  const { runs = [] } = state.partners.find((one) => one.supplierId === (drawn.supplierId ?? 'a')) ?? {};
  const own = drawn.type === 'startPhase' ? runs.length + 1 : runs.length;
  const command = { ...drawn, ...(drawn.phase !== undefined && { phase: drawn.phase || own }) };
  const items = [{ deliverableId: `L${command.phase}`, description: 'x', reference: null }];
  const goals = [
    { goalId: 'M1', value: found },
    { goalId: 'M2', value: alarms },
  ];
  const content =
    drawn.type === 'deliver'
      ? { delivery: { note: null, items } }
      : { measurements: command.phase === 1 ? [{ goalId: 'D1', value: found }] : goals };
  return { ...command, ...content } as unknown as PartnershipCommand;
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0);

/** The promise that the state breaks, by what is in it and not by what the decider says; undefined: none. */
function broken({ partners, terms }: StatedPartnership): string | undefined {
  if (sum(partners.map(developmentOre)) > terms.maximumDevelopmentOre) return 'more than the maximum is paid';
  const runs = partners.flatMap((one) => one.runs);
  if (
    runs.some(
      ({ phase: of, instalments }) =>
        sum(instalments.map((one) => one.amountOre)) > (terms.phases[of - 1]?.budgetOre ?? 0),
    )
  )
    return 'more than a budget is paid';
  if (runs.some(({ instalments }) => instalments.some((one) => one.proposedBy === one.confirmedBy)))
    return 'one person has paid';
  const options = partners.filter((one) => one.purchase !== null);
  if (sum(options.map(({ purchase }) => purchase?.priceOre ?? 0)) > (terms.maximumCostOre ?? 0))
    return 'the maximum cost is not kept';
  for (const { status, purchase, runs: own } of options) {
    const measured = new Map(
      own.flatMap(({ test: done }) =>
        (done?.measurements ?? []).map((one) => [one.goalId, one.value] as const),
      ),
    );
    if ((measured.get('M1') ?? 0) < 90 || (measured.get('M2') ?? 99) > 2) return 'a goal is not met';
    if (status !== 'developed') return 'what was not developed is bought';
    if (purchase?.exercisedBy === purchase?.openedBy) return 'one person has bought';
  }
  return undefined;
}

test.each(['innovation_partnership', 'pre_commercial_procurement'] as const)(
  '%s: no sequence of commands pays above a budget, pays alone, or buys what is not reached or too dear',
  (kind) => {
    const isCompared = kind === 'pre_commercial_procurement';
    const terms = isCompared ? preCommercialTerms : partnershipTerms;
    let reached = { paid: 0, bought: 0 };
    const partners = suppliers.map((id) => ({
      ...{ supplierId: id, organisationNumber: '310000019', name: id, contractId: `c-${id}` },
    }));
    const begin = [
      { type: 'TermsStated', data: { kind, procurementId: 'p', measureId: 'm', terms, at } },
      { type: 'PartnershipStarted', data: { partners, at } },
    ] as const;
    const first = begin.reduce(partnerships.evolve, partnerships.initial) as StatedPartnership;
    // Half of them begin where the first partner is in its last phase.
    const decided = { outcome: 'continue', reason: 'x', instalmentOre: 0 } as const;
    const ahead = [
      { type: 'PhaseStarted', data: { supplierId: 'a', phase: 1, by: 'anne', at } },
      {
        type: 'PhaseDecided',
        data: {
          ...{ proposalId: null, phase: 1, isLastPhase: false, decidedBy: 'anne', confirmedBy: null, at },
          decisions: [{ supplierId: 'a', rank: 1, ...decided }],
        },
      },
      { type: 'PhaseStarted', data: { supplierId: 'a', phase: 2, by: 'anne', at } },
    ] as const;
    const second = ahead.reduce(partnerships.evolve, first) as StatedPartnership;
    fc.assert(
      fc.property(
        fc.constantFrom(first, second),
        fc.array(command, { minLength: 100, maxLength: 200 }),
        (from, commands) => {
          let state = from;
          for (const one of commands) {
            try {
              for (const event of partnerships.decide(whole(one, state), state))
                state = partnerships.evolve(state, event) as StatedPartnership;
            } catch (error) {
              if (!(error instanceof Rejection)) throw error;
            }
            const promise = broken(state);
            if (promise !== undefined) throw new Error(promise);
          }
          const paid = sum(state.partners.map(developmentOre)) > 0;
          const bought = state.partners.some(({ purchase }) => purchase?.status === 'exercised');
          reached = { paid: reached.paid + Number(paid), bought: reached.bought + Number(bought) };
        },
      ),
      { numRuns: 200 },
    );
    // The sequences do come that far.
    expect(reached.paid).toBeGreaterThan(0);
    expect(reached.bought > 0).toBe(!isCompared);
  },
);
