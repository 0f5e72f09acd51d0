import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { definition as maintenance } from '@tiltak/maintenance/service';
import { definition as notifications } from '@tiltak/notifications/service';
import { definition as procurement } from '@tiltak/procurement/service';
import { definition as projects } from '@tiltak/projects/service';
import { openStore, verifyJournal } from '@tiltak/store';
import { openReceiver, type Receiver } from '../../demo/receiver.ts';
import { eventually } from '../../demo/world.ts';
import { mongoUriFor } from '../../local/mongod.ts';
import { startSystem, type TestSystem } from '../system.ts';
import { carryOut, invoicedOre, type Stage, setStage } from './orders.ts';

const orders = 12;
/** What is promised after the last fault: within a minute nothing is left to be done. */
const recoveredWithinMs = 60_000;
const victims = ['projects', 'procurement', 'maintenance', 'notifications', 'web', 'mongod', 'kafka'];
const told = ['calloff.offered', 'order.placed', 'work.accepted', 'order.settled'];

let system: TestSystem;
let receiver: Receiver;
let stage: Stage;

beforeAll(async () => {
  system = await startSystem({ RETRY_SECONDS: '0.2,0.5,1,2,5' });
  receiver = await openReceiver();
}, 120_000);

afterAll(async () => {
  await receiver?.close();
  await system?.stop();
}, 90_000);

describe.each(victims)('%s is killed in the middle of twelve orders', (victim) => {
  let orderIds: readonly string[];

  test('every order is settled all the same', async () => {
    stage = await setStage(system.world, receiver);
    const carried = Array.from({ length: orders }, (_, at) =>
      carryOut(system.world, stage, `${victim}-${at}`),
    );
    const arrived = receiver.received.length;
    await eventually('the first offers', async () => receiver.received.length >= arrived + 3);
    const pid = system.pidOf(victim);
    process.kill(pid, 'SIGKILL');
    orderIds = await Promise.all(carried);
    expect(new Set(orderIds).size).toBe(orders);
    await eventually(`${victim} is up again`, async () => system.pidOf(victim) !== pid, 30_000);
  }, 120_000);

  test('the frame is right to the øre: nothing is counted twice, and nothing is lost', async () => {
    const sum = orders * invoicedOre;
    const { projects: api } = system.world.as('portfolio.controller');
    const frame = await eventually(
      'the settlements in the ledger',
      async () => {
        const { body } = await api.getFrame({ params: { frameId: stage.frameId } });
        return body.paidOre === sum && body;
      },
      recoveredWithinMs,
    );
    expect(frame).toMatchObject({
      reservedOre: 0,
      committedOre: 0,
      invoicedOre: sum,
      availableOre: frame.amountOre - sum,
    });
  }, 90_000);

  test('each order was offered once, and its events reached the contractor whole and in order', async () => {
    for (const orderId of orderIds) {
      await eventually(
        `the settlement of ${orderId} at the contractor`,
        async () => receiver.of(orderId, 'order.settled').length > 0,
        recoveredWithinMs,
      );
      const firsts = new Map(
        receiver.received
          .filter(({ event }) => event.data.orderId === orderId)
          .toReversed()
          .map((one) => [one.webhookId, one] as const),
      );
      const inOrder = [...firsts.values()].sort((a, b) => a.at - b.at);
      expect(inOrder.map(({ event }) => event.type.split('.').slice(-3, -1).join('.'))).toEqual(told);
      const sequences = inOrder.map(({ event }) => Number(event.data.sequence));
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      const order = await eventually(
        `the receipts of ${orderId}`,
        async () => {
          const { body } = await system.world
            .as('property.officer')
            .maintenance.getOrder({ params: { orderId } });
          return (
            body.deliveries.filter(({ status }) => status === 'delivered').length === told.length && body
          );
        },
        recoveredWithinMs,
      );
      expect(order.callOffs).toHaveLength(1);
    }
  }, 120_000);
});

test.each([projects, procurement, maintenance, notifications])(
  'after all of it the journal of $name is whole, and every state is the fold of it',
  async ({ name, aggregates }) => {
    const store = await openStore({
      uri: mongoUriFor(system.run().mongo, `tiltak_${name}`),
      aggregates,
      publish: () => undefined,
    });
    try {
      expect(await verifyJournal(store, aggregates)).toEqual([]);
      expect(await store.named('parked').countDocuments()).toBe(0);
      expect(await store.named('journal').countDocuments()).toBeGreaterThan(0);
    } finally {
      await store.close();
    }
  },
  60_000,
);
