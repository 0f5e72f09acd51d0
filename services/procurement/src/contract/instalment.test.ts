import { expect, test } from '@jest/globals';
import { fold, Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import * as x from '../../test/awardExamples.ts';
import { type Contract, contracts } from './contract.ts';
import type { ContractCommand } from './decide.ts';
import type { ContractEvent } from './events.ts';
import { publishContract } from './publish.ts';
import { addedOf, currentValueOf } from './value.ts';

const at = x.signedAt;
const told = { ...x.told, type: 'partnership' } as const;
/** A partner's contract of 500 øre, with an option of 300. */
const signed = x.signed.map((event) => {
  if (event.type === 'ContractDrafted')
    return {
      ...event,
      data: { ...event.data, ...{ type: 'partnership', ceilingOre: 800, isApprenticesClauseAgreed: false } },
    };
  return 'procurementId' in event.data ? { ...event, data: { ...event.data, type: 'partnership' } } : event;
}) as readonly ContractEvent[];
const pay = (amountOre: number): ContractCommand => ({ type: 'payInstalment', phase: 1, amountOre, at });
const invoice = (amountOre: number, invoiceNumber = 'F1'): ContractCommand => ({
  ...{ type: 'registerInvoice', invoiceNumber, amountOre, at },
});
const option = (changeId: string, addedOre: number): ContractCommand => ({
  ...{ type: 'change', changeId, ground: 'clause', description: 'Kjøp', addedOre, endsOn: null },
  ...{ limit: { percentMax: null, belowOre: null, rules: [] }, by: 'one', at },
});
const paid = (number: number, amountOre: number): ContractEvent => ({
  type: 'ContractInvoiced',
  data: { ...told, invoiceNumber: `Delbetaling ${number}, fase 1`, amountOre, isPaid: true, at },
});

test('an instalment is an invoice that is paid, numbered by itself and within what is left of the contract', () => {
  given(contracts, signed)
    .when(pay(200))
    .then([paid(1, 200)]);
  given(contracts, [...signed, paid(1, 200)])
    .when(pay(300))
    .then([paid(2, 300)]);
  given(contracts, [...signed, paid(1, 200)])
    .when(pay(301))
    .rejects('exceeds_contract');
});

test('the development is not invoiced once more by hand; what a change has added is', () => {
  given(contracts, signed).when(invoice(1)).rejects('paid_by_instalments');
  const asked = [...signed, ...contracts.decide(option('c1', 300), fold(contracts, signed))];
  const funded = contracts.decide({ type: 'recordChangeFunds', changeId: 'c1' }, fold(contracts, asked));
  const events = [...asked, ...funded];
  given(contracts, events).when(invoice(301)).rejects('paid_by_instalments');
  expect(contracts.decide(invoice(300), fold(contracts, events))).toMatchObject([
    { type: 'ContractInvoiced', data: { invoiceNumber: 'F1', amountOre: 300 } },
  ]);
});

const amountOre = fc.integer({ min: 1, max: 300 });
/** By the state: a change has an id of its own, and the frame answers the oldest that it was asked for. */
type Drawn = (state: Contract) => ContractCommand;
const asked = ({ changes }: Contract): string =>
  changes.find(({ status }) => status === 'requested')?.changeId ?? 'none';
const command: fc.Arbitrary<Drawn> = fc.oneof(
  amountOre.map(
    (ore): Drawn =>
      () =>
        pay(ore),
  ),
  fc.tuple(amountOre, fc.constantFrom('F1', 'F2', 'F3')).map(
    ([ore, number]): Drawn =>
      () =>
        invoice(ore, number),
  ),
  fc.integer({ min: -100, max: 300 }).map(
    (ore): Drawn =>
      ({ changes }) =>
        option(`c${changes.length}`, ore),
  ),
  fc.constant<Drawn>((state) => ({ type: 'recordChangeFunds', changeId: asked(state) })),
  fc.constant<Drawn>((state) => ({
    ...{ type: 'recordChangeRefusal', changeId: asked(state), reason: 'exceeds_available', availableOre: 0 },
  })),
);

type Money = { readonly committedOre: number; readonly invoicedOre: number; readonly paidOre: number };

/** What the frame makes of what is published of a contract, and of what it answered itself. */
function booked(money: Money, event: ContractEvent): Money {
  const { committedOre, invoicedOre, paidOre } = money;
  const told = publishContract(event, 'contract');
  switch (told?.type) {
    case 'no.tiltak.procurement.contract.signed.v1':
      return { ...money, committedOre: told.data.valueOre };
    case 'no.tiltak.procurement.contract.changed.v1':
      return { ...money, committedOre: committedOre + told.data.addedOre };
    case 'no.tiltak.procurement.contract.invoiced.v1': {
      const { amountOre: ore, isPaid } = told.data;
      return {
        committedOre: committedOre - ore,
        invoicedOre: invoicedOre + ore,
        paidOre: isPaid ? paidOre + ore : paidOre,
      };
    }
    case 'no.tiltak.procurement.contract.completed.v1':
      return { committedOre: 0, invoicedOre, paidOre: told.data.paidOre };
    default:
      return money;
  }
}

test('whatever is paid, bought, changed and invoiced in whatever order: no krone counts twice, and none is missing', () => {
  const met = { completed: 0, instalments: 0, byHand: 0, paid_by_instalments: 0, exceeds_contract: 0 };
  fc.assert(
    fc.property(fc.array(command, { minLength: 10, maxLength: 40, size: 'max' }), (commands) => {
      let events = signed;
      let money = events.reduce(booked, { committedOre: 0, invoicedOre: 0, paidOre: 0 });
      const run = (one: ContractCommand): void => {
        try {
          const more = contracts.decide(one, fold(contracts, events));
          events = [...events, ...more];
          money = more.reduce(booked, money);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
          if (error.code in met) met[error.code as keyof typeof met] += 1;
        }
      };
      for (const one of commands) {
        run(one(fold(contracts, events) as Contract));
        const state = fold(contracts, events) as Contract;
        const sumOf = (isPaid: boolean) =>
          state.invoices.reduce(
            (sum, each) => sum + ((each.isPaid ?? false) === isPaid ? each.amountOre : 0),
            0,
          );
        expect(money.committedOre).toBeGreaterThanOrEqual(0);
        expect(money.committedOre + money.invoicedOre).toBe(currentValueOf(state));
        expect(money.paidOre).toBe(sumOf(true));
        expect(sumOf(false)).toBeLessThanOrEqual(addedOf(state));
        met.instalments += Number(sumOf(true) > 0);
        met.byHand += Number(sumOf(false) > 0);
      }
      const { invoicedOre } = money;
      run({ type: 'complete', at });
      if ((fold(contracts, events) as Contract).status !== 'completed') return;
      met.completed += 1;
      expect(money).toEqual({ committedOre: 0, invoicedOre, paidOre: invoicedOre });
    }),
    { numRuns: 300 },
  );
  // The sequences are no formality: money goes each way, and is refused for each reason.
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(10);
});
