import { describe, expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { commands } from '../../test/orderExamples/commands.ts';
import { histories } from '../../test/orderExamples/histories.ts';
import {
  accepted,
  acceptedWithChanges,
  agreement,
  contractor,
  declined,
  funded,
  heldWithFunds,
  later,
  offered,
  placed,
  respondBy,
  submitted,
  terms,
  viewed,
} from '../../test/orderExamples/ordering.ts';
import type { OrderCommand } from './decide.ts';
import { attemptLimit } from './offering.ts';
import { orders } from './orders.ts';

const { offerNext, answer } = commands;
const expired = (attempt: 1 | 2 | 3) =>
  ({ type: 'CallOffExpired', data: { contractor: contractor(attempt), respondBy } }) as const;
const withdrawn = {
  type: 'CallOffWithdrawn',
  data: { contractor: contractor(1), reason: 'Endringene ble ikke godtatt' },
} as const;

const decideFunded = (command: OrderCommand) =>
  orders.decide(command, histories.funded.reduce(orders.evolve, orders.initial));

describe('who is asked', () => {
  test('the first by rank is asked first, whatever the order of the list', () => {
    given(orders, histories.funded)
      .when(offerNext)
      .then([offered(1)]);
  });

  test('the next by rank is asked after a no, a silence or changes that were not wanted, and it is said why', () => {
    given(orders, [...histories.offered, declined(1)])
      .when(offerNext)
      .then([offered(2, 'Neste etter rang: Bærum Tak AS takket nei')]);
    given(orders, [...histories.offered, expired(1)])
      .when(offerNext)
      .then([offered(2, 'Neste etter rang: Bærum Tak AS svarte ikke innen fristen')]);
    given(orders, [...histories.offered_with_changes, withdrawn])
      .when(offerNext)
      .then([offered(2, 'Neste etter rang: endringene fra Bærum Tak AS ble ikke godtatt')]);
  });

  test('nobody is asked twice: when all have said no the order is held, with its money', () => {
    given(orders, [...histories.offered, declined(1), offered(2), declined(2), offered(3), declined(3)])
      .when(offerNext)
      .then([heldWithFunds('no_contractor_left')]);
  });

  test('an order that is taken up again starts from the top', () => {
    const round = [declined(1), offered(2), declined(2), offered(3), declined(3)];
    const resumed = { type: 'OrderResumed', data: {} } as const;
    const [event] = orders.decide(
      offerNext,
      [...histories.offered, ...round, heldWithFunds('no_contractor_left'), resumed].reduce(
        orders.evolve,
        orders.initial,
      ),
    );
    expect(event).toMatchObject({
      type: 'CallOffOffered',
      data: {
        attempt: 4,
        contractor: { callOffId: 'order-1.4', supplierId: 'supplier-1' },
        chosenBecause: 'Først etter rang (1 av 3)',
      },
    });
  });

  test('an agreement is good on its first and its last day, and on none outside', () => {
    const on = (today: string) => given(orders, histories.funded).when({ ...offerNext, today });
    on('2026-01-01').then([offered(1)]);
    on('2026-12-31').then([offered(1)]);
    on('2025-12-31').then([heldWithFunds('agreement_not_valid')]);
    on('2027-01-01').then([heldWithFunds('agreement_not_valid')]);
  });

  test.each([
    [null, 'supplier-1', 'Står for tur (1 av 3)'],
    ['supplier-1', 'supplier-2', 'Står for tur etter Bærum Tak AS (2 av 3)'],
    ['supplier-2', 'supplier-3', 'Står for tur etter Asker Tak AS (3 av 3)'],
    ['supplier-3', 'supplier-1', 'Står for tur etter Oslo Tak AS (1 av 3)'],
    // Left the agreement since: the turn starts anew.
    ['supplier-9', 'supplier-1', 'Står for tur (1 av 3)'],
  ])('by rotation, after %s it is the turn of %s', (lastAsked, supplierId, chosenBecause) => {
    const rotation = { ...offerNext, agreement: { ...agreement, allocation: 'rotation' as const } };
    const [event] = decideFunded({ ...rotation, use: { calledOffOre: 0, lastAsked } });
    expect(event).toMatchObject({
      type: 'CallOffOffered',
      data: { contractor: { supplierId }, chosenBecause, allocation: 'rotation' },
    });
  });

  test('by rotation too nobody is asked twice in a round', () => {
    const rotation = { ...offerNext, agreement: { ...agreement, allocation: 'rotation' as const } };
    given(orders, [...histories.offered, declined(1), offered(2), declined(2), offered(3), declined(3)])
      .when({ ...rotation, use: { calledOffOre: 0, lastAsked: 'supplier-3' } })
      .then([heldWithFunds('no_contractor_left')]);
  });

  test('the last krone of the ceiling can be called off, and not one øre more', () => {
    const left = (calledOffOre: number) =>
      decideFunded({ ...offerNext, use: { calledOffOre, lastAsked: null } })[0];
    expect(left(4000)).toMatchObject({ type: 'CallOffOffered', data: { ceilingLeftOre: 0 } });
    expect(left(4001)).toEqual({
      type: 'OrderHeld',
      data: {
        reason: 'agreement_ceiling_reached',
        amountOre: 1000,
        availableOre: 999,
        fundsReserved: true,
      },
    });
  });

  test('while the agreement has not come, nobody is asked and the order waits', () => {
    given(orders, histories.funded)
      .when({ ...offerNext, agreement: null })
      .then([]);
  });

  test('an urgent order has the shorter deadline', () => {
    const urgent = { ...terms, urgent: true };
    const [event] = orders.decide(
      offerNext,
      [{ ...submitted, data: { ...submitted.data, terms: urgent } } as typeof submitted, funded].reduce(
        orders.evolve,
        orders.initial,
      ),
    );
    expect(event).toMatchObject({ data: { respondBy: '2026-11-22T13:00:00.000Z' } });
  });

  test('an order makes at most so many attempts', () => {
    const resumed = { type: 'OrderResumed', data: {} } as const;
    const attempts = Array.from({ length: attemptLimit }, (_, at) => [
      {
        ...offered(1),
        data: { ...offered(1).data, contractor: { ...contractor(1), callOffId: `order-1.${at + 1}` } },
      },
      {
        ...declined(1),
        data: { ...declined(1).data, contractor: { ...contractor(1), callOffId: `order-1.${at + 1}` } },
      },
    ]).flat() as never[];
    given(orders, [submitted, funded, ...attempts, heldWithFunds('no_contractor_left'), resumed])
      .when(offerNext)
      .then([heldWithFunds('no_contractor_left')]);
  });
});

describe('the answer', () => {
  test('a yes places the order with the contractor', () => {
    given(orders, histories.offered_viewed).when(answer).then([accepted, placed]);
  });

  test('a yes may say when the work starts', () => {
    const [, event] = orders.decide(
      { ...answer, proposedStart: '2026-12-01' },
      histories.offered.reduce(orders.evolve, orders.initial),
    );
    expect(event).toMatchObject({ type: 'OrderPlaced', data: { proposedStart: '2026-12-01' } });
  });

  test('a no needs no reason', () => {
    given(orders, histories.offered)
      .when({ ...answer, answer: 'decline', reason: '' })
      .then([{ type: 'CallOffDeclined', data: { contractor: contractor(1), at: later, reason: null } }]);
  });

  test('changes must say something: a reason, or another start', () => {
    const changes = { ...answer, answer: 'accept_with_changes' } as const;
    given(orders, histories.offered).when(changes).rejects('reason_missing');
    given(orders, histories.offered)
      .when({ ...changes, reason: '' })
      .rejects('reason_missing');
    given(orders, histories.offered)
      .when({ ...changes, reason: 'Mangler folk', proposedStart: '2026-12-01' })
      .then([acceptedWithChanges]);
    expect(
      given(orders, histories.offered)
        .when({ ...changes, proposedStart: '2026-12-01' })
        .state(),
    ).toMatchObject({ status: 'offered', callOffs: [{ status: 'accepted_with_changes' }] });
  });

  test('an answer is in time until the deadline, and too late from then on, timer or no timer', () => {
    const just = '2026-11-23T10:59:59.999Z';
    given(orders, histories.offered)
      .when({ ...answer, answer: 'decline', reason: 'Fullt belegg', at: just })
      .then([{ ...declined(1), data: { ...declined(1).data, at: just } } as never]);
    given(orders, histories.offered)
      .when({ ...answer, at: respondBy })
      .rejects('expired');
  });

  test('a price is not taken where none was asked for', () => {
    given(orders, histories.offered)
      .when({ ...answer, priceOre: 900 })
      .rejects('price_not_asked');
  });

  test('a second answer is refused, and so is one to an offer that is gone', () => {
    given(orders, [...histories.offered, declined(1)])
      .when(answer)
      .rejects('already_answered');
    given(orders, [...histories.offered, expired(1)])
      .when(answer)
      .rejects('expired');
    given(orders, [...histories.offered_with_changes, withdrawn])
      .when(answer)
      .rejects('withdrawn');
    given(orders, histories.offered)
      .when({ ...answer, callOffId: 'order-1.2' })
      .rejects('not_found');
  });
});

describe('the deadline', () => {
  test('a silent contractor loses the offer when the deadline has come, and not before', () => {
    given(orders, histories.offered)
      .when(commands.expire)
      .then([expired(1)]);
    given(orders, histories.offered)
      .when({ ...commands.expire, at: later })
      .then([]);
  });

  test('the timer of an earlier attempt does nothing to a later one', () => {
    given(orders, [...histories.offered, declined(1), offered(2)])
      .when(commands.expire)
      .then([]);
  });
});

describe('looking', () => {
  test('the first look is noted, the second is not', () => {
    given(orders, histories.offered).when(commands.view).then([viewed]);
    given(orders, histories.offered_viewed).when(commands.view).then([]);
  });

  test('a look after the deadline changes nothing', () => {
    given(orders, histories.offered)
      .when({ ...commands.view, at: respondBy })
      .then([]);
  });
});

describe('changes', () => {
  test("the officer's yes places the order, with the start that the contractor proposed", () => {
    given(orders, histories.offered_with_changes)
      .when(commands.decideOnChanges)
      .then([
        { type: 'ChangesApproved', data: { contractor: contractor(1) } },
        {
          type: 'OrderPlaced',
          data: {
            contractor: contractor(1),
            amountOre: 1000,
            dueOn: '2026-12-24',
            proposedStart: '2026-12-01',
          },
        },
      ]);
  });

  test("the officer's no withdraws the offer", () => {
    given(orders, histories.offered_with_changes)
      .when({ type: 'decideOnChanges', approved: false })
      .then([withdrawn]);
  });
});
