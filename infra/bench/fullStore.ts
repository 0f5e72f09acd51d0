import { measureBoard } from './board.ts';
import { openContractorSide } from './contractorSide.ts';
import { holdEngine, takeIn } from './deliveries.ts';
import type { Bench, Figure } from './figure.ts';
import { fillWith, idAt } from './fill.ts';
import { line } from './line.ts';

const full = { small: 1_000, large: 1_000_000, orders: 100_000, events: 10_000, rounds: 3 };
const quick = { small: 1_000, large: 100_000, orders: 20_000, events: 5_000, rounds: 1 };
const ordersFew = 1_000;

/**
 * What a full store costs: events taken in by notifications with a million deliveries in it, and the first page of
 * the orders with a hundred thousand, each beside the same with a thousand (the floor).
 */
export const measureFullStore: Figure = async (bench) => {
  const sizes = bench.isQuick ? quick : full;
  const intake = await intakeRates(bench, sizes);
  const board = await measureBoard(bench, { few: ordersFew, many: sizes.orders });
  const named = (count: number) => count.toLocaleString('en');
  return {
    lines: [
      line({
        what: `events taken in with ${named(sizes.large)} deliveries`,
        ...{ value: intake.large.rate, unit: '/s', floor: intake.small.rate },
        target: { of: 'ratio', atLeast: 0.9 },
      }),
      line({
        what: `orders' first page with ${named(sizes.orders)}`,
        ...{ value: board.many.rate, unit: '/s', floor: board.few.rate },
        target: { of: 'ratio', atLeast: 0.9 },
      }),
      line({
        what: `orders' first page p99 with ${named(sizes.orders)}`,
        ...{ value: board.many.p99Ms, unit: 'ms', floor: board.few.p99Ms },
        target: { of: 'figure', atMost: 50 },
      }),
    ],
    notes: [
      `intake with a thousand deliveries: ${intake.small.cpu}`,
      `intake with ${named(sizes.large)}: ${intake.large.cpu}`,
      `filling the stores took ${Math.round(intake.fillSeconds + board.fillSeconds)} s`,
    ],
    details: { sizes, intake, board },
  };
};

async function intakeRates(bench: Bench, { small, large, events, rounds }: typeof full) {
  const side = await openContractorSide(bench.system);
  try {
    await side.start();
    const url = `${side.sink.origin}/hook`;
    await side.as('contractor-1').createEndpoint({ body: { url, eventTypes: [] } });
    await takeIn(bench, side, small);
    await side.untilDelivered(bench.signal);
    await holdEngine(side);
    const best = async () => {
      const taken: Awaited<ReturnType<typeof takeIn>>[] = [];
      for (let round = 0; round < rounds; round += 1) taken.push(await takeIn(bench, side, events));
      return taken.toSorted((a, b) => b.rate - a.rate)[0]!;
    };
    bench.say(`taking in ${events} events with ${small} deliveries in the store`);
    const slight = await best();
    bench.say(`filling the store up to ${large} deliveries`);
    const from = performance.now();
    await fill(bench, side.db, large);
    const fillSeconds = (performance.now() - from) / 1000;
    bench.say(`taking in ${events} events with ${large} deliveries in the store`);
    return { small: slight, large: await best(), fillSeconds };
  } finally {
    await side.end();
  }
}

/** Deliveries that have arrived, and the messages that they brought, ten of them to an order. */
async function fill(
  { signal }: Bench,
  db: Awaited<ReturnType<typeof openContractorSide>>['db'],
  until: number,
): Promise<void> {
  const startedAt = Date.now() - until;
  const [deliveries, messages] = [db.collection<Stored>('deliveries'), db.collection<Stored>('messages')];
  const [delivery, message] = await Promise.all([
    deliveries.findOne({ 'state.status': 'delivered' }),
    messages.findOne(),
  ]);
  if (!delivery || !message) throw new Error('nothing was delivered that could be copied');
  const orderIdOf = (index: number) => `full.${Math.floor(index / 10)}`;
  await fillWith(deliveries, {
    ...{ template: delivery, until, signal },
    vary: (template, index) => ({
      ...template,
      _id: idAt(startedAt + index),
      state: { ...(template.state as object), eventId: `full.${index}`, orderId: orderIdOf(index) },
    }),
  });
  await fillWith(messages, {
    ...{ template: message, until, signal },
    vary: (template, index) => ({
      ...template,
      _id: `full.${index}`,
      // Before the first that was really taken in: positions are unique.
      value: { ...(template.value as object), orderId: orderIdOf(index), position: -1 - index },
    }),
  });
}

type Stored = { readonly _id: string } & Readonly<Record<string, unknown>>;
