import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { historyOf, openStore, type Store, verifyJournal } from '@tiltak/store';
import { mongoUriFor } from '../../../infra/test/infrastructure.ts';
import { agreementCopies, carryOut, loadOrder } from '../src/order/carryOut.ts';
import type { OrderCommand } from '../src/order/decide.ts';
import { orders } from '../src/order/orders.ts';
import { orderTimers } from '../src/order/timers.ts';
import { definition } from '../src/service.ts';
import { commands } from './orderExamples/commands.ts';
import { agreement, terms } from './orderExamples/ordering.ts';

const repetitions = 60;
const times = { normalSeconds: 3600, urgentSeconds: 60, leastSeconds: 1 };
const startedAt = Date.parse('2026-11-22T09:00:00.000Z');
const deadlineMs = startedAt + times.normalSeconds * 1000;

/** Two instances of the service on one database; each has a clock of its own. */
let clocks: [number, number];
let stores: readonly [Store, Store];
beforeAll(async () => {
  const { aggregates, collections = [] } = definition;
  const uri = mongoUriFor(process.env.TILTAK_TEST_MONGO!, `maintenance_${randomUUID().slice(0, 8)}`);
  const open = (instance: 0 | 1) =>
    openStore({
      uri,
      aggregates,
      collections,
      publish: () => undefined,
      now: () => new Date(clocks[instance]),
    });
  clocks = [startedAt, startedAt];
  stores = [await open(0), await open(1)];
  await stores[0].transact(
    async (reads) => {
      const [ranked, competing] = await Promise.all([
        reads.doc(agreementCopies, terms.frameworkAgreementId),
        reads.doc(agreementCopies, 'competition'),
      ]);
      return (stage) => {
        stage.put(ranked, { ...agreement, ceilingOre: 1_000_000 });
        stage.put(competing, { ...agreement, ceilingOre: 1_000_000, allocation: 'mini_competition' });
      };
    },
    { actor: 'test' },
  );
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
});

const carriedOut = (store: Store, orderId: string, command: (at: string) => OrderCommand) =>
  store.transact(
    async (reads) => {
      const loaded = await loadOrder(reads, orderId);
      return (stage) => carryOut(stage, loaded, command(stage.at), times);
    },
    { actor: 'test' },
  );

/** An order whose first contractor has been asked, or all of them, at nine. */
async function offered(frameworkAgreementId = terms.frameworkAgreementId): Promise<string> {
  const [store] = stores;
  clocks = [startedAt, startedAt];
  const orderId = store.newId();
  await store.transact(
    async (reads) => {
      const order = await reads.stream(orders, orderId, 'new');
      return (stage) =>
        void stage.handle(order, { ...commands.submit, orderId, terms: { ...terms, frameworkAgreementId } });
    },
    { actor: 'test' },
  );
  await carriedOut(store, orderId, () => commands.recordFunds);
  return orderId;
}

/** What became of the first call-off, in the order in which the journal has it. */
async function endsOfFirst(orderId: string): Promise<readonly string[]> {
  const rows = await historyOf(stores[0], orderId);
  return rows
    .filter(
      ({ type, data }) =>
        /^CallOff(Accepted|AcceptedWithChanges|Declined|Expired|Withdrawn)$/.test(type) &&
        (data as { contractor: { callOffId: string } }).contractor.callOffId === `${orderId}.1`,
    )
    .map(({ type }) => type);
}

const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Rejection) return error.code;
      throw error;
    },
  );

/** All at once, on the two instances in turn, beginning with another of them each time. */
const race = (turn: number, racers: readonly ((store: Store) => Promise<unknown>)[]) =>
  Promise.all(racers.map((racer, at) => outcome(racer(stores[(at + turn) % 2 === 0 ? 0 : 1]))));

test('of answers and withdrawals at once on two instances exactly one counts, every time', async () => {
  const winners = new Set<string>();
  for (let turn = 0; turn < repetitions; turn++) {
    const orderId = await offered();
    const callOffId = `${orderId}.1`;
    const answer =
      (given: 'accept' | 'decline' | 'accept_with_changes') =>
      (store: Store): Promise<unknown> =>
        carriedOut(store, orderId, (at) => ({
          ...commands.answer,
          answer: given,
          reason: 'x',
          callOffId,
          at,
        }));
    const withdraw = (store: Store) =>
      carriedOut(store, orderId, (at) => ({ ...commands.withdraw, callOffId, at }));
    const racers = [
      answer('accept'),
      answer('decline'),
      withdraw,
      answer('accept'),
      answer('accept_with_changes'),
    ];
    const outcomes = await race(turn, [...racers.slice(turn % 5), ...racers.slice(0, turn % 5)]);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(1);
    const ends = await endsOfFirst(orderId);
    expect(ends).toHaveLength(1);
    winners.add(ends[0]!);
    const state = (await stores[0]
      .states<{ callOffs: { status: string }[] }>(orders)
      .findOne({ _id: orderId }))!;
    // Nobody else was asked where the first is bound, or may still be; else exactly the next.
    const isLost = /Declined|Withdrawn/.test(ends[0]!);
    expect(state.state.callOffs).toHaveLength(isLost ? 2 : 1);
  }
  // Not always the same one wins: they do race.
  expect(winners.size).toBeGreaterThan(1);
}, 120_000);

test('an answer that races the deadline and the deadline have exactly one winner, every time', async () => {
  const { callOffDeadline } = orderTimers(times);
  const winners = new Set<string>();
  for (let turn = 0; turn < repetitions; turn++) {
    const orderId = await offered();
    const callOffId = `${orderId}.1`;
    // One instance's clock is a millisecond before the deadline, the other's has come to it.
    clocks = [deadlineMs - 1, deadlineMs];
    const timer = {
      id: `callOffDeadline:${callOffId}`,
      kind: 'callOffDeadline',
      payload: { orderId, callOffId },
    };
    const expire = () => stores[1].transact(callOffDeadline!(timer), { actor: 'timer:callOffDeadline' });
    const accept = (store: Store) => () =>
      carriedOut(store, orderId, (at) => ({ ...commands.answer, callOffId, at }));
    // Now and then the deadline has a head start, so that both ends are seen on a machine of any speed.
    if (turn % 4 === 3) await expire();
    const racers = [accept(stores[0]), expire, accept(stores[1]), expire];
    const outcomes = await race(0, turn % 2 === 0 ? racers : racers.toReversed());
    const ends = await endsOfFirst(orderId);
    expect(ends).toHaveLength(1);
    winners.add(ends[0]!);
    // The instance that is past the deadline never takes a yes, whichever of them is quicker.
    const refused = outcomes.filter((one) => one === 'expired' || one === 'already_answered');
    expect(refused).toHaveLength(ends[0] === 'CallOffAccepted' ? 1 : 2);
  }
  expect([...winners].sort()).toEqual(['CallOffAccepted', 'CallOffExpired']);
}, 120_000);

test('a price that races the deadline counts wholly or not at all, and the order is placed once', async () => {
  const { callOffDeadline } = orderTimers(times);
  const winners = new Set<number>();
  for (let turn = 0; turn < repetitions; turn++) {
    const orderId = await offered('competition');
    const give = (firm: number, priceOre: number) => (store: Store) =>
      carriedOut(store, orderId, (at) => ({
        ...commands.answer,
        callOffId: `${orderId}.${firm}`,
        priceOre,
        at,
      }));
    await give(1, 900)(stores[0]);
    clocks = [deadlineMs - 1, deadlineMs];
    const expire = (firm: number) => {
      const payload = { orderId, callOffId: `${orderId}.${firm}` };
      const timer = { id: `callOffDeadline:${payload.callOffId}`, kind: 'callOffDeadline', payload };
      return () => stores[1].transact(callOffDeadline!(timer), { actor: 'timer:callOffDeadline' });
    };
    // The instance with less to write would win nearly every time, so it lets the other go ahead by a little or more.
    const inTime = async () => {
      await new Promise((resolve) => setTimeout(resolve, turn % 12));
      return give(2, 800)(stores[0]);
    };
    const late = () => give(3, 700)(stores[1]);
    if (turn % 4 === 3) await expire(2)();
    const racers = [inTime, expire(2), late, expire(3)];
    const outcomes = await race(0, turn % 2 === 0 ? racers : racers.toReversed());
    const taken = outcomes[turn % 2 === 0 ? 0 : 3] === 'done';
    expect(outcomes[turn % 2 === 0 ? 2 : 1]).toBe('expired');
    const rows = await historyOf<{ type: string; data: { amountOre: number } }>(stores[0], orderId);
    expect(rows.filter(({ type }) => type === 'CompetitionDecided')).toHaveLength(1);
    const placed = rows.filter(({ type }) => type === 'OrderPlaced');
    expect(placed.map(({ data }) => data.amountOre)).toEqual([taken ? 800 : 900]);
    winners.add(placed[0]!.data.amountOre);
  }
  expect([...winners].sort()).toEqual([800, 900]);
}, 120_000);

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(stores[0], definition.aggregates)).toEqual([]);
});
