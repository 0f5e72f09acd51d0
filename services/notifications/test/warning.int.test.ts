import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import {
  environmentOf,
  firmOf,
  offered,
  openMaintenance,
  openTopic,
  orderEvents,
  placed,
  startNotifications,
  startReceiver,
  supplierEvents,
  until,
} from './harness.ts';
import { startMailServer } from './mailServer.ts';

const [one, two, three] = [firmOf('contractor-1'), firmOf('contractor-2'), firmOf('contractor-3')];
const department = 'eiendom@kommune.example';
const mailServer = await startMailServer();
const environment = environmentOf({
  ...{ SMTP_URL: mailServer.url, PROPERTY_MAIL: department, RETRY_SECONDS: '0.3', RETRY_FOR_SECONDS: '6' },
});
const held = 'no.tiltak.maintenance.order.held.v1';
const declined = 'no.tiltak.maintenance.calloff.declined.v1';
const expired = 'no.tiltak.maintenance.calloff.expired.v1';
const escalated = 'no.tiltak.maintenance.inspection.escalated.v1';
const aboutToBreak = 'no.tiltak.maintenance.clock.about_to_break.v1';
const broken = 'no.tiltak.maintenance.clock.broken.v1';
const waiting = [
  'no.tiltak.maintenance.change.proposed.v1',
  'no.tiltak.maintenance.change.priced.v1',
  'no.tiltak.maintenance.defect.escalated.v1',
  'no.tiltak.maintenance.claim.escalated.v1',
  'no.tiltak.maintenance.claimperiod.ending.v1',
] as const;
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let maintenance: Awaited<ReturnType<typeof openMaintenance>>;
let procurement: Awaited<ReturnType<typeof openTopic>>;
let connection: mongoose.Connection;

beforeAll(async () => {
  notifications = await startNotifications(environment);
  maintenance = await openMaintenance(environment);
  procurement = await openTopic(environment, 'procurement');
  connection = await mongoose.createConnection(environment.MONGO_URI).asPromise();
  await procurement.publish([
    ...supplierEvents(one, ['ordre@en.example']),
    ...supplierEvents(two, ['ordre@to.example']),
    ...supplierEvents(three, [null]),
  ]);
  const contacts = { _id: { $regex: '^contacts/' } } as object;
  await until('the firms', async () => (await documents().countDocuments(contacts)) === 3);
});
afterAll(async () => {
  await connection?.close();
  await maintenance?.stop();
  await procurement?.stop();
  await notifications?.stop();
  await mailServer.stop();
});

const documents = () => connection.db!.collection<{ _id: string }>('documents');
const timers = () => connection.db!.collection<{ _id: string; dueAt: Date }>('timers');
const officer = () => notifications.as('property.officer');
const newsOf = async (query: object = {}) =>
  (await officer().listNews({ query: { limit: 200, ...query } })).body.items;
const subjects = (to: string) => mailServer.to(to).map(({ mail }) => mail.subject);

test('an endpoint that takes nothing is warned of at 50, 70 and 90 %, then disabled, once each', async () => {
  const hook = await startReceiver(() => ({ status: 500 }));
  const client = notifications.as('contractor-1');
  const { endpointId } = (await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } })).body;
  const orders = [orderEvents(one, [offered, placed]), orderEvents(one, [offered])];
  await maintenance.publish(orders.flat());
  const ids = orders.flat().map(({ id }) => id);
  const mine = async () => (await newsOf()).filter(({ organisationNumber }) => organisationNumber === one);
  await until('the endpoint to be disabled', async () =>
    (await mine()).some(({ kind }) => kind === 'endpoint_disabled'),
  );
  const { body } = await client.getEndpoint({ params: { endpointId } });
  expect(body).toMatchObject({ status: 'disabled', disabledReason: expect.stringContaining('nothing was') });
  await until('every event by mail', () =>
    ids.every((id) => mailServer.letters.some(({ mail }) => mail.messageId?.includes(id))),
  );
  await until('the warnings', () => mailServer.to(department).length >= 5);
  const counts = new Map<string, number>();
  for (const { kind } of await mine()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  expect(counts.get('endpoint_failing')).toBe(3);
  expect(counts.get('endpoint_disabled')).toBe(1);
  // The first order's first event is given up; whether the second order's is, or is parked, is a matter of moments.
  expect([1, 2]).toContain(counts.get('delivery_exhausted'));
  const told = subjects('ordre@en.example').filter((subject) => subject?.startsWith('Systemet deres'));
  expect(told.filter((subject) => subject?.includes('svarer ikke'))).toHaveLength(3);
  expect(told.filter((subject) => subject?.includes('er slått av'))).toHaveLength(1);
  expect(told.filter((subject) => subject?.includes('tok ikke imot'))).toHaveLength(
    counts.get('delivery_exhausted')!,
  );
  const staff = mailServer.to(department)[0]!.mail;
  expect(staff.subject).toBe('Entreprenør kan ikke nås: Eksempel Bygg AS');
  expect(staff.text).toContain('Systemet til Eksempel Bygg AS har ikke tatt imot noe siden');
  await hook.stop();
});

test('a success on the way takes the warnings back; 410 disables at once and is told', async () => {
  const hook = await startReceiver(() => ({ status: 503 }));
  const client = notifications.as('contractor-2');
  const { endpointId } = (await client.createEndpoint({ body: { url: hook.url, eventTypes: [] } })).body;
  const failing = { _id: `failing/${endpointId}` };
  const ofEndpoint = { _id: { $regex: `^failing:${endpointId}:` } } as object;
  const [first] = orderEvents(two, [offered]);
  await maintenance.publish([first!]);
  await until('the failure to be noted', async () => (await timers().countDocuments(ofEndpoint)) === 3);
  expect(await documents().findOne(failing)).not.toBeNull();
  hook.respond = () => ({ status: 204 });
  await until('the timers to be gone', async () => (await timers().countDocuments(ofEndpoint)) === 0);
  expect(((await documents().findOne(failing)) as { value?: unknown } | null)?.value).toBeUndefined();

  hook.respond = () => ({ status: 410 });
  await maintenance.publish(orderEvents(two, [offered]));
  await until('the news', async () =>
    (await newsOf({ kind: 'endpoint_disabled' })).some(
      ({ organisationNumber }) => organisationNumber === two,
    ),
  );
  await until('the letter', () =>
    subjects('ordre@to.example').includes('Systemet deres er slått av i Tiltak'),
  );
  expect(await timers().countDocuments(ofEndpoint)).toBe(0);
  const kinds = (await newsOf()).filter(({ organisationNumber }) => organisationNumber === two);
  expect(kinds.map(({ kind }) => kind)).toEqual(['endpoint_disabled']);
  await hook.stop();
});

test('a firm that nothing reaches is told of once for an order', async () => {
  const events = orderEvents(three, [offered, placed]);
  await maintenance.publish(events);
  const unreachable = async () =>
    (await newsOf({ kind: 'contractor_unreachable' })).filter(
      ({ orderId }) => orderId === events[0]!.subject,
    );
  await until('the news', async () => (await unreachable()).length > 0);
  await until('the end of both letters', async () => {
    const { body } = await officer().listMailDeliveries({ query: { orderId: events[0]!.subject } });
    return body.items.every(({ status }) => status === 'exhausted') && body.items.length === 2;
  });
  expect(await unreachable()).toMatchObject([
    { organisationNumber: three, text: expect.stringContaining('verken et system som er slått på') },
  ]);
});

test('what staff should know of is told once, in order, to staff only', async () => {
  const before = (await officer().readNews({ query: { after: 0, limit: 1 } })).body.latest;
  const events = orderEvents(one, [held, declined, expired, escalated, aboutToBreak, broken, ...waiting]);
  const orderId = events[0]!.subject;
  await maintenance.publish([...events, ...events]);
  const after = async () => (await officer().readNews({ query: { after: before } })).body.items;
  await until(
    'all',
    async () => (await after()).filter((item) => item.orderId === orderId).length === events.length,
  );
  const mine = (await after()).filter((item) => item.orderId === orderId);
  expect(mine.map(({ kind, text }) => [kind, text.replaceAll('\u00a0', ' ')])).toEqual([
    [
      'order_held',
      'En bestilling på 125 000 kr er på vent: beløpet er større enn det som er igjen i rammen.',
    ],
    ['calloff_declined', 'Eksempel Bygg AS har takket nei til et avrop: «Ingen ledig kapasitet».'],
    [
      'calloff_expired',
      'Eksempel Bygg AS svarte ikke på et avrop innen fristen onsdag 3. april 2030 kl. 10.00.',
    ],
    [
      'awaiting_inspection',
      'Arbeidet som Eksempel Bygg AS meldte ferdig onsdag 3. april 2030 kl. 10.00, venter fortsatt på befaring.',
    ],
    [
      'clock_about_to_break',
      'Eksempel Bygg AS har frist til onsdag 3. april 2030 kl. 10.00 med å møte på stedet, og det er ikke skjedd ennå.',
    ],
    [
      'clock_broken',
      'Eksempel Bygg AS overholdt ikke fristen onsdag 3. april 2030 kl. 10.00 med å bli ferdig med arbeidet.',
    ],
    ['change_proposed', 'Eksempel Bygg AS ber om en endring, 12 500 kr i tillegg: «Bytte også rennen».'],
    [
      'change_proposed',
      'Eksempel Bygg AS har priset en endring dere har bedt om, 500 kr mindre. Den venter på en avgjørelse.',
    ],
    [
      'defect_overdue',
      'Eksempel Bygg AS har ikke utbedret en mangel innen fristen 1. juni 2030: «Løs list».',
    ],
    [
      'claim_overdue',
      'En reklamasjon på arbeidet til Eksempel Bygg AS venter på kommunen: «Lekker igjen». Dette er varsel nummer 3.',
    ],
    [
      'claim_period_ending',
      'Reklamasjonsfristen for arbeidet til Eksempel Bygg AS går ut 1. mai 2035, og 2 reklamasjoner er ikke avsluttet.',
    ],
  ]);
  // What ran out is the contractor's to know too.
  const feed = await notifications.as('contractor-1').readFeed({ query: { limit: 200 } });
  expect(feed.body.items.map(({ id }) => id)).toContain(events[2]!.id);

  const all = (await officer().readNews({ query: { after: 0, limit: 200 } })).body.items;
  expect(all.map(({ position }) => position)).toEqual(all.map((_, index) => index + 1));
  const first = (await officer().listNews({ query: { limit: 2 } })).body;
  const second = (await officer().listNews({ query: { limit: 2, cursor: first.next! } })).body;
  const newest = all.toReversed().map(({ newsId }) => newsId);
  expect([...first.items, ...second.items].map(({ newsId }) => newsId)).toEqual(newest.slice(0, 4));
  expect((await newsOf({ kind: 'order_held' })).map((item) => item.orderId)).toEqual([orderId]);
  expect(await newsOf({ since: '2100-01-01T00:00:00Z' })).toEqual([]);
  await expect(notifications.as('contractor-1').listNews({ query: {} })).rejects.toMatchObject({
    problem: { status: 403 },
  });
  await expect(officer().listNews({ query: { cursor: 'x' } })).rejects.toMatchObject({
    problem: { code: 'bad_cursor' },
  });
});

test('a digest tells what came since the last one, of the chosen kinds, once, and nothing is no letter', async () => {
  const email = 'kari.nordmann@kommune.example';
  const body = { email, kinds: ['calloff_declined' as const], at: '07:30' };
  await expect(officer().subscribeToNews({ body: { ...body, at: '25:00' } })).rejects.toMatchObject({
    problem: { status: 400 },
  });
  await officer().subscribeToNews({ body });
  expect((await officer().getNewsSubscription()).body.subscription).toEqual(body);
  expect((await notifications.as('auditor').getNewsSubscription()).body.subscription).toBeNull();
  const [decline, hold] = [orderEvents(one, [declined]), orderEvents(one, [held])];
  await maintenance.publish([...decline, ...hold]);
  await until('both', async () => {
    const items = await newsOf();
    return [...decline, ...hold].every(({ id }) => items.some(({ newsId }) => newsId === id));
  });
  /** The morning has come: fires the timer, and waits until the next is set. */
  const morning = async () => {
    const timer = await timers().findOne({ _id: { $regex: '^digest:' } } as object);
    expect(timer!.dueAt.getTime()).toBeGreaterThan(Date.now());
    await timers().updateOne({ _id: timer!._id }, { $set: { dueAt: new Date(0) } });
    await until('the next morning', async () => {
      const next = await timers().findOne({ _id: timer!._id });
      return next !== null && next.dueAt.getTime() > Date.now();
    });
  };
  await morning();
  await until('the digest', () => mailServer.to(email).length >= 1);
  await morning();
  const [later] = orderEvents(one, [declined]);
  await maintenance.publish([later!]);
  await until('more news', async () => (await newsOf()).some(({ newsId }) => newsId === later!.id));
  await morning();
  await until('the next digest', () => mailServer.to(email).length >= 2);
  const digests = mailServer.to(email).map(({ mail }) => mail);
  expect(digests.map(({ subject }) => subject)).toEqual(['Én nyhet fra Tiltak', 'Én nyhet fra Tiltak']);
  expect(digests[0]!.text).toContain('har takket nei til et avrop');
  expect(digests[0]!.text).toContain(`/bestillinger/${decline[0]!.subject}`);
  expect(digests[0]!.text).not.toContain('er på vent');
  expect(digests[1]!.text).toContain(later!.subject);
  expect(digests[1]!.text).not.toContain(decline[0]!.subject);

  await officer().unsubscribeFromNews();
  expect(await timers().countDocuments({ _id: { $regex: '^digest:' } } as object)).toBe(0);
  for (const name of ['journal', 'documents', 'mails'])
    expect(JSON.stringify(await connection.db!.collection(name).find({}).toArray())).not.toContain(email);
});

test('nothing of all this was a fault of the service', () => {
  expect(notifications.faults).toEqual([]);
});
