import { deepStrictEqual, ok } from 'node:assert';
import { expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import fc from 'fast-check';
import { type AllocationEvent, type AllocationState, allocations } from '../allocation/allocation.ts';
import { type Amounts, availableOf, changed, noMoney } from '../allocation/amounts.ts';
import type { AllocationCommand } from '../allocation/decide.ts';
import { type Balance, charged } from './ledger.ts';

const frameAmounts = { one: 1000, other: 50 };
type FrameId = keyof typeof frameAmounts;
/** Each allocation draws on one frame for all of its life. */
const frameOf: Readonly<Record<string, FrameId>> = { a: 'one', b: 'one', c: 'one', d: 'other', e: 'other' };

/** `share`: how much of what there is to take, in percent; often all of it, and sometimes more. */
type Step = {
  readonly type: 'reserve' | 'commit' | 'adjust' | 'invoice' | 'settle' | 'cancel';
  readonly share: number;
  readonly request: number;
};

const step: fc.Arbitrary<readonly [allocation: string, Step]> = fc.tuple(
  fc.constantFrom(...Object.keys(frameOf)),
  fc.record({
    type: fc.constantFrom(
      'reserve',
      'reserve',
      'commit',
      'commit',
      'adjust',
      'adjust',
      'invoice',
      'settle',
      'cancel',
    ),
    share: fc.oneof(fc.integer({ min: 1, max: 110 }), fc.constant(100)),
    request: fc.integer({ min: 1, max: 9 }),
  }),
);

function commandOf(
  { type, share, request }: Step,
  frameId: FrameId,
  balance: Balance,
  held: Amounts,
): AllocationCommand {
  const shareOf = (ore: number) => Math.ceil((ore * share) / 100);
  const availableOre = availableOf(balance.amountOre, balance);
  switch (type) {
    case 'reserve': {
      const funds = { frameId, availableOre };
      const amountOre = Math.max(1, shareOf(availableOre));
      return { type, request, measureId: `measure of ${frameId}`, amountOre, funds };
    }
    case 'commit':
      return { type, amountOre: shareOf(held.reservedOre) };
    case 'adjust': {
      // Every other change lowers the price, now and then by more than there is.
      const addedOre = request % 2 === 0 ? Math.max(1, shareOf(availableOre)) : -shareOf(held.committedOre);
      return { type, changeId: `change-${request}`, addedOre, funds: { frameId, availableOre } };
    }
    case 'invoice':
      return { type, amountOre: shareOf(held.committedOre) };
    case 'settle':
      return { type, paidOre: shareOf(held.invoicedOre) };
    case 'cancel':
      return { type };
  }
}

test('whatever orders do in whatever sequence, no frame is overdrawn and its balance is the sum of its allocations', () => {
  const met = { reserved: 0, refused: 0, raised: 0, lowered: 0, changeRefused: 0, invoiced: 0, settled: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), (steps) => {
      const journal = new Map<string, AllocationEvent[]>(Object.keys(frameOf).map((id) => [id, []]));
      const balances: Record<FrameId, Balance> = {
        one: { amountOre: frameAmounts.one, ...noMoney, revision: 1 },
        other: { amountOre: frameAmounts.other, ...noMoney, revision: 1 },
      };
      for (const [id, one] of steps) {
        const frameId = frameOf[id] ?? 'one';
        const events = journal.get(id) ?? [];
        const state = fold(allocations, events);
        const held = state.status === 'none' ? noMoney : state.amounts;
        for (const event of decided(commandOf(one, frameId, balances[frameId], held), state)) {
          events.push(event);
          // `charged` throws if a change would overdraw the frame or take away what isn't there.
          if ('change' in event.data) balances[frameId] = charged(balances[frameId], event.data.change);
          if (event.type === 'FundsReserved') met.reserved += 1;
          if (event.type === 'FundsRefused') met.refused += 1;
          if (event.type === 'FundsAdjusted' && event.data.addedOre > 0) met.raised += 1;
          if (event.type === 'FundsAdjusted' && event.data.addedOre < 0) met.lowered += 1;
          if (event.type === 'FundsAdjustmentRefused') met.changeRefused += 1;
          if (event.type === 'FundsInvoiced') met.invoiced += 1;
          if (event.type === 'FundsSettled') met.settled += 1;
        }
        const { amountOre, revision: _, ...used } = balances[frameId];
        ok(availableOf(amountOre, used) >= 0);
        deepStrictEqual(used, sumOf(frameId, journal));
      }
    }),
    { numRuns: 300 },
  );
  // The sequences are no formality: they do reserve, get refused and come as far as invoices.
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(10);
});

function decided(command: AllocationCommand, state: AllocationState): readonly AllocationEvent[] {
  try {
    return allocations.decide(command, state);
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

function sumOf(frameId: FrameId, journal: ReadonlyMap<string, readonly AllocationEvent[]>): Amounts {
  return [...journal]
    .filter(([id]) => frameOf[id] === frameId)
    .map(([, events]) => fold(allocations, events))
    .reduce((sum, state) => (state.status === 'none' ? sum : changed(sum, state.amounts)), noMoney);
}

test.each([
  ['overdraw the frame', { reservedOre: 61 }],
  ['release more than is reserved', { reservedOre: -41 }],
  ['pay what is not invoiced', { paidOre: 1 }],
  ['split an øre', { reservedOre: 0.5 }],
])('a change that would %s is never written', (_, change) => {
  const balance = { amountOre: 100, ...noMoney, reservedOre: 40, revision: 1 };
  expect(() => charged(balance, change)).toThrow(RangeError);
});
