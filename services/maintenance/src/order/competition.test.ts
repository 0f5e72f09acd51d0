import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { given } from '@tiltak/decider/testing';
import fc from 'fast-check';
import { commands } from '../../test/orderExamples/commands.ts';
import { after, histories } from '../../test/orderExamples/histories.ts';
import { agreement, at, contractor, later, respondBy } from '../../test/orderExamples/ordering.ts';
import type { OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import type { Order } from './order.ts';
import { orders } from './orders.ts';

type Firm = 1 | 2 | 3;
const offerNext = {
  ...commands.offerNext,
  agreement: { ...agreement, allocation: 'mini_competition' as const },
};
const asked = [...histories.funded, ...orders.decide(offerNext, after(histories.funded))];
const answer = (firm: Firm, more: object) =>
  ({ ...commands.answer, callOffId: `order-1.${firm}`, ...more }) as const;
const price = (firm: Firm, priceOre: number, when = later) => answer(firm, { priceOre, at: when });
const decline = (firm: Firm) => answer(firm, { answer: 'decline', reason: 'Fullt belegg' });
const expire = { ...commands.expire, at: respondBy };

/** All that the commands lead to, one after the other. */
function played(...all: readonly OrderCommand[]): { events: readonly OrderEvent[]; state: Order } {
  let state = after(asked);
  const events: OrderEvent[] = [];
  for (const command of all)
    for (const event of orders.decide(command, state)) {
      state = orders.evolve(state, event);
      events.push(event);
    }
  return { events, state };
}
const typesOf = (events: readonly OrderEvent[]) => events.map(({ type }) => type);
const decisionOf = (events: readonly OrderEvent[]) =>
  events.find((event) => event.type === 'CompetitionDecided')?.data as
    | { because: string; ranking: readonly { callOffId: string; priceOre: number; place: number }[] }
    | undefined;
const spaced = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

describe('a mini-competition', () => {
  test('asks all suppliers of the agreement at once, with one deadline', () => {
    expect(after(asked)).toMatchObject({
      status: 'offered',
      competition: { status: 'open', respondBy },
      callOffs: ([1, 2, 3] as const).map((firm) => ({
        ...contractor(firm),
        status: 'offered',
        respondBy,
        chosenBecause: 'Minikonkurranse blant 3',
      })),
    });
  });

  test('is decided as soon as all have answered, by the lowest price, and says all prices and places', () => {
    const { events, state } = played(price(1, 900), decline(2), price(3, 800));
    expect(typesOf(events)).toEqual([
      'CallOffPriced',
      'CallOffDeclined',
      'CallOffPriced',
      'CompetitionDecided',
      'CallOffWithdrawn',
      'CallOffAccepted',
      'OrderPlaced',
    ]);
    expect(spaced(decisionOf(events)?.because)).toBe(
      'Laveste pris fikk oppdraget: 1. Oslo Tak AS, 8 kr; 2. Bærum Tak AS, 9 kr. Uten pris: Asker Tak AS (takket nei).',
    );
    expect(state).toMatchObject({
      status: 'placed',
      contractor: contractor(3),
      terms: { amountOre: 800 },
      competition: { status: 'decided' },
      callOffs: [
        {
          status: 'withdrawn',
          reason: 'Oppdraget gikk til Oslo Tak AS, som ga lavest pris. Prisen deres ble nummer 2 av 2.',
        },
        { status: 'declined' },
        { status: 'accepted' },
      ],
    });
  });

  test('is decided at the deadline by the prices that have come', () => {
    const { events, state } = played(price(2, 700), { ...expire, callOffId: 'order-1.3' });
    expect(typesOf(events).slice(1)).toEqual([
      'CompetitionDecided',
      'CallOffExpired',
      'CallOffExpired',
      'CallOffAccepted',
      'OrderPlaced',
    ]);
    expect(state).toMatchObject({ status: 'placed', contractor: contractor(2), terms: { amountOre: 700 } });
    // The other call-offs' timers come to nothing.
    expect(orders.decide({ ...expire, callOffId: 'order-1.1' }, state)).toEqual([]);
  });

  test('is won, of equal prices, by the one that came first; a repetition keeps its time, another price does not', () => {
    const first = '2026-11-22T09:30:00.000Z';
    const tie = played(price(3, 800, first), price(1, 800), price(3, 800), decline(2));
    expect(tie.state).toMatchObject({ contractor: contractor(3) });
    expect(spaced(decisionOf(tie.events)?.because)).toContain(
      'Ved lik pris gikk den som svarte først, foran.',
    );
    const moved = '2026-11-22T10:30:00.000Z';
    const replaced = played(price(3, 900, first), price(1, 800), price(3, 800, moved), decline(2));
    expect(replaced.state).toMatchObject({ contractor: contractor(1) });
  });

  test('holds the order with its money where nobody gave a price', () => {
    for (const { events, state } of [
      played(decline(1), decline(2), decline(3)),
      played(decline(1), { ...expire, callOffId: 'order-1.2' }),
    ]) {
      expect(decisionOf(events)?.ranking).toEqual([]);
      expect(state).toMatchObject({ status: 'held', reason: 'no_price_received', fundsReserved: true });
      const again = orders.decide(offerNext, orders.evolve(state, { type: 'OrderResumed', data: {} }));
      expect(typesOf(again)).toEqual(['CallOffOffered', 'CallOffOffered', 'CallOffOffered']);
      expect(again[0]).toMatchObject({ data: { contractor: { callOffId: 'order-1.4' } } });
    }
  });

  test('that is cancelled tells everybody who could still have won, and is never decided', () => {
    const { state } = played(price(1, 900), decline(2));
    const events = orders.decide(commands.cancel, state);
    expect(typesOf(events)).toEqual(['CallOffWithdrawn', 'CallOffWithdrawn', 'OrderCancelled']);
    const cancelled = events.reduce(orders.evolve, state);
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      contractor: null,
      competition: { status: 'cancelled' },
    });
    expect(orders.decide({ ...expire, callOffId: 'order-1.3' }, cancelled)).toEqual([]);
  });

  test('holds the whole amount of the ceiling until it is decided', () => {
    given(orders, histories.funded)
      .when({ ...offerNext, use: { calledOffOre: 4001, lastAsked: null } })
      .then([
        {
          type: 'OrderHeld',
          data: {
            reason: 'agreement_ceiling_reached',
            amountOre: 1000,
            availableOre: 999,
            fundsReserved: true,
          },
        },
      ]);
  });
});

describe('an answer to it', () => {
  test.each([
    ['a yes without a price', 'price_missing', answer(1, {})],
    ['a price above the amount', 'price_too_high', price(1, 1001)],
    [
      'a reservation',
      'changes_not_possible',
      answer(1, { answer: 'accept_with_changes', reason: 'x', priceOre: 1 }),
    ],
    ['a price at the deadline', 'expired', price(1, 1, respondBy)],
    ['a price of somebody else', 'not_found', price(9 as Firm, 1)],
    ['the withdrawal of one', 'in_competition', commands.withdraw],
  ] as const)('%s is refused: %s', (_, code, command) => {
    given(orders, asked).when(command).rejects(code);
  });

  test('may be the whole amount, and can be replaced until the deadline, a no by a price too', () => {
    const { state } = played(price(1, 1000), decline(2), price(2, 990), decline(1), price(1, 980));
    expect(state).toMatchObject({
      callOffs: [
        { status: 'priced', priceOre: 980 },
        { status: 'priced', priceOre: 990 },
        { status: 'offered' },
      ],
    });
  });

  test('comes too late once the prices are opened', () => {
    const { state } = played(price(1, 900), decline(2), price(3, 800));
    const code = (command: OrderCommand) => {
      try {
        return orders.decide(command, state);
      } catch (error) {
        return error instanceof Rejection ? error.code : error;
      }
    };
    expect([code(price(1, 100)), code(price(2, 100)), code(price(3, 100))]).toEqual([
      'withdrawn',
      'already_answered',
      'already_answered',
    ]);
  });
});

test('whatever is answered in whatever sequence, the lowest of the last prices wins, once', () => {
  const deadlineMs = Date.parse(respondBy);
  const step = fc.record({
    firm: fc.constantFrom<Firm[]>(1, 2, 3),
    what: fc.constantFrom('price', 'price', 'decline', 'expire'),
    priceOre: fc.integer({ min: 995, max: 1002 }),
    hours: fc.integer({ min: 0, max: 6 }),
  });
  const ends = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 15 }), (steps) => {
      let state = after(asked);
      let nowMs = Date.parse(at);
      const events: OrderEvent[] = [];
      /** The last answer of each, as an observer would note it: who came first stands first. */
      const prices = new Map<string, number>();
      const last = [...steps, { firm: 1, what: 'expire', priceOre: 1, hours: 100 } as const];
      for (const { firm, what, priceOre, hours } of last) {
        nowMs += hours * 3_600_000 + 1;
        const now = new Date(nowMs).toISOString();
        const callOffId = `order-1.${firm}`;
        const command: OrderCommand =
          what === 'expire'
            ? { ...expire, callOffId, at: now }
            : what === 'price'
              ? price(firm, priceOre, now)
              : { ...decline(firm), at: now };
        const wasOpen = state.status === 'offered';
        let decided: readonly OrderEvent[];
        try {
          decided = orders.decide(command, state);
        } catch (error) {
          if (error instanceof Rejection) continue;
          throw error;
        }
        if (wasOpen && what !== 'expire') ok(nowMs < deadlineMs, 'answered after the deadline');
        if (wasOpen && what === 'decline') prices.delete(callOffId);
        if (wasOpen && what === 'price' && prices.get(callOffId) !== priceOre) {
          prices.delete(callOffId);
          prices.set(callOffId, priceOre);
        }
        events.push(...decided);
        state = decided.reduce(orders.evolve, state);
      }
      // The deadline of the first may have been unscheduled by its no: another's then opens the prices.
      for (const firm of [2, 3] as const) {
        const decided = orders.decide(
          { ...expire, callOffId: `order-1.${firm}`, at: new Date(nowMs).toISOString() },
          state,
        );
        events.push(...decided);
        state = decided.reduce(orders.evolve, state);
      }
      equal(events.filter(({ type }) => type === 'CompetitionDecided').length, 1);
      const placed = events.filter((event) => event.type === 'OrderPlaced');
      const best = [...prices].toSorted(([, one], [, other]) => one - other)[0];
      ends.add(state.status);
      if (!best) {
        equal(state.status, 'held');
        equal(placed.length, 0);
        return;
      }
      deepEqual(
        placed.map(({ data }) => [data.contractor.callOffId, data.amountOre]),
        [best],
      );
      equal(state.status, 'placed');
      ok(best[1] <= 1000);
    }),
    { numRuns: 400 },
  );
  expect([...ends].sort()).toEqual(['held', 'placed']);
});
