import { expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import fc from 'fast-check';
import * as x from '../../test/awardExamples.ts';
import { signingFrom } from '../award/standstill.ts';
import { type ContractState, contracts } from './contract.ts';
import type { ContractCommand } from './decide.ts';
import type { ContractEvent } from './events.ts';

/** Hours after the letters; the standstill lasts until hour 254. */
const hour = (after: number) => new Date(Date.parse(x.at) + after * 3_600_000).toISOString();

type Step =
  | { readonly type: 'sign'; readonly by: string }
  | { readonly type: 'answer'; readonly isYes: boolean; readonly request: number }
  | { readonly type: 'askAgain' | 'complain' | 'decide' | 'cancel' };
const step: fc.Arbitrary<readonly [waitHours: number, Step]> = fc.tuple(
  fc.oneof(fc.constantFrom(0, 1, 24), fc.integer({ min: 0, max: 120 })),
  fc.oneof(
    {
      weight: 50,
      arbitrary: fc.record({ type: fc.constant('sign' as const), by: fc.constantFrom('one', 'two') }),
    },
    {
      weight: 40,
      arbitrary: fc.record({
        type: fc.constant('answer' as const),
        isYes: fc.boolean(),
        request: fc.integer({ min: 1, max: 2 }),
      }),
    },
    {
      weight: 30,
      arbitrary: fc.constantFrom<Step>(
        { type: 'askAgain' },
        { type: 'complain' },
        { type: 'decide' },
        { type: 'decide' },
      ),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ type: 'cancel' }) },
  ),
);

type World = { complaints: { filedAt: string; decidedAt: string | null }[]; events: ContractEvent[] };

function commandOf(one: Step, { complaints }: World, at: string): ContractCommand | undefined {
  switch (one.type) {
    case 'sign':
      return {
        type: 'sign',
        by: one.by,
        at,
        today: at.slice(0, 10),
        signingFrom: signingFrom(x.standstill, complaints) ?? 'held',
        isComplaintOpen: complaints.some(({ decidedAt }) => decidedAt === null),
        frameworkAgreementId: null,
        endsOn: null,
      };
    case 'answer':
      return one.isYes
        ? { type: 'recordFunds', request: one.request }
        : { type: 'recordRefusal', request: one.request, reason: 'exceeds_available', availableOre: 1 };
    case 'askAgain':
      return { type: 'requestFunds' };
    case 'cancel':
      return { type: 'cancel', reason: 'x', at };
    case 'complain':
      complaints.push({ filedAt: at, decidedAt: null });
      return undefined;
    case 'decide': {
      for (const one of complaints) one.decidedAt ??= at;
      return undefined;
    }
  }
}

test('whatever is tried in whatever order, nothing is signed in standstill, under a complaint, without money, by one person, or twice', () => {
  const met = {
    signed: 0,
    moved: 0,
    standstill_running: 0,
    complaint_open: 0,
    funds_missing: 0,
    same_person: 0,
  };
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40, size: 'max' }), (steps) => {
      const world: World = { complaints: [], events: [x.drafted, x.requested()] };
      let now = 0;
      for (const [wait, one] of steps) {
        now += wait;
        const at = hour(now);
        const before = fold(contracts, world.events);
        const command = commandOf(one, world, at);
        if (!command) continue;
        const events = decided(command, before, (code) => {
          if (code in met) met[code as keyof typeof met] += 1;
        });
        world.events.push(...events);
        for (const { type } of events)
          if (type === 'ContractSigned' || type === 'SignatureGiven')
            expectSigningAllowed(world, { before, at });
        if (events.some(({ type }) => type === 'ContractSigned')) {
          met.signed += 1;
          if (world.complaints.length > 0) met.moved += 1;
        }
      }
      const all = world.events.filter(({ type }) => type === 'ContractSigned');
      expect(all.length).toBeLessThanOrEqual(1);
      const state = fold(contracts, world.events);
      if (state.status === 'signed') expect(new Set(state.signatures.map(({ by }) => by)).size).toBe(2);
    }),
    { numRuns: 500 },
  );
  // The sequences are no formality: they sign, also after complaints, and meet each of the rules.
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(10);
});

function expectSigningAllowed(
  { complaints }: World,
  { before, at }: { readonly before: ContractState; readonly at: string },
): void {
  expect(before).toMatchObject({ status: 'drafted', funds: { status: 'reserved' } });
  expect(complaints.every(({ decidedAt }) => decidedAt !== null)).toBe(true);
  expect(at >= x.standstill.endsAt).toBe(true);
  // By the hour: while no complaint was open, the clock has run for as long as the standstill lasts.
  const lasts = Math.ceil((Date.parse(x.standstill.endsAt) - Date.parse(x.at)) / 3_600_000);
  let ran = 0;
  for (let one = 0; hour(one) < at; one++)
    if (!complaints.some(({ filedAt, decidedAt }) => filedAt <= hour(one) && (decidedAt ?? '9') > hour(one)))
      ran += 1;
  expect(ran).toBeGreaterThanOrEqual(lasts);
}

function decided(
  command: ContractCommand,
  state: ContractState,
  onRefusal: (code: string) => void,
): readonly ContractEvent[] {
  try {
    return contracts.decide(command, state);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    onRefusal(error.code);
    return [];
  }
}
