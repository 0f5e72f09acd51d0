import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { historyOf } from '@tiltak/store';
import ICAL from 'ical.js';
import { feeds } from '../src/calendarFeed/feed.ts';
import { organisationOf, type RunningMaintenance, startMaintenance } from './running.ts';
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

/** The address is the public one; here the service is where it listens. */
const read = (url: string) => fetch(url.replace('https://vedlikehold.example.no', maintenance.url));

/** Reads the file as a calendar program does: what is not as RFC 5545 has it is an error. */
async function eventsIn(url: string) {
  const answer = await read(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await answer.text();
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(calendar.getFirstPropertyValue('x-wr-timezone')).toBe('Europe/Oslo');
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    expect([event.startDate.isDate, event.endDate.isDate]).toEqual([true, true]);
    expect(String(component.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/);
    return {
      uid: event.uid,
      summary: event.summary,
      location: event.location,
      sequence: event.sequence,
      first: event.startDate.toString(),
      end: event.endDate.toString(),
      status: component.getFirstPropertyValue('status'),
    };
  });
}

const dueOn = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
const dayAfter = new Date(Date.parse(dueOn) + 86_400_000).toISOString().slice(0, 10);

test("a building's calendar has its orders and the days of its plans, each with the same id for ever", async () => {
  const jobId = await scene.registerJob(
    'Skift; takrenne, og mal åtte vinduer på østsiden før høsten kommer, æøå',
  );
  const { buildingId } = (await scene.officer.getJob({ params: { jobId } })).body;
  const { body: plan } = await scene.officer.createPlan({
    body: { buildingId, title: 'Rens av takrenner', rrule: 'FREQ=MONTHLY;BYMONTHDAY=15', leadDays: 0 },
  });
  const { body: feed } = await scene.officer.createCalendarFeed({ body: { buildingId } });
  const { orderId } = await scene.placed({ jobIds: [jobId], dueOn });

  const events = await eventsIn(feed.url);
  const due = events.find(({ uid }) => uid === `${orderId}.frist@tiltak`)!;
  expect(due).toMatchObject({
    summary: 'Frist: Skift; takrenne, og mal åtte vinduer på østsiden før høsten kommer, æøå',
    location: 'Rykkinn skole, Leirveien 10, 1349 Rykkinn',
    first: dueOn,
    end: dayAfter,
    status: 'CONFIRMED',
  });
  const planned = events.filter(({ summary }) => summary === 'Planlagt: Rens av takrenner');
  expect(planned.length).toBeGreaterThanOrEqual(12);
  for (const { uid, first } of planned) expect(uid).toBe(`${plan.planId}.${first}@tiltak`);

  await scene.officer.cancelOrder({ params: { orderId }, body: {} });
  await scene.officer.endPlan({ params: { planId: plan.planId }, body: { reason: 'Solgt' } });
  const later = await eventsIn(feed.url);
  const cancelled = later.find(({ uid }) => uid === due.uid)!;
  expect(cancelled.status).toBe('CANCELLED');
  expect(cancelled.sequence).toBeGreaterThan(due.sequence);
  expect(later.filter(({ summary }) => summary.startsWith('Planlagt'))).toEqual([]);
});

test("a contractor's calendar has what it is asked for and bound by, and nothing of others", async () => {
  const contractor = maintenance.as('contractor-1');
  const { body: feed } = await contractor.createCalendarFeed({ body: {} });
  expect(feed).toMatchObject({ organisationNumber: organisationOf('contractor-1'), buildingId: null });
  const asked = await scene.offered({ dueOn });
  const bound = await scene.placed({ dueOn });
  await contractor.scheduleWork({
    params: { orderId: bound.orderId },
    body: { startsOn: dueOn, endsOn: dayAfter },
  });
  const uids = (await eventsIn(feed.url)).map(({ uid }) => uid);
  expect(uids).toContain(`${asked.callOffId}.svar@tiltak`);
  expect(uids).not.toContain(`${asked.orderId}.frist@tiltak`);
  expect(uids).toContain(`${bound.orderId}.frist@tiltak`);
  expect(uids).toContain(`${bound.orderId}.arbeid@tiltak`);

  const { body: other } = await maintenance.as('contractor-2').createCalendarFeed({ body: {} });
  expect(await eventsIn(other.url)).toEqual([]);
  const theirs = await maintenance.as('contractor-2').listCalendarFeeds({ query: {} });
  expect(theirs.body.items.map(({ calendarFeedId }) => calendarFeedId)).toEqual([other.calendarFeedId]);
  const params = { calendarFeedId: feed.calendarFeedId };
  await expect(maintenance.as('contractor-2').revokeCalendarFeed({ params })).rejects.toMatchObject({
    status: 404,
  });
  for (const body of [{ buildingId: 'b' }, { organisationNumber: organisationOf('contractor-1') }])
    await expect(maintenance.as('contractor-2').createCalendarFeed({ body })).rejects.toMatchObject({
      problem: { code: 'calendar_of_one_thing' },
    });
});

test('a revoked address and one that never was lead nowhere, and nothing that is kept holds the address', async () => {
  const { body: feed } = await scene.officer.createCalendarFeed({
    body: { organisationNumber: organisationOf('contractor-3') },
  });
  const token = feed.url.split('/').at(-2)!;
  expect(token).toHaveLength(43);
  expect((await read(feed.url)).status).toBe(200);
  const params = { calendarFeedId: feed.calendarFeedId };
  expect((await scene.officer.revokeCalendarFeed({ params })).body.status).toBe('revoked');
  const wrong = feed.url.replace(token, `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`);
  for (const url of [feed.url, wrong]) {
    const answer = await read(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(token);
  }
  await expect(scene.officer.revokeCalendarFeed({ params })).rejects.toMatchObject({ status: 409 });
  const kept = [
    await historyOf(maintenance.store, feed.calendarFeedId),
    await maintenance.store.states(feeds).find({}).toArray(),
    await maintenance.store.db.collection('documents').find({}).toArray(),
  ];
  expect(JSON.stringify(kept)).not.toContain(token);
});

test('the same call again is answered with the same address', async () => {
  const buildingId = (
    await scene.officer.addBuilding({ body: { name: 'Evje skole', address: null, matrikkel: null } })
  ).body.buildingId;
  const again = { idempotencyKey: 'feed-1' };
  const { body: first } = await scene.officer.createCalendarFeed({ body: { buildingId } }, again);
  const { body: second } = await scene.officer.createCalendarFeed({ body: { buildingId } }, again);
  expect(second).toEqual(first);
});

test('what the service logs does not hold the address of a calendar', async () => {
  const { body: feed } = await scene.officer.createCalendarFeed({
    body: { organisationNumber: organisationOf('contractor-3') },
  });
  const token = feed.url.split('/').at(-2)!;
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((chunk: string | Uint8Array) => {
    written.push(String(chunk));
    return true;
  }) as typeof process.stdout.write;
  try {
    await read(feed.url);
    await read(feed.url.replace('tiltak.ics', '%zz'));
    await read(feed.url.replace(token, `${token}x`));
  } finally {
    process.stdout.write = write;
  }
  expect(written.join('')).not.toContain(token);
  const metrics = await (await fetch(`${maintenance.url}/metrics`)).text();
  expect(metrics).not.toContain(token);
  expect(metrics).toContain('operation="getCalendar"');
});
