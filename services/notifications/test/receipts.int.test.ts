import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PublishedEvent, topicOf } from '@tiltak/contracts';
import { notificationsEvents } from '@tiltak/contracts/notifications';
import { connectBroker, fromMessage } from '@tiltak/messaging';
import {
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  orderEvents,
  placed,
  startNotifications,
  startReceiver,
  until,
} from './harness.ts';

const environment = environmentOf({ RETRY_FOR_SECONDS: '2' });
const published: PublishedEvent[] = [];
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;
let stopReading: () => Promise<void>;

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
  const kafka = connectBroker({ brokers: environment.KAFKA_BROKERS.split(','), clientId: 'reader' });
  const reader = kafka.consumer({ groupId: `${environment.KAFKA_NAMESPACE}.reader` });
  await reader.connect();
  const topic = topicOf('notifications', environment.KAFKA_NAMESPACE);
  await reader.subscribe({ topics: [topic], fromBeginning: true });
  await reader.run({ eachMessage: async ({ message }) => void published.push(fromMessage(message)) });
  stopReading = () => reader.disconnect();
});
afterAll(async () => {
  await stopReading?.();
  await maintenance?.stop();
  await notifications?.stop();
});

type Receipt = { readonly eventId: string; readonly attempt: number };
const of = (eventId: string) =>
  published.flatMap(({ type, data }) => {
    notificationsEvents[type as keyof typeof notificationsEvents].parse(data);
    const { receipts = [data as Receipt] } = data as { readonly receipts?: readonly Receipt[] };
    return receipts
      .filter((one) => one.eventId === eventId)
      .map(({ attempt }) => [type.split('.').at(-2), attempt] as const);
  });

test('others learn that the first attempt failed, not of every other, and how it ended', async () => {
  const [late, lost] = orderEvents(firmOf('contractor-1'), [offered, placed]);
  let attempts = 0;
  const hook = await startReceiver(({ id }) => ({ status: id === late!.id && ++attempts > 1 ? 200 : 500 }));
  const client = notifications.as('contractor-1');
  const { body } = await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } });
  const { endpointId } = body;
  await maintenance.publish([late!, lost!]);

  await until('the end of both', () => of(late!.id).length >= 2 && of(lost!.id).length >= 2);

  expect(of(late!.id)).toEqual([
    ['failed', 1],
    ['delivered', 2],
  ]);
  const [first, last] = of(lost!.id);
  expect(first).toEqual(['failed', 1]);
  expect(last?.[0]).toBe('exhausted');
  const receipt = published.find(({ type }) => type.includes('exhausted'));
  expect(receipt?.data).toMatchObject({
    ...{ endpointId, organisationNumber: firmOf('contractor-1'), eventId: lost!.id, orderId: lost!.subject },
    ...{ statusCode: 500, sequence: published.length },
  });
  const never = await client.listDeliveries({ query: { status: 'exhausted' } });
  expect(never.body.items.map(({ eventId }) => eventId)).toEqual([lost!.id]);
  const done = await client.listDeliveries({ query: { status: 'delivered' } });
  expect(done.body.items.map(({ eventId }) => eventId)).toEqual([late!.id]);
  await hook.stop();
});
