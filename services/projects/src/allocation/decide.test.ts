import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { type AllocationEvent, allocations } from './allocation.ts';
import type { AllocationCommand, Funds, Reserve } from './decide.ts';

const at = { frameId: 'frame', measureId: 'measure' };
const frame = (availableOre: number): Funds => ({ frameId: 'frame', availableOre });
const reserve = (amountOre: number, more: Partial<Reserve> = {}): Reserve => ({
  type: 'reserve',
  request: 1,
  measureId: 'measure',
  amountOre,
  funds: frame(1000),
  ...more,
});
const reserved = (amountOre: number, availableOre: number, request = 1): AllocationEvent => ({
  type: 'FundsReserved',
  data: { ...at, request, amountOre, availableOre, change: { reservedOre: amountOre } },
});
const refused = (amountOre: number, availableOre: number, request = 1): AllocationEvent => ({
  type: 'FundsRefused',
  data: { ...at, request, amountOre, availableOre, reason: 'exceeds_available' },
});
const replaced = (reservedOre: number): AllocationEvent => ({
  type: 'FundsReleased',
  data: { ...at, reason: 'replaced', change: { reservedOre: -reservedOre } },
});
const committed = (reservedOre: number, committedOre = reservedOre): AllocationEvent => ({
  type: 'FundsCommitted',
  data: { ...at, change: { reservedOre: -reservedOre, committedOre } },
});
const invoiced = (ore: number): AllocationEvent => ({
  type: 'FundsInvoiced',
  data: { ...at, change: { committedOre: -ore, invoicedOre: ore } },
});
const settled = (releasedOre: number, paidOre: number): AllocationEvent => ({
  type: 'FundsSettled',
  data: { ...at, change: { committedOre: 0 - releasedOre, paidOre } },
});
const cancelled = (change: { reservedOre?: number; committedOre?: number }): AllocationEvent => ({
  type: 'FundsReleased',
  data: { ...at, reason: 'cancelled', change },
});
const worked: AllocationEvent = {
  type: 'WorkReported',
  data: { ...at, personHours: 8, apprenticeHours: 2 },
};

const placed = [reserved(600, 400), committed(600)];
const partlyInvoiced = [...placed, invoiced(500)];

type Case = [
  rule: string,
  history: readonly AllocationEvent[],
  command: AllocationCommand,
  outcome: readonly AllocationEvent[] | string,
];

describe('a request', () => {
  test.each<Case>([
    ['that fits is reserved', [], reserve(600), [reserved(600, 400)]],
    ['may take all that is left', [], reserve(1000), [reserved(1000, 0)]],
    ['that is an øre too much is refused with what is left', [], reserve(1001), [refused(1001, 1000)]],
    [
      'without a frame is refused with the reason',
      [],
      reserve(1, { funds: { frameId: null, missing: 'measure_without_frame' } }),
      [
        {
          type: 'FundsRefused',
          data: {
            frameId: null,
            measureId: 'measure',
            request: 1,
            amountOre: 1,
            reason: 'measure_without_frame',
            availableOre: null,
          },
        },
      ],
    ],
    ['that was reserved is a repetition', [reserved(600, 400)], reserve(700), []],
    ['that was refused is a repetition', [refused(1001, 1000)], reserve(1), []],
    [
      'with a new number is tried anew after a refusal',
      [refused(1001, 1000)],
      reserve(9, { request: 2 }),
      [reserved(9, 991, 2)],
    ],
    [
      'with a new number replaces the reservation, whose money counts as left',
      [reserved(600, 0)],
      reserve(600, { request: 2, funds: frame(0) }),
      [replaced(600), reserved(600, 0, 2)],
    ],
    [
      "that replaces a reservation and doesn't fit leaves nothing reserved",
      [reserved(600, 0)],
      reserve(601, { request: 2, funds: frame(0) }),
      [replaced(600), refused(601, 600, 2)],
    ],
    [
      'for another measure breaks the order of things',
      [reserved(1, 9)],
      reserve(1, { request: 2, measureId: 'other' }),
      'other_measure',
    ],
    ['after the contractor is bound breaks it too', placed, reserve(1, { request: 2 }), 'wrong_state'],
    ['repeated after the contractor is bound changes nothing', placed, reserve(1), []],
  ])('%s', check);
});

describe('placing the order', () => {
  test.each<Case>([
    ['commits what is reserved', [reserved(600, 400)], { type: 'commit', amountOre: 600 }, [committed(600)]],
    [
      'for less frees the rest',
      [reserved(600, 400)],
      { type: 'commit', amountOre: 500 },
      [committed(600, 500)],
    ],
    [
      'for more than is reserved is not possible',
      [reserved(600, 400)],
      { type: 'commit', amountOre: 601 },
      'exceeds_reserved',
    ],
    ['twice changes nothing', placed, { type: 'commit', amountOre: 600 }, []],
    ['without money is not possible', [refused(1001, 1000)], { type: 'commit', amountOre: 1 }, 'wrong_state'],
    ['of nothing is not possible', [], { type: 'commit', amountOre: 1 }, 'wrong_state'],
  ])('%s', check);
});

describe('a change of the placed order', () => {
  const adjust = (addedOre: number, more: object = {}): AllocationCommand => ({
    type: 'adjust',
    changeId: 'change-1',
    addedOre,
    funds: frame(400),
    ...more,
  });
  const answered = { ...at, changeId: 'change-1' };
  const adjusted = (addedOre: number): AllocationEvent => ({
    type: 'FundsAdjusted',
    data: { ...answered, addedOre, availableOre: 400 - addedOre, change: { committedOre: addedOre } },
  });
  const adjustmentRefused: AllocationEvent = {
    type: 'FundsAdjustmentRefused',
    data: { ...answered, request: 1, addedOre: 401, availableOre: 400 },
  };
  test.each<Case>([
    ['may take all that is left', placed, adjust(400), [adjusted(400)]],
    ['that is an øre too much is refused with what is left', placed, adjust(401), [adjustmentRefused]],
    ['may give back all that is not invoiced', partlyInvoiced, adjust(-100), [adjusted(-100)]],
    ['can not give back what is invoiced', partlyInvoiced, adjust(-101), 'exceeds_committed'],
    ['twice changes nothing', [...placed, adjusted(100)], adjust(100), []],
    ['that was refused is a repetition', [...placed, adjustmentRefused], adjust(1), []],
    [
      'repeated after the settlement changes nothing',
      [...placed, adjusted(100), settled(700, 0)],
      adjust(100),
      [],
    ],
    ['before the order is placed is not possible', [reserved(600, 400)], adjust(1), 'wrong_state'],
    [
      'after it was cancelled is not possible',
      [...placed, cancelled({ committedOre: -600 })],
      adjust(1),
      'wrong_state',
    ],
    [
      'is freed with the rest',
      [...placed, adjusted(100)],
      { type: 'cancel' },
      [cancelled({ committedOre: -700 })],
    ],
    ['can be invoiced', [...placed, adjusted(100)], { type: 'invoice', amountOre: 700 }, [invoiced(700)]],
    [
      'that was refused leaves the order as it was',
      [...placed, adjustmentRefused],
      { type: 'invoice', amountOre: 600 },
      [invoiced(600)],
    ],
  ])('%s', check);
});

describe('an invoice', () => {
  test.each<Case>([
    ['moves money from committed to invoiced', placed, { type: 'invoice', amountOre: 500 }, [invoiced(500)]],
    ['may be followed by another', partlyInvoiced, { type: 'invoice', amountOre: 100 }, [invoiced(100)]],
    [
      'beyond what is committed is not possible',
      partlyInvoiced,
      { type: 'invoice', amountOre: 101 },
      'exceeds_committed',
    ],
    [
      'before the order is placed is not possible',
      [reserved(600, 400)],
      { type: 'invoice', amountOre: 1 },
      'wrong_state',
    ],
  ])('%s', check);
});

describe('the settlement', () => {
  const done = [...partlyInvoiced, settled(100, 500)];
  test.each<Case>([
    [
      'pays what is invoiced and frees the rest',
      partlyInvoiced,
      { type: 'settle', paidOre: 500 },
      [settled(100, 500)],
    ],
    [
      'of all that was committed frees nothing',
      [...placed, invoiced(600)],
      { type: 'settle', paidOre: 600 },
      [settled(0, 600)],
    ],
    [
      'of more than is invoiced is not possible',
      partlyInvoiced,
      { type: 'settle', paidOre: 501 },
      'exceeds_invoiced',
    ],
    ['twice changes nothing', done, { type: 'settle', paidOre: 500 }, []],
    ['is the end of invoices', done, { type: 'invoice', amountOre: 1 }, 'wrong_state'],
    [
      'of what was never placed is not possible',
      [reserved(600, 400)],
      { type: 'settle', paidOre: 0 },
      'wrong_state',
    ],
  ])('%s', check);
});

describe('a cancellation', () => {
  test.each<Case>([
    ['frees what is reserved', [reserved(600, 400)], { type: 'cancel' }, [cancelled({ reservedOre: -600 })]],
    ['frees what is committed', placed, { type: 'cancel' }, [cancelled({ committedOre: -600 })]],
    ['leaves what is invoiced', partlyInvoiced, { type: 'cancel' }, [cancelled({ committedOre: -100 })]],
    ['of a refused order has nothing to free', [refused(1001, 1000)], { type: 'cancel' }, []],
    ['of an order that never asked has nothing to free', [], { type: 'cancel' }, []],
    ['twice changes nothing', [reserved(6, 4), cancelled({ reservedOre: -6 })], { type: 'cancel' }, []],
    ['after the settlement changes nothing', [...partlyInvoiced, settled(100, 500)], { type: 'cancel' }, []],
    [
      'is the end of requests',
      [reserved(6, 4), cancelled({ reservedOre: -6 })],
      reserve(1, { request: 2 }),
      'wrong_state',
    ],
  ])('%s', check);
});

describe('a report of work', () => {
  const report: AllocationCommand = { type: 'reportWork', personHours: 8, apprenticeHours: 2 };
  test.each<Case>([
    ['is kept', placed, report, [worked]],
    ['adds to the one before it', [...placed, worked], report, [worked]],
    ['on an order without money is not possible', [refused(1001, 1000)], report, 'wrong_state'],
  ])('%s', check);
});

test('an allocation holds what its events say', () => {
  const state = given(allocations, partlyInvoiced).when({ type: 'settle', paidOre: 500 }).state();
  expect(state).toEqual({
    status: 'settled',
    ...at,
    request: 1,
    amounts: { reservedOre: 0, committedOre: 0, invoicedOre: 500, paidOre: 500 },
  });
});

function check(
  _: string,
  history: readonly AllocationEvent[],
  command: AllocationCommand,
  outcome: readonly AllocationEvent[] | string,
): void {
  const when = given(allocations, history).when(command);
  if (typeof outcome === 'string') when.rejects(outcome);
  else when.then(outcome);
}

const credited = (ore: number, isBound = true): AllocationEvent => ({
  type: 'FundsCredited',
  data: { ...at, change: { invoicedOre: -ore, ...(isBound && { committedOre: ore }) } },
});
const paid = (ore: number): AllocationEvent => ({
  type: 'FundsPaid',
  data: { ...at, change: { paidOre: ore } },
});

describe('a correction', () => {
  const retained = [...partlyInvoiced, settled(100, 350)];
  test.each<Case>([
    [
      'credits an invoice back to the order',
      partlyInvoiced,
      { type: 'credit', amountOre: 500 },
      [credited(500)],
    ],
    [
      'credits what is never paid back to the frame',
      retained,
      { type: 'credit', amountOre: 150 },
      [credited(150, false)],
    ],
    ['pays a part of what is invoiced', partlyInvoiced, { type: 'pay', amountOre: 200 }, [paid(200)]],
    ['pays what was retained', retained, { type: 'pay', amountOre: 150 }, [paid(150)]],
    ['never pays more than is invoiced', retained, { type: 'pay', amountOre: 151 }, 'exceeds_invoiced'],
    ['never credits what is paid', retained, { type: 'credit', amountOre: 151 }, 'exceeds_invoiced'],
    ['needs a contractor', [reserved(600, 400)], { type: 'credit', amountOre: 1 }, 'wrong_state'],
    [
      'counts what was paid before into the settlement',
      [...partlyInvoiced, paid(200)],
      { type: 'settle', paidOre: 500 },
      [settled(100, 300)],
    ],
    [
      'leaves no settlement below what was paid',
      [...partlyInvoiced, paid(200)],
      { type: 'settle', paidOre: 199 },
      'exceeds_invoiced',
    ],
  ])('%s', (_rule, history, command, outcome) => {
    const when = given(allocations, history).when(command);
    if (typeof outcome === 'string') when.rejects(outcome);
    else when.then(outcome);
  });
});
