import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { endpointTest } from '@tiltak/contracts/notifications';
import { apply } from '@tiltak/messaging';
import { createVault, readConfig } from '@tiltak/service';
import { openStore } from '@tiltak/store';
import { config } from '../src/config.ts';
import { deliveries } from '../src/delivery/deliveries.ts';
import type { ExistingDelivery } from '../src/delivery/delivery.ts';
import { type Contractor, noContractor } from '../src/endpoint/contractor.ts';
import { endpoints } from '../src/endpoint/endpoint.ts';
import { newSecret } from '../src/endpoint/secret.ts';
import { runEngine } from '../src/engine/engine.ts';
import { bounds } from '../src/engine/queues.ts';
import { reactions } from '../src/reactions/index.ts';
import { definition } from '../src/service.ts';
import { environmentOf, offered, orderEvents, placed, startReceiver, until } from './harness.ts';

/** The delivery engine as it is shipped, on a real database and real HTTP, by a clock that only the tests move. */
let clock = Date.parse('2030-04-18T12:00:00.000Z');
let store: Awaited<ReturnType<typeof openStore>>;
let engine: ReturnType<typeof runEngine>;
let vault: ReturnType<typeof createVault>;
const faults: unknown[] = [];
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const {
    RETRY_SECONDS: _,
    RETRY_FOR_SECONDS: __,
    WEBHOOK_TIMEOUT_SECONDS: ___,
    ...shipped
  } = environmentOf();
  const settings = readConfig(config, shipped);
  vault = createVault(settings.SECRETS_KEY, []);
  const { aggregates, collections = [] } = definition;
  store = await openStore({
    ...{ uri: settings.MONGO_URI, aggregates, collections, publish: () => undefined },
    now: () => new Date(clock),
  });
  engine = runEngine(store, {
    ...{ holder: 'clock', vault, signingKeys: [], allowLoopback: true, random: () => 0 },
    timeoutMs: settings.WEBHOOK_TIMEOUT_SECONDS * 1000,
    retry: { waitsSeconds: settings.RETRY_SECONDS, forSeconds: settings.RETRY_FOR_SECONDS },
    onError: (error) => faults.push(error),
  });
  expect(settings.WEBHOOK_TIMEOUT_SECONDS).toBe(15);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(async () => {
  await engine?.stop();
  await store?.close();
});

let lastNumber = 310_000_000;
/** The next organisation number whose check digit fits. */
function nextNumber(): string {
  const { organisationNumber } = endpointTest.shape;
  do lastNumber += 1;
  while (!organisationNumber.safeParse(String(lastNumber)).success);
  return String(lastNumber);
}

/** A firm with one endpoint, at a receiver of its own. */
async function firm() {
  const hook = await startReceiver();
  stops.push(() => hook.stop());
  const organisationNumber = nextNumber();
  const endpointId = store.newId();
  const handle = (command: Parameters<typeof endpoints.decide>[0]) =>
    store.transact(
      async (reads) => {
        const endpoint = await reads.stream(endpoints, endpointId);
        return (stage) => void stage.handle(endpoint, command);
      },
      { actor: 'test' },
    );
  await handle({
    ...{ type: 'create', organisationNumber, url: hook.url, eventTypes: [], filter: [] },
    ...{ asymmetricSignature: false, at: new Date(clock).toISOString() },
    secret: vault.seal(newSecret(), endpointId),
  });
  await store.transact(
    async (reads) => {
      const contractor = await reads.doc<Contractor>('contractors', organisationNumber);
      const subscription = { endpointId, enabled: true, eventTypes: [] };
      return (stage) => stage.put(contractor, { ...noContractor, endpoints: [subscription] });
    },
    { actor: 'test' },
  );
  return {
    ...{ hook, organisationNumber },
    rotate: () =>
      handle({
        type: 'rotate',
        ...{ secret: vault.seal(newSecret(), endpointId), at: new Date(clock).toISOString() },
      }),
    /** An order's events, as maintenance tells them. */
    async order(types: Parameters<typeof orderEvents>[1]) {
      const events = orderEvents(organisationNumber, types);
      for (const event of events) await apply(store, reactions(store), event);
      return events;
    },
    deliveries: async () =>
      (
        await store
          .states<ExistingDelivery>(deliveries)
          .find({ 'state.endpointId': endpointId } as object)
          .sort({ 'state.sequence': 1 })
          .toArray()
      ).map(({ state }) => state),
  };
}

/** Resolves when the engine has looked at what is due by the clock as it stands. */
async function looked(beacon: Awaited<ReturnType<typeof firm>>): Promise<void> {
  const [event] = await beacon.order([offered]);
  await until('the beacon', () => beacon.hook.received.some(({ id }) => id === event!.id));
}

test('an outage of five days: each attempt at the schedule’s time and not before, with a timestamp of its own, then exhausted', async () => {
  const [down, beacon] = [await firm(), await firm()];
  down.hook.respond = () => ({ status: 503 });
  const [first] = await down.order([offered, placed]);
  const waits: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const [delivery] = await until('the attempt’s record', async () => {
      const found = await down.deliveries();
      return found[0]?.attempts === attempts && found;
    });
    if (delivery!.nextAttemptAt === null) break;
    const due = Date.parse(delivery!.nextAttemptAt);
    waits.push((due - clock) / 1000);
    clock = due - 1000;
    await looked(beacon);
    expect(down.hook.received).toHaveLength(attempts);
    clock = due;
  }
  const days = Array(10).fill(43_200);
  expect(waits).toEqual([5, 30, 120, 600, 1800, 3600, 10_800, 21_600, ...days]);
  expect(new Set(down.hook.received.map(({ id }) => id))).toEqual(new Set([first!.id]));
  const stamps = down.hook.received.map(({ headers }) => Number(headers['webhook-timestamp']));
  expect(stamps.slice(1).map((at, index) => at - stamps[index]!)).toEqual(waits);
  const [gone] = await down.deliveries();
  expect(gone).toMatchObject({ status: 'exhausted', attempts: waits.length + 1 });
  // Nothing reached it all that time: it is disabled, and what is behind waits for it to be enabled.
  await until('the next one to be parked', async () => (await down.deliveries())[1]?.status === 'parked');
}, 120_000);

test('after an outage one request tries whether the endpoint is back, then twice as many with each success', async () => {
  const [back, beacon] = [await firm(), await firm()];
  back.hook.respond = () => ({ status: 503 });
  const orders = 60;
  for (let order = 0; order < orders; order += 1) await back.order([offered]);
  await until('a failure of each', async () =>
    (await back.deliveries()).every(({ status }) => status === 'failed'),
  );
  back.hook.received.length = 0;

  const answers: ((answer: { status: number }) => void)[] = [];
  let under = 0;
  let most = 0;
  back.hook.respond = async () => {
    most = Math.max(most, ++under);
    const answer = await new Promise<{ status: number }>((resolve) => answers.push(resolve));
    under -= 1;
    return answer;
  };
  clock += 6000;
  const seen: number[] = [];
  for (const status of [503, 503, 204, 204, 204, 204, 204, 204]) {
    const expected = Math.min(2 ** Math.max(0, seen.length - 2), bounds.inFlightPerEndpointMax);
    await until(`${expected} under way`, () => under === expected);
    await looked(beacon);
    seen.push(under);
    expect(most).toBe(expected);
    answers.shift()?.({ status });
  }
  expect(seen).toEqual([1, 1, 1, 2, 4, 8, 16, 16]);

  // Those whose probes failed don't wait for their own time any more: the endpoint is back.
  back.hook.respond = () => ({ status: 204 });
  for (const answer of answers.splice(0)) answer({ status: 204 });
  await until('all of them', async () =>
    (await back.deliveries()).every(({ status }) => status === 'delivered'),
  );
  expect(new Set(back.hook.received.map(({ id }) => id)).size).toBe(orders);
  expect(back.hook.received).toHaveLength(orders + 2);
}, 120_000);

test('24 hours after a rotation the old secret signs no more', async () => {
  const one = await firm();
  await one.rotate();
  const signatures = async () => {
    const [event] = await one.order([offered]);
    const got = await until('the push', () => one.hook.received.find(({ id }) => id === event!.id));
    return String(got.headers['webhook-signature']).split(' ').length;
  };
  clock += 24 * 3600 * 1000 - 1000;
  expect(await signatures()).toBe(2);
  clock += 1000;
  expect(await signatures()).toBe(1);
});

test('answers are forgotten after 90 days, by the database itself', async () => {
  const indexes = await until('the index', async () => {
    const found = await store.named('responses').indexes();
    return found.length > 2 && found;
  });
  expect(indexes).toContainEqual(
    expect.objectContaining({ key: { at: 1 }, expireAfterSeconds: 90 * 24 * 3600 }),
  );
});

test('nothing went wrong inside while all this happened', () => {
  expect(faults).toEqual([]);
});
