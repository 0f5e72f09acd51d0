import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PublishedEvent } from '@tiltak/contracts';
import { procurementEvents } from '@tiltak/contracts/procurement';
import {
  environmentOf,
  firmOf,
  openTopic,
  startNotifications,
  startReceiver,
  supplierEvents,
  until,
} from './harness.ts';
import { startMailServer } from './mailServer.ts';

const [one, two, three] = [firmOf('contractor-1'), firmOf('contractor-2'), firmOf('contractor-3')];
const address = 'tilbud@eksempel-bygg.example';
const type = 'no.tiltak.procurement.competition.announced.v1';
const mailServer = await startMailServer();
const environment = environmentOf({
  ...{ SMTP_URL: mailServer.url, MAIL_FROM: 'Tiltak <tiltak@kommune.example>', SMTP_TIMEOUT_SECONDS: '2' },
  ...{ RETRY_SECONDS: '0.3', RETRY_FOR_SECONDS: '3' },
});
let notifications: Awaited<ReturnType<typeof startNotifications>>;
let procurement: Awaited<ReturnType<typeof openTopic>>;

beforeAll(async () => {
  notifications = await startNotifications(environment);
  procurement = await openTopic(environment, 'procurement');
  await procurement.publish([one, two, three].flatMap((firm) => supplierEvents(firm, [address])));
});
afterAll(async () => {
  await procurement?.stop();
  await notifications?.stop();
  await mailServer.stop();
});

/** What a firm is told, one after the other, in its own sequence. */
function announcements(
  organisationNumber: string,
  titles: readonly string[],
  because: 'interest' | 'invitation' = 'interest',
): PublishedEvent[] {
  const supplierId = randomUUID();
  let previousId: string | null = null;
  return titles.map((title, index) => {
    const id = randomUUID();
    const procurementId = randomUUID();
    const data = procurementEvents[type].parse({
      ...{ sequence: index + 1, previousId, supplierId, organisationNumber, procurementId, title },
      ...{ kind: 'works', procedure: 'open', cpvCodes: ['45261900'], areaId: null, because },
      deadlines: { requests: null, bids: '2030-04-03T10:00:00+02:00' },
      links: {
        page: `https://tiltak.example.no/kunngjoringer/${procurementId}`,
        stop: because === 'interest' ? 'https://tiltak.example.no/varsler/slutt/x' : null,
      },
    });
    previousId = id;
    return {
      ...{ specversion: '1.0', id, type, source: '/tiltak/procurement', subject: `${supplierId}.interests` },
      ...{ time: new Date().toISOString(), sequence: String(index + 1), datacontenttype: 'application/json' },
      data,
    } as PublishedEvent;
  });
}

const lettersAbout = (title: string) =>
  mailServer.letters.filter(({ mail }) => mail.subject?.includes(title));

test('a firm without an endpoint is told of a competition by e-mail, once, with a way out', async () => {
  const events = announcements(one, ['Takkonkurransen']);
  await procurement.publish([...events, ...events]);
  const [letter] = await until('the letter', () => {
    const found = lettersAbout('Takkonkurransen');
    return found.length > 0 && found;
  });
  expect(letter).toMatchObject({ to: address });
  expect(letter!.mail.subject).toBe('Ny konkurranse: «Takkonkurransen»');
  expect(letter!.mail.text).toContain('https://tiltak.example.no/varsler/slutt/x');
  const { body } = await until('the record', async () => {
    const answer = await notifications
      .as('contractor-1')
      .listMailDeliveries({ query: { status: 'delivered' } });
    return answer.body.items.length > 0 && answer;
  });
  const { procurementId } = events[0]!.data as { procurementId: string };
  expect(body.items).toMatchObject([{ orderId: null, procurementId, eventId: events[0]!.id }]);
  expect(lettersAbout('Takkonkurransen')).toHaveLength(1);
  expect(notifications.faults).toEqual([]);
});

test('an endpoint that subscribes gets it signed, as the feed has it, and no letter is sent', async () => {
  const receiver = await startReceiver();
  const contractor = notifications.as('contractor-2');
  try {
    await contractor.createEndpoint({ body: { url: receiver.url, eventTypes: ['competition.announced'] } });
    const events = announcements(two, ['Den første', 'Den andre']);
    await procurement.publish(events);
    await until('both requests', () => receiver.received.length >= 2);
    expect(receiver.received.map(({ id }) => id).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    expect(receiver.received[0]!.headers['webhook-signature']).toMatch(/^v1,/);
    const { body: feed } = await contractor.readFeed({ query: {} });
    expect(feed.items.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    const bodies = receiver.received.map(({ body }) => body);
    for (const item of feed.items) expect(bodies).toContain(JSON.stringify(item));
    expect(lettersAbout('Den første')).toEqual([]);
  } finally {
    await receiver.stop();
  }
});

/** What a bidder is told of an award. */
function awardLetterTo(organisationNumber: string, title: string): PublishedEvent {
  const letterType = 'no.tiltak.procurement.awardletter.sent.v1';
  const [id, procurementId, supplierId] = [randomUUID(), randomUUID(), randomUUID()];
  const data = procurementEvents[letterType].parse({
    ...{
      sequence: 1,
      previousId: null,
      procurementId,
      awardNumber: 1,
      title,
      supplierId,
      organisationNumber,
    },
    ...{ outcome: 'lost', standstillEndsAt: '2030-04-03T22:00:00+02:00' },
  });
  return {
    ...{ specversion: '1.0', id, type: letterType, source: '/tiltak/procurement' },
    ...{ subject: `${procurementId}.letter`, time: new Date().toISOString(), sequence: '1' },
    ...{ datacontenttype: 'application/json', data },
  } as PublishedEvent;
}

test('a firm whose endpoint is for orders alone is invited, told of news it asked for and of an award by e-mail, once', async () => {
  const receiver = await startReceiver();
  const contractor = notifications.as('contractor-3');
  const { endpointId } = (
    await contractor.createEndpoint({ body: { url: receiver.url, eventTypes: ['calloff.offered'] } })
  ).body;
  try {
    const events = [
      ...announcements(three, ['Malerkonkurransen']),
      ...announcements(three, ['Den lukkede'], 'invitation'),
      awardLetterTo(three, 'Tildelingen'),
    ];
    await procurement.publish([...events, ...events]);
    const records = await until('the records', async () => {
      const { body } = await contractor.listMailDeliveries({ query: { status: 'delivered' } });
      return body.items.length >= events.length && body.items;
    });
    expect(records.map(({ eventId, reason }) => [eventId, reason]).toSorted()).toEqual(
      events.map(({ id }) => [id, 'not_subscribed']).toSorted(),
    );
    const subjects = ['Malerkonkurransen', 'Den lukkede', 'Tildelingen'].flatMap((title) =>
      lettersAbout(title).map(({ mail }) => mail.subject),
    );
    expect(subjects).toEqual([
      'Ny konkurranse: «Malerkonkurransen»',
      'Invitasjon til å gi tilbud: «Den lukkede»',
      'Valg av leverandør: «Tildelingen»',
    ]);
    const { body: feed } = await contractor.readFeed({ query: {} });
    expect(feed.items.map(({ id }) => id).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    // One that is for competitions too takes them over from the mailbox.
    await contractor.changeEndpoint({
      params: { endpointId },
      body: { eventTypes: ['calloff.offered', 'competition.announced'] },
    });
    const [next] = announcements(three, ['Den neste']);
    await procurement.publish([next!]);
    await until('the request', () => receiver.received.length >= 1);
    expect(receiver.received.map(({ id }) => id)).toEqual([next!.id]);
    expect(lettersAbout('Den neste')).toEqual([]);
  } finally {
    await receiver.stop();
  }
});

test('one that can’t be delivered goes by e-mail at last, and the property department is not warned of an order', async () => {
  const receiver = await startReceiver(() => ({ status: 500 }));
  const contractor = notifications.as('contractor-1');
  try {
    await contractor.createEndpoint({ body: { url: receiver.url, eventTypes: [] } });
    await procurement.publish(announcements(one, ['Den uleverte']));
    await until('the letter', () => lettersAbout('Den uleverte').length > 0);
    const { body: news } = await notifications.as('property.officer').readNews({ query: { after: 0 } });
    expect(news.items.filter(({ kind }) => kind === 'delivery_exhausted')).toEqual([]);
  } finally {
    await receiver.stop();
  }
});
