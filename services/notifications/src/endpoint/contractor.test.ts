import { expect, test } from '@jest/globals';
import { type Contractor, mailReasonOf, mayGoByMail } from './contractor.ts';

const of = (name: string) => `no.tiltak.maintenance.${name}.v1`;
const facts = {
  ...{ urgent: false, buildingIds: ['b1'], frameworkAgreementId: 'f1' },
  ...{ amountOre: 100, plannedPersonHours: null, dueOn: '2030-05-01' },
};
const offer = { type: of('calloff.offered'), facts };
const urgentOnly = [{ field: 'urgent' as const, equals: true }];
const having = (
  ...endpoints: readonly Partial<Contractor['endpoints'][number]>[]
): Pick<Contractor, 'endpoints'> => ({
  endpoints: endpoints.map((one, at) => ({
    ...{ endpointId: `e${at}`, enabled: true, eventTypes: [], filter: [] },
    ...one,
  })),
});

test('an order that passes no filter goes by e-mail as a whole, an order that passes one goes to no mailbox', () => {
  const filtering = having({ filter: urgentOnly });
  for (const name of ['calloff.offered', 'order.placed', 'order.settled'])
    expect(mailReasonOf(filtering, { ...offer, type: of(name) })).toBe('not_subscribed');
  expect(mailReasonOf(filtering, { ...offer, facts: { ...facts, urgent: true } })).toBeUndefined();
  expect(mailReasonOf(having({ filter: urgentOnly }, {}), offer)).toBeUndefined();
});

test('of the types that no endpoint subscribes to only those go by e-mail that ask for something', () => {
  const bookkeeping = having({ eventTypes: [of('order.placed')] });
  const reasonOf = (name: string) => mailReasonOf(bookkeeping, { ...offer, type: of(name) });
  for (const name of ['calloff.offered', 'calloff.withdrawn', 'change.notified', 'claim.raised'])
    expect(reasonOf(name)).toBe('not_subscribed');
  for (const name of ['order.placed', 'order.settled', 'calloff.expired', 'work.accepted'])
    expect(reasonOf(name)).toBeUndefined();
});

test('an endpoint that is disabled takes nothing, whatever it subscribes to', () => {
  expect(mailReasonOf(having({ enabled: false }), offer)).toBe('no_endpoint');
  expect(mailReasonOf(having({ enabled: false }, { filter: urgentOnly }), offer)).toBe('not_subscribed');
  expect(mailReasonOf(having(), offer)).toBe('no_endpoint');
});

test.each(['competition.announced', 'awardletter.sent'])(
  '%s goes by e-mail where no endpoint subscribes to it, and no filter on orders keeps it from one that does',
  (name) => {
    const type = `no.tiltak.procurement.${name}.v1`;
    const ordersOnly = { eventTypes: [of('calloff.offered')] };
    for (const contractor of [having(ordersOnly), having(ordersOnly, { enabled: false })]) {
      expect(mailReasonOf(contractor, { type })).toBe('not_subscribed');
      expect(mayGoByMail(contractor, type)).toBe(true);
    }
    expect(mailReasonOf(having(ordersOnly, { eventTypes: [type] }), { type })).toBeUndefined();
    expect(mailReasonOf(having({ filter: urgentOnly }), { type })).toBeUndefined();
  },
);

test('wherever a letter may be due, that is known before the event is looked at', () => {
  const all = [
    having(),
    having({}),
    having({ enabled: false }),
    having({ filter: urgentOnly }),
    having({ filter: urgentOnly }, {}),
    having({ eventTypes: [of('order.placed')] }, { enabled: false }),
  ];
  for (const contractor of all)
    for (const type of [offer.type, of('order.placed')])
      if (mailReasonOf(contractor, { ...offer, type }) !== undefined)
        expect(mayGoByMail(contractor, type)).toBe(true);
  // What is certain costs no look.
  expect(mayGoByMail(having({ filter: urgentOnly }, {}), offer.type)).toBe(false);
  expect(mayGoByMail(having({ eventTypes: [offer.type] }), offer.type)).toBe(false);
  expect(mayGoByMail(having({ eventTypes: [offer.type] }), of('order.placed'))).toBe(false);
});
