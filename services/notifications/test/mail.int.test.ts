import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type PublishedEvent, topicOf } from '@tiltak/contracts';
import { notificationsEvents } from '@tiltak/contracts/notifications';
import { connectBroker, fromMessage } from '@tiltak/messaging';
import mongoose from 'mongoose';
import { mails } from '../src/mail/mails.ts';
import { dueHeadsQuery } from '../src/mail/outbox.ts';
import {
  cancelled,
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  openTopic,
  orderEvents,
  placed,
  settled,
  startNotifications,
  startReceiver,
  supplierEvents,
  until,
} from './harness.ts';
import { startMailServer } from './mailServer.ts';

const [one, two, three] = [firmOf('contractor-1'), firmOf('contractor-2'), firmOf('contractor-3')];
const address = 'ordre@eksempel-bygg.example';
const mailServer = await startMailServer();
const environment = environmentOf({
  ...{ SMTP_URL: mailServer.url, MAIL_FROM: 'Tiltak <tiltak@kommune.example>', SMTP_TIMEOUT_SECONDS: '2' },
  ...{ RETRY_SECONDS: '0.3', RETRY_FOR_SECONDS: '10' },
});
const published: PublishedEvent[] = [];
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;
let procurement: Awaited<ReturnType<typeof openTopic>>;
let stopReading: () => Promise<void>;

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
  procurement = await openTopic(environment, 'procurement');
  const kafka = connectBroker({ brokers: environment.KAFKA_BROKERS.split(','), clientId: 'reader' });
  const reader = kafka.consumer({ groupId: `${environment.KAFKA_NAMESPACE}.reader` });
  await reader.connect();
  const topic = topicOf('notifications', environment.KAFKA_NAMESPACE);
  await reader.subscribe({ topics: [topic], fromBeginning: true });
  await reader.run({ eachMessage: async ({ message }) => void published.push(fromMessage(message)) });
  stopReading = () => reader.disconnect();
  await procurement.publish(supplierEvents(one, [address]));
  await until('the address to be known', async () => (await contactOf(one)) === address);
});
beforeEach(() => {
  mailServer.mannerOf = () => 'take';
});
afterAll(async () => {
  await stopReading?.();
  await maintenance?.stop();
  await procurement?.stop();
  await notifications?.stop();
  await mailServer.stop();
  await mongoose.disconnect();
});

async function contactOf(organisationNumber: string): Promise<string | null | undefined> {
  return await inDatabase(async (db) => {
    const found = await db
      .collection<{ _id: string; value: { email: string | null } }>('documents')
      .findOne({ _id: `contacts/${organisationNumber}` });
    return found?.value.email;
  });
}

async function inDatabase<Found>(look: (db: mongoose.mongo.Db) => Promise<Found>): Promise<Found> {
  const connection = await mongoose.createConnection(environment.MONGO_URI).asPromise();
  try {
    return await look(connection.db!);
  } finally {
    await connection.close();
  }
}

const lettersOf = (orderId: string) =>
  mailServer.letters.filter(
    ({ mail }) => String(mail.references).includes(orderId) && !mail.messageId?.includes('.undelivered.'),
  );
const mailsOf = async (orderId: string) =>
  (await notifications.as('property.officer').listMailDeliveries({ query: { orderId } })).body.items;
const receiptsOf = (orderId: string) =>
  published
    .map(({ type, data }) => ({ type, data: data as { orderId?: string; attempt: number } }))
    .filter(({ data }) => data.orderId === orderId)
    .map(({ type, data }) => {
      const schema = notificationsEvents[type as 'no.tiltak.notifications.delivery.failed.v1'];
      const { channel, statusCode } = schema.parse(data);
      return [type.split('.').at(-2), channel, data.attempt, statusCode];
    });

test('a contractor without an endpoint gets the events of an order by e-mail, in order, once', async () => {
  const events = orderEvents(one, [offered, placed, settled]);
  const orderId = events[0]!.subject;
  await maintenance.publish([...events, ...events]);
  await until('three letters', () => lettersOf(orderId).length >= 3);
  const letters = lettersOf(orderId);
  expect(letters.map(({ to }) => to)).toEqual([address, address, address]);
  expect(letters.map(({ mail }) => mail.messageId)).toEqual(
    events.map(({ id }) => `<${id}@kommune.example>`),
  );
  const [offer, order] = letters.map(({ mail }) => mail);
  expect(offer!.subject).toBe('Forespørsel om oppdrag: Taket på gymsalen lekker; «hastesak»');
  expect(order!.subject).toBe('Oppdraget er deres: «Taket på gymsalen lekker; «hastesak»»');
  const link = 'https://tiltak.example.no/svar/x';
  expect(offer!.text).toContain(link);
  expect(offer!.html).toContain(`<a href="${link}">`);
  expect(offer!.from?.text).toBe('"Tiltak" <tiltak@kommune.example>');
  expect(offer!.headers.get('auto-submitted')).toBe('auto-generated');
  expect(String(offer!.html)).not.toMatch(/<img|<script|<link|url\(/i);

  await until('the receipts', () => receiptsOf(orderId).length >= 3);
  expect(receiptsOf(orderId)).toEqual([
    ['delivered', 'email', 1, 250],
    ['delivered', 'email', 1, 250],
    ['delivered', 'email', 1, 250],
  ]);
  expect((await mailsOf(orderId)).map(({ status, reason }) => [status, reason])).toEqual([
    ...Array.from({ length: 3 }, () => ['delivered', 'no_endpoint']),
  ]);
  const own = await notifications.as('contractor-1').listMailDeliveries({ query: { orderId } });
  expect(own.body.items).toHaveLength(3);
  const others = await notifications.as('contractor-2').listMailDeliveries({ query: { orderId } });
  expect(others.body.items).toEqual([]);
  expect(lettersOf(orderId)).toHaveLength(3);
});

test('a server that is busy (421, 451), hangs, or hangs up is tried again, and the order stays in order', async () => {
  const manners = [{ refuseRecipient: 421 }, 'hang', 'drop', { refuseLetter: 451 }] as const;
  let attempt = 0;
  mailServer.mannerOf = () => manners[attempt++] ?? 'take';
  const events = orderEvents(one, [offered, placed]);
  const orderId = events[0]!.subject;
  await maintenance.publish(events);
  await until('both letters', () => lettersOf(orderId).length >= 2);
  expect(lettersOf(orderId).map(({ mail }) => mail.messageId)).toEqual(
    events.map(({ id }) => `<${id}@kommune.example>`),
  );
  await until('the receipts', () => receiptsOf(orderId).length >= 3);
  expect(receiptsOf(orderId)).toEqual([
    ['failed', 'email', 1, 421],
    ['delivered', 'email', 5, 250],
    ['delivered', 'email', 1, 250],
  ]);
});

test('an address that the server does not know (550) ends it at once, and is in no journal row', async () => {
  mailServer.mannerOf = () => ({ refuseRecipient: 550 });
  const [event] = orderEvents(one, [cancelled]);
  const orderId = event!.subject;
  await maintenance.publish([event!]);
  await until('the end', () => receiptsOf(orderId).length >= 1);
  expect(receiptsOf(orderId)).toEqual([['exhausted', 'email', 1, 550]]);
  const rows = await inDatabase((db) => db.collection('journal').find({}).toArray());
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain('eksempel-bygg.example');
});

test('a firm without an address gets its letters when one is registered, and none after it is deleted', async () => {
  const [first] = orderEvents(two, [offered]);
  await maintenance.publish([first!]);
  await until('the failure', () => receiptsOf(first!.subject).length >= 1);
  expect(receiptsOf(first!.subject)).toEqual([['failed', 'email', 1, null]]);
  const [registered, changed, deleted] = supplierEvents(two, [
    null,
    'ny@rør.example'.replace('ø', 'o'),
    null,
  ]);
  await procurement.publish([registered!, changed!]);
  await until('the letter', () => lettersOf(first!.subject).length >= 1);
  expect(lettersOf(first!.subject)[0]?.to).toBe('ny@ror.example');

  await procurement.publish([deleted!]);
  await until('the address to be gone', async () => (await contactOf(two)) === null);
  const [second] = orderEvents(two, [offered]);
  await maintenance.publish([second!]);
  await until('the end', () => receiptsOf(second!.subject).length >= 2);
  expect(receiptsOf(second!.subject)).toEqual([
    ['failed', 'email', 1, null],
    ['exhausted', 'email', 2, null],
  ]);
  const documents = await inDatabase((db) => db.collection('documents').find({}).toArray());
  expect(JSON.stringify(documents)).not.toContain('ror.example');
});

test('of the letters that wait one of each order is looked at, however many are behind it', async () => {
  const [orders, lettersEach] = [20, 50];
  await inDatabase(async (db) => {
    const letters = db.collection<{ _id: string; state: object }>('outboxPlan');
    await letters.createIndex(mails.indexes![0] as never);
    await letters.insertMany(
      Array.from({ length: orders * lettersEach }, (_, at) => ({
        _id: `m${at}`,
        state: { queue: `q${at % orders}`, sequence: Math.floor(at / orders), dueAt: '' },
      })),
    );
    const query = dueHeadsQuery({ busy: ['q3'], now: new Date() });
    const heads = await letters.aggregate<{ mailId: string }>(query).toArray();
    expect(heads.map(({ mailId }) => mailId).toSorted()).toEqual(
      Array.from({ length: orders }, (_, at) => `m${at}`)
        .filter((mailId) => mailId !== 'm3')
        .toSorted(),
    );
    const plan = JSON.stringify(await letters.aggregate(query).explain('executionStats'));
    expect(plan).toContain('DISTINCT_SCAN');
    expect(Number(/"totalDocsExamined":(\d+)/.exec(plan)?.[1])).toBe(orders);
  });
});

test('an order that the only endpoint filters out goes by e-mail as a whole, once, and says why', async () => {
  const hook = await startReceiver();
  const client = notifications.as('contractor-1');
  const { body } = await client.createEndpoint({
    body: { url: hook.url, eventTypes: [], filter: [{ field: 'urgent', equals: true }] },
  });
  try {
    const calm = orderEvents(one, [offered, placed]);
    const urgent = orderEvents(one, [offered]).map((event) => ({
      ...event,
      data: { ...(event.data as object), urgent: true },
    }));
    await maintenance.publish([...calm, ...calm, ...urgent]);
    const orderId = calm[0]!.subject;
    await until('both letters', () => lettersOf(orderId).length >= 2);
    await until('the urgent order at the endpoint', () => hook.received.length >= 1);
    expect(hook.received.map(({ id }) => id)).toEqual([urgent[0]!.id]);
    expect(lettersOf(orderId).map(({ mail }) => mail.messageId)).toEqual(
      calm.map(({ id }) => `<${id}@kommune.example>`),
    );
    expect(lettersOf(orderId)[0]!.mail.text).toContain('satt opp til ikke å få det');
    expect((await mailsOf(orderId)).map(({ reason }) => reason)).toEqual([
      'not_subscribed',
      'not_subscribed',
    ]);
    expect(await mailsOf(urgent[0]!.subject)).toEqual([]);
  } finally {
    await client.disableEndpoint({ params: { endpointId: body.endpointId } });
    await hook.stop();
  }
});

test('an endpoint that is enabled gets it alone; what it never took, and what is parked, goes by e-mail once', async () => {
  const hook = await startReceiver(({ body }) => ({ status: body.includes(placed) ? 500 : 204 }));
  const client = notifications.as('contractor-3');
  await procurement.publish(supplierEvents(three, ['ordre@maler.example']));
  await until('the address to be known', async () => (await contactOf(three)) === 'ordre@maler.example');
  const { endpointId } = (await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } })).body;
  const events = orderEvents(three, [offered, placed]);
  const orderId = events[0]!.subject;
  await maintenance.publish(events);
  await until('the letter', () => lettersOf(orderId).length >= 1);
  expect(hook.received[0]?.id).toBe(events[0]!.id);
  expect(lettersOf(orderId).map(({ mail }) => mail.messageId)).toEqual([
    `<${events[1]!.id}@kommune.example>`,
  ]);
  expect(lettersOf(orderId)[0]?.mail.text).toContain('systemet deres ikke tok imot');

  // It took nothing for as long as anything is tried.
  await until('the endpoint to be disabled', async () => {
    const { body } = await client.getEndpoint({ params: { endpointId } });
    return body.status === 'disabled';
  });
  await client.enableEndpoint({ params: { endpointId } });
  hook.respond = () => ({ status: 410 });
  const [parked, later] = [orderEvents(three, [offered]), orderEvents(three, [offered])];
  await maintenance.publish(parked);
  await until('the parked one', () => lettersOf(parked[0]!.subject).length >= 1);
  await maintenance.publish(later);
  await until('the next one', () => lettersOf(later[0]!.subject).length >= 1);
  hook.respond = () => ({ status: 204 });
  await client.enableEndpoint({ params: { endpointId } });
  await until('both at the endpoint', () =>
    [...parked, ...later].every(({ id }) => hook.received.some((one) => one.id === id)),
  );
  await notifications.as('admin').disableEndpoint({ params: { endpointId } });
  expect(lettersOf(parked[0]!.subject)).toHaveLength(1);
  expect(lettersOf(later[0]!.subject)).toHaveLength(1);
  await hook.stop();
});

test('nothing of all this was a fault of the service', () => {
  expect(notifications.faults).toEqual([]);
});
