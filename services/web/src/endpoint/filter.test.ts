import { expect, test } from '@jest/globals';
import { deliveredTypes } from '@tiltak/contracts/contractor';
import { subscriptionFilter } from '@tiltak/contracts/notifications';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { conditionText, isPlain, readSubscription, shownFilter } from './filter.ts';
import { endpointRoutes } from './routes.ts';

const filter = subscriptionFilter.parse([
  { field: 'urgent', equals: false },
  { field: 'buildingId', oneOf: ['b-1', 'b-2'] },
  { field: 'frameworkAgreementId', oneOf: ['a-1'] },
  { field: 'amountOre', atLeast: 0, atMost: 1_250_050 },
  { field: 'plannedPersonHours', atLeast: 7.5 },
  { field: 'dueOn', atMost: '2026-12-24' },
]);

test('a filter that is saved as it was shown is the same, and one that the service takes', () => {
  const read = readSubscription(new Map(Object.entries(shownFilter(filter))));
  expect(read).toEqual({ ok: true, value: { eventTypes: [], filter } });
  expect(read.ok && subscriptionFilter.safeParse(read.value.filter).success).toBe(true);
});

test('an empty form is told of everything', () => {
  expect(readSubscription(new Map())).toEqual({ ok: true, value: { eventTypes: [], filter: [] } });
});

test('every type of event that is delivered can be chosen by itself', () => {
  for (const type of deliveredTypes)
    expect(readSubscription(new Map([[type, 'ja']]))).toMatchObject({ value: { eventTypes: [type] } });
});

test.each([
  [{ amountFrom: '200', amountTo: '100' }, 'amountTo', /^Til kan ikke være mindre enn fra/],
  [{ dueFrom: '24.12.2026', dueTo: '23.12.2026' }, 'dueTo', /^Til kan ikke være mindre enn fra/],
  [{ hoursFrom: 'mange' }, 'hoursFrom', /^Skriv antall timer/],
  [{ amountFrom: '-5' }, 'amountFrom', /^Beløpet kan ikke være mindre enn 0/],
  [{ buildingIds: 'b-1, b-2' }, 'buildingIds', /^Skriv id-ene slik de står/],
  [{ urgent: 'kanskje' }, 'urgent', /^Velg et av alternativene/],
])('%j is told at %s', (entered, field, text) => {
  const read = readSubscription(new Map(Object.entries(entered)));
  expect(read.ok ? {} : read.errors.fields).toEqual({ [field]: expect.stringMatching(text) });
});

test('conditions are told in words', () => {
  expect(filter.map(conditionText).map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
    ...['Bare oppdrag som ikke haster', 'Bare 2 bygninger', 'Bare én rammeavtale'],
    ...['Beløp fra 0 kr til 12 500,50 kr', 'Planlagte timer fra 7,5', 'Frist til 24.12.2026'],
  ]);
});

const endpoint = {
  ...{ endpointId: 'e', url: 'https://ordre.example', eventTypes: [deliveredTypes[0]], filter },
  ...{ status: 'enabled', disabledReason: null, asymmetricSignature: false },
  ...{ maintenanceWindows: [], limits: { inFlightMax: 16, perSecondMax: null } },
  createdAt: '2026-11-22T13:00:00Z',
};
/** A visit to the endpoint, and what it was changed to. */
function visitWith(form: Entered, shown: object = endpoint) {
  const sent: unknown[] = [];
  const notifications = {
    getEndpoint: async () => ({ body: shown, etag: '"3"' }),
    listDeliveries: async () => ({ body: { items: [], next: null } }),
    getSelfTest: async () => ({
      body: {
        selfTestId: 's',
        status: 'finished',
        startedAt: endpoint.createdAt,
        finishedAt: null,
        checks: [],
      },
    }),
    changeEndpoint: async (request: object, options: object) => sent.push({ ...request, ...options }),
  };
  const visit = {
    ...{ api: { notifications } as unknown as Services, form, query: new Map(), params: { endpointId: 'e' } },
    now: new Date(endpoint.createdAt),
    person: { subject: 'b', name: 'Berit', roles: ['contractor'], organisationNumber: '310000019' },
  } as unknown as SignedInVisit;
  return { visit, sent };
}
const at = (method: string, path: string) =>
  endpointRoutes.find((route) => route.method === method && route.path === path)!;
const pageOf = (reply: object) => ('body' in reply ? String(reply.body) : '');

test('the page shows the filter in its form, and saves what was chosen over the version that was seen', async () => {
  const markup = pageOf(await at('get', '/mottak/:endpointId').handle(visitWith(new Map()).visit));
  expect(markup).toContain('name="amountTo" value="12500,50"');
  expect(markup).toMatch(/value="ja" name="no\.tiltak\.maintenance\.calloff\.offered\.v1"[^>]* checked/);
  const { visit, sent } = visitWith(
    new Map([
      ...[['urgent', 'ja'] as const, [deliveredTypes[1]!, 'ja'] as const],
      ['_version', '"3"'] as const,
    ]),
  );
  expect(await at('post', '/mottak/:endpointId/filter').handle(visit)).toEqual({
    redirect: '/mottak/e?utfort=filter',
  });
  expect(sent).toEqual([
    {
      ...{ params: { endpointId: 'e' }, ifMatch: '"3"' },
      body: { eventTypes: [deliveredTypes[1]], filter: [{ field: 'urgent', equals: true }] },
    },
  ]);
});

test('a filter that a system set with two conditions on a field is not offered, so nothing of it is lost', async () => {
  const twice = [...filter, { field: 'amountOre' as const, atLeast: 100 }];
  expect(isPlain(twice)).toBe(false);
  const { visit } = visitWith(new Map(), { ...endpoint, filter: twice });
  const markup = pageOf(await at('get', '/mottak/:endpointId').handle(visit));
  expect(markup).toContain('Endre det derfra.');
  expect(markup).not.toContain('/mottak/e/filter');
});
