import { fold } from '@tiltak/decider';
import type { PartnershipCommand } from '../src/partnership/commands.ts';
import type { PartnershipEvent, PhaseDecision } from '../src/partnership/events.ts';
import { partnerships, type StatedPartnership } from '../src/partnership/partnership.ts';
import { partnershipTerms, preCommercialTerms } from './partnershipExamples.ts';

export const at = '2026-11-23T09:00:00.000Z';
export const anne = { by: 'anne', at };
export const ola = { by: 'ola', at };
export const today = '2026-11-23';
export const contracted = (...ids: string[]) =>
  ids.map((supplierId) => ({
    ...{
      supplierId,
      organisationNumber: '310000019',
      name: supplierId,
      contractId: `contract-${supplierId}`,
    },
  }));
export const stated = (kind: StatedPartnership['kind'] = 'innovation_partnership'): PartnershipEvent => ({
  type: 'TermsStated',
  data: {
    ...{ kind, procurementId: 'p', measureId: 'm', at },
    terms: kind === 'innovation_partnership' ? partnershipTerms : preCommercialTerms,
  },
});
export const started = (...ids: string[]): PartnershipEvent => ({
  type: 'PartnershipStarted',
  data: { partners: contracted(...ids), at },
});

/** All events that the commands lead to, after the ones before; each must be allowed. */
export function after(
  before: readonly PartnershipEvent[],
  ...commands: PartnershipCommand[]
): PartnershipEvent[] {
  const events = [...before];
  for (const command of commands) events.push(...partnerships.decide(command, fold(partnerships, events)));
  return events;
}

export const startPhase = (supplierId: string, phase: number): PartnershipCommand => ({
  ...{ type: 'startPhase', supplierId, phase, ...anne },
});
export const deliver = (supplierId: string, phase: number, day = today): PartnershipCommand => ({
  ...{ type: 'deliver', supplierId, phase, today: day, by: supplierId, at },
  delivery: { items: [{ deliverableId: `L${phase}`, description: 'Her', reference: null }], note: null },
});
export const test1 = (supplierId: string, value = 60): PartnershipCommand => ({
  ...{
    type: 'recordTest',
    supplierId,
    phase: 1,
    measurements: [{ goalId: 'D1', value }],
    note: 'Lab',
    ...anne,
  },
});
export const test2 = (supplierId: string, found = 90, alarms = 2): PartnershipCommand => ({
  ...{ type: 'recordTest', supplierId, phase: 2, note: 'På skolen', ...anne },
  measurements: [
    { goalId: 'M1', value: found },
    { goalId: 'M2', value: alarms },
  ],
});
export const goesOn = (supplierId: string, more: Partial<PhaseDecision> = {}): PhaseDecision => ({
  ...{ supplierId, outcome: 'continue', reason: 'Delmålet er nådd', rank: null, instalmentOre: 0, ...more },
});
export const leaves = (supplierId: string, more: Partial<PhaseDecision> = {}): PhaseDecision =>
  goesOn(supplierId, { outcome: 'exit', reason: 'Delmålet er ikke nådd', ...more });
export const decide = (phase: number, ...decisions: PhaseDecision[]) =>
  ({ type: 'decidePhase', proposalId: 'd1', phase, decisions, today, ...anne }) as const;
export const confirm = { type: 'confirm', proposalId: 'd1', today, ...ola } as const;
export const throughPhase1 = (supplierId: string): PartnershipCommand[] => [
  startPhase(supplierId, 1),
  deliver(supplierId, 1),
  test1(supplierId),
];
export const throughPhase2 = (supplierId: string): PartnershipCommand[] => [
  startPhase(supplierId, 2),
  deliver(supplierId, 2),
  test2(supplierId),
];
export const running = [stated(), started('a', 'b', 'c')];
export const developed = after(
  running,
  ...throughPhase1('a'),
  decide(1, goesOn('a')),
  ...throughPhase2('a'),
  decide(2, goesOn('a')),
);
export const open = (supplierId = 'a', priceOre = 300_000_000) =>
  ({ type: 'openPurchaseOption', supplierId, what: '40 skoler', priceOre, ...anne }) as const;
export const exercise = {
  type: 'exercisePurchaseOption',
  supplierId: 'a',
  reason: 'Målene er nådd',
  changeId: 'change-1',
  wasRefused: false,
  ...ola,
} as const;
export const stateOf = (events: readonly PartnershipEvent[]) =>
  fold(partnerships, events) as StatedPartnership;
