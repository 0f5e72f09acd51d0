import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;

beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(() => maintenance?.stop());

test('a receipt that can’t be taken holds up no later one of its endpoint', async () => {
  const { orderId, callOffId } = await scene.offered();
  const tell = (channel: string, at: string) =>
    maintenance.tell('notifications', 'endpoint-1.receipts', 'deliveries.delivered', {
      ...{ channel, endpointId: 'endpoint-1', organisationNumber: organisationOf('contractor-1') },
      receipts: [
        {
          ...{ deliveryId: randomUUID(), eventId: randomUUID(), orderId, callOffId, attempt: 1, at },
          ...{ eventType: 'no.tiltak.maintenance.calloff.offered.v1', statusCode: 204 },
        },
      ],
    });
  const [first, third] = ['2030-04-01T08:00:00.000Z', '2030-04-01T08:00:02.000Z'];
  await tell('webhook', first);
  // What a later release of notifications may say, and this one has no words for.
  await tell('telegram', '2030-04-01T08:00:01.000Z');
  await tell('webhook', third);

  const officer = maintenance.as('property.officer');
  const deliveries = await eventually(async () => {
    const { body } = await officer.getOrder({ params: { orderId } });
    return body.deliveries.length === 2 && body.deliveries;
  });
  expect(deliveries.map(({ at }) => at)).toEqual([first, third]);
  const parked = await maintenance.store.named('parked').find().toArray();
  expect(parked).toMatchObject([{ value: { sequence: 2, reason: expect.stringContaining('channel') } }]);
});
