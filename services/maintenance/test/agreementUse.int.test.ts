import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AgreementUse } from '../src/order/agreement.ts';
import { agreementUses } from '../src/order/carryOut.ts';
import { eventually, type RunningMaintenance, startMaintenance } from './running.ts';
import { firms, openScene } from './scene.ts';

const amountOre = 1_000_000;

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const calledOffOre = async (frameworkAgreementId: string) =>
  (await maintenance.store.documents<AgreementUse>(agreementUses, [frameworkAgreementId])).get(
    frameworkAgreementId,
  )?.calledOffOre;

/** Orders of the agreement that have their money, once each is offered or held. */
async function decided(frameworkAgreementId: string, count: number) {
  const orderIds = await Promise.all(
    Array.from({ length: count }, () => scene.submit({ frameworkAgreementId, amountOre })),
  );
  await Promise.all(orderIds.map((orderId) => scene.reserve(orderId, { amountOre })));
  return Promise.all(
    orderIds.map((orderId) =>
      eventually(async () => {
        const order = await scene.getOrder(orderId);
        return order.status !== 'submitted' && order.status !== 'funded' && order;
      }),
    ),
  );
}

test('of orders that race for the ceiling of an agreement exactly those that fit are offered', async () => {
  const agreement = await scene.signAgreement({ ceilingOre: 5 * amountOre + 1 });
  const orders = await decided(agreement, 20);
  expect(orders.filter(({ status }) => status === 'offered')).toHaveLength(5);
  const held = orders.filter(({ status }) => status === 'held');
  expect(held).toHaveLength(15);
  for (const order of held)
    expect(order).toMatchObject({ heldReason: 'agreement_ceiling_reached', availableOre: 1 });
  expect(await calledOffOre(agreement)).toBe(5 * amountOre);
});

test('a cancelled order gives back all of the ceiling that it held, and a settled one what was not paid', async () => {
  const frameworkAgreementId = await scene.signAgreement({ ceilingOre: amountOre });
  const terms = { frameworkAgreementId, amountOre };
  const [cancelled] = await decided(frameworkAgreementId, 1);
  const [waiting] = await decided(frameworkAgreementId, 1);
  if (!cancelled || !waiting) throw new Error('two orders');
  expect(waiting.heldReason).toBe('agreement_ceiling_reached');
  await scene.officer.cancelOrder({ params: { orderId: cancelled.orderId }, body: {} });
  expect(await calledOffOre(frameworkAgreementId)).toBe(0);

  const params = { orderId: waiting.orderId };
  await scene.officer.resubmitOrder({ params, body: {} });
  expect((await scene.getOrder(waiting.orderId)).status).toBe('offered');
  expect(await calledOffOre(frameworkAgreementId)).toBe(terms.amountOre);
  const firm = maintenance.as('contractor-1');
  const { callOffs } = await scene.getOrder(waiting.orderId);
  await firm.answerCallOff({ params: { callOffId: callOffs.at(-1)!.callOffId }, body: { answer: 'accept' } });
  await firm.startWork({ params });
  await firm.reportWorkDone({ params, body: { personHours: 8 } });
  await scene.officer.acceptWork({ params });
  await scene.officer.registerInvoice({ params, body: { invoiceNumber: '1', amountOre: 400_000 } });
  await scene.officer.settleOrder({ params });
  expect(await calledOffOre(frameworkAgreementId)).toBe(400_000);
});

test('a no keeps what the order holds of the ceiling until nobody is left', async () => {
  const frameworkAgreementId = await scene.signAgreement({ ceilingOre: amountOre });
  const [order] = await decided(frameworkAgreementId, 1);
  if (!order) throw new Error('an order');
  for (const [at, { contractor }] of firms.entries()) {
    expect(await calledOffOre(frameworkAgreementId)).toBe(amountOre);
    const params = { callOffId: `${order.orderId}.${at + 1}` };
    await maintenance.as(contractor).answerCallOff({ params, body: { answer: 'decline' } });
  }
  expect((await scene.getOrder(order.orderId)).status).toBe('held');
  expect(await calledOffOre(frameworkAgreementId)).toBe(0);
});

test('by rotation, orders at once go to one firm after the other, none left out and none twice before all had a turn', async () => {
  const agreement = await scene.signAgreement({ allocation: 'rotation' });
  const orders = await decided(agreement, 9);
  const asked = orders.map(({ callOffs }) => callOffs[0]?.supplierId);
  for (const { supplierId } of firms) expect(asked.filter((one) => one === supplierId)).toHaveLength(3);
});
