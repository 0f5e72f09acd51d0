import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { offerTriesLimit } from '../src/order/carryOut.ts';
import { orders } from '../src/order/orders.ts';
import { orderTimers } from '../src/order/timers.ts';
import { eventually, organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

describe('money', () => {
  test('a refused order is held with what is left, and asks again with a smaller amount', async () => {
    const orderId = await scene.submit();
    await scene.refuse(orderId, { availableOre: 5_000_000 });
    expect(await scene.whenOrder(orderId, 'held')).toMatchObject({
      heldReason: 'exceeds_available',
      availableOre: 5_000_000,
    });
    const { body } = await scene.officer.resubmitOrder({
      params: { orderId },
      body: { amountOre: 5_000_000 },
    });
    expect(body.status).toBe('submitted');
    const asked = await eventually(() => {
      const requests = maintenance.publishedOf(orderId).filter(({ type }) => type === 'order.submitted');
      return requests.length === 2 && requests;
    });
    expect(asked.map(({ data }) => [data.request, data.amountOre])).toEqual([
      [1, 25_000_000],
      [2, 5_000_000],
    ]);
    await scene.reserve(orderId, { request: 2, amountOre: 5_000_000 });
    expect(await scene.whenOrder(orderId, 'offered')).toMatchObject({
      amounts: { orderedOre: 5_000_000 },
      heldReason: null,
    });
  });

  test('a cancelled order gives its jobs back, tells of it once, and late money starts nothing', async () => {
    const jobId = await scene.registerJob();
    const orderId = await scene.submit({ jobIds: [jobId] });
    await scene.officer.cancelOrder({ params: { orderId }, body: { reason: 'Ikke lenger nødvendig' } });
    await scene.reserve(orderId);
    const { body: job } = await scene.officer.getJob({ params: { jobId } });
    expect(job).toMatchObject({ status: 'approved', orderId: null });
    const again = await scene.submit({ jobIds: [jobId] });
    await scene.reserve(again);
    await scene.whenOrder(again, 'offered');
    expect(maintenance.publishedOf(orderId).map(({ type }) => type)).toEqual([
      'order.submitted',
      'order.cancelled',
    ]);
  });
});

describe('the agreement', () => {
  test('money that comes before the agreement waits for it, and then the offer goes out', async () => {
    const frameworkAgreementId = randomUUID();
    const orderId = await scene.submit({ frameworkAgreementId });
    await scene.reserve(orderId);
    await scene.whenOrder(orderId, 'funded');
    await maintenance.tell('procurement', frameworkAgreementId, 'frameworkagreement.signed', {
      frameworkAgreementId,
      title: 'Rammeavtale maling',
      allocation: 'rank',
      suppliers: [
        {
          supplierId: 'supplier-1',
          organisationNumber: organisationOf('contractor-1'),
          name: 'Eksempel Bygg AS',
          rank: 1,
        },
      ],
      ceilingOre: 500_000_000,
      validFrom: '2020-01-01',
      validTo: '2099-12-31',
    });
    expect((await scene.whenOrder(orderId, 'offered')).callOffs).toHaveLength(1);
  });

  test('an agreement that never comes holds the order at the last try, and it can be taken up again', async () => {
    const orderId = await scene.submit({ frameworkAgreementId: randomUUID() });
    await scene.reserve(orderId);
    await scene.whenOrder(orderId, 'funded');
    const { offer } = orderTimers({ normalSeconds: 60, urgentSeconds: 60, leastSeconds: 60 });
    const payload = { orderId, tries: offerTriesLimit };
    const timer = { id: `offer:${orderId}`, kind: 'offer', payload };
    await maintenance.store.transact(offer!(timer), { actor: 'timer:offer' });
    expect((await scene.getOrder(orderId)).heldReason).toBe('agreement_unknown');
    const { body } = await scene.officer.resubmitOrder({ params: { orderId }, body: {} });
    expect(body.status).toBe('funded');
  });

  test('an agreement that is over holds the order, with its money', async () => {
    const frameworkAgreementId = await scene.signAgreement({ validTo: '2021-12-31' });
    const orderId = await scene.submit({ frameworkAgreementId });
    await scene.reserve(orderId);
    expect((await scene.whenOrder(orderId, 'held')).heldReason).toBe('agreement_not_valid');
  });
});

describe('receipts', () => {
  test("what became of an event on its way to the contractor's system stands in the order", async () => {
    const { orderId, callOffId } = await scene.offered();
    const [deliveryId, endpointId] = [randomUUID(), randomUUID()];
    const owner = { endpointId, organisationNumber: organisationOf('contractor-1') };
    const eventType = 'no.tiltak.maintenance.calloff.offered.v1';
    const at = '2026-11-22T13:03:07.000Z';
    const receipt = { deliveryId, eventId: 'event-1', eventType, orderId, callOffId, at };
    const tell = (what: string, more: object) =>
      maintenance.tell('notifications', `${endpointId}.receipts`, what, { ...owner, ...more });
    const failure = { attempt: 1, statusCode: null, error: 'connect ECONNREFUSED' };
    await tell('delivery.failed', { ...receipt, ...failure });
    await eventually(async () => (await scene.getOrder(orderId)).deliveries[0]?.status === 'failed');
    await tell('deliveries.delivered', { receipts: [{ ...receipt, attempt: 2, statusCode: 204 }] });
    const { deliveries, history } = await eventually(async () => {
      const order = await scene.getOrder(orderId);
      return order.deliveries[0]?.status === 'delivered' && order;
    });
    expect(deliveries).toEqual([
      {
        deliveryId,
        channel: 'webhook',
        eventId: 'event-1',
        eventType: 'no.tiltak.maintenance.calloff.offered.v1',
        callOffId,
        status: 'delivered',
        attempt: 2,
        at: '2026-11-22T13:03:07.000Z',
        statusCode: 204,
      },
    ]);
    expect(history.slice(-2)).toMatchObject([
      {
        text: 'Leverandørens system tok ikke imot tilbudet (ikke noe svar), sendes på nytt',
        actor: 'Systemet',
      },
      { text: 'Leverandørens system mottok tilbudet 22.11.2026 kl. 14.03', actor: 'Systemet' },
    ]);
  });

  test('a receipt of a test event, or of an order that is not ours, changes nothing and stops nothing', async () => {
    const { orderId, callOffId } = await scene.offered();
    const endpointId = randomUUID();
    const eventType = 'no.tiltak.notifications.endpoint.test.v1';
    const receiptOf = (ofOrder: string | null) => ({
      ...{ deliveryId: randomUUID(), eventId: 'event-1', eventType, orderId: ofOrder, callOffId },
      ...{ attempt: 1, at: '2026-11-22T13:03:07.000Z', statusCode: 200 },
    });
    await maintenance.tell('notifications', `${endpointId}.receipts`, 'deliveries.delivered', {
      ...{ endpointId, organisationNumber: organisationOf('contractor-1') },
      receipts: [receiptOf(null), receiptOf('no-such-order'), receiptOf(orderId)],
    });
    await eventually(async () => (await scene.getOrder(orderId)).deliveries.length === 1);
    expect(await maintenance.store.named('parked').countDocuments()).toBe(0);
    expect(await maintenance.store.states(orders).findOne({ _id: 'no-such-order' })).toBeNull();
  });
});
