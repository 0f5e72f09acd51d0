import { expect, test } from '@jest/globals';
import { endpointLimits, maintenanceWindows } from '@tiltak/contracts/notifications';
import type { Services } from '../services.ts';
import type { SignedInVisit } from '../visit.ts';
import { limitsText, readLimits, readOnce, readWeekly, windowText } from './pace.ts';
import { endpointRoutes } from './routes.ts';

const formOf = (entered: Readonly<Record<string, string>>) => new Map(Object.entries(entered));
const night = { weekday: '5', from: '22.00', until: '02:30' };
const holiday = { fromDay: '24.12.2026', fromTime: '12.00', untilDay: '2026-12-27', untilTime: '06.00' };

test('a window of every week is what the service takes, by the clock in Norway', () => {
  const read = readWeekly(formOf({ ...night, holdsUrgent: 'ja' }));
  expect(read).toEqual({
    ok: true,
    value: { kind: 'weekly', weekday: 5, from: '22:00', until: '02:30', holdsUrgent: true },
  });
  expect(read.ok && maintenanceWindows.safeParse([read.value]).success).toBe(true);
  expect(read.ok && windowText(read.value)).toBe('Fredag kl. 22.00 til 02.30 dagen etter, hver uke');
});

test('a window that comes once is read by the clock in Norway, in winter and in summer', () => {
  expect(readOnce(formOf(holiday))).toEqual({
    ok: true,
    value: {
      ...{ kind: 'once', from: '2026-12-24T11:00:00.000Z', until: '2026-12-27T05:00:00.000Z' },
      holdsUrgent: false,
    },
  });
  const summer = { fromDay: '01.07.2026', fromTime: '12.00', untilDay: '01.07.2026', untilTime: '13.00' };
  expect(readOnce(formOf(summer))).toMatchObject({ value: { from: '2026-07-01T10:00:00.000Z' } });
});

test.each([
  [readWeekly, { ...night, weekday: '' }, 'weekday', /^Velg en ukedag/],
  [readWeekly, { ...night, from: '24.00' }, 'from', /^Skriv klokkeslettet/],
  [readOnce, { ...holiday, untilDay: '24.12.2026' }, 'untilDay', /^Stengingen må slutte etter/],
  [readOnce, { ...holiday, untilDay: '1.1.2027' }, 'untilDay', /^En stenging varer høyst sju døgn/],
  [readLimits, { inFlightMax: '17' }, 'inFlightMax', /fra 1 til 16/],
  [readLimits, { inFlightMax: '' }, 'inFlightMax', /fra 1 til 16/],
  [readLimits, { inFlightMax: '1', perSecondMax: '0' }, 'perSecondMax', /fra 1 til 1000/],
  [readLimits, { inFlightMax: '1', perSecondMax: '2,5' }, 'perSecondMax', /fra 1 til 1000/],
])('%p: %j is told at %s', (reading, entered, field, text) => {
  const read = reading(formOf(entered as Record<string, string>));
  expect(read.ok ? {} : read.errors.fields).toEqual({ [field]: expect.stringMatching(text) });
});

test.each([
  [
    { inFlightMax: '1', perSecondMax: '' },
    { inFlightMax: 1, perSecondMax: null },
    'Én forespørsel om gangen',
  ],
  [
    { inFlightMax: '16', perSecondMax: '1000' },
    { inFlightMax: 16, perSecondMax: 1000 },
    'Høyst 16 forespørsler samtidig, høyst 1000 i sekundet',
  ],
])('the pace %j is what the service takes, and told in words', (entered, limits, text) => {
  expect(readLimits(formOf(entered))).toEqual({ ok: true, value: limits });
  expect(endpointLimits.safeParse(limits).success).toBe(true);
  expect(limitsText(limits)).toBe(text);
});

const weekly = { kind: 'weekly', weekday: 1, from: '22:00', until: '23:00', holdsUrgent: false };
const past = {
  kind: 'once',
  from: '2026-11-01T00:00:00Z',
  until: '2026-11-02T00:00:00Z',
  holdsUrgent: false,
};
const shown = {
  ...{ endpointId: 'e', url: 'https://ordre.example', eventTypes: [], filter: [], status: 'enabled' },
  ...{ disabledReason: null, asymmetricSignature: false, createdAt: '2026-11-01T00:00:00Z' },
  ...{ maintenanceWindows: [weekly, past], limits: { inFlightMax: 4, perSecondMax: 7 } },
};

/** Sends a form of the endpoint's page (none: looks at the page); what the endpoint was changed to, and the answer. */
async function send(what: string, entered: Readonly<Record<string, string>>, endpoint: object = shown) {
  const changes: unknown[] = [];
  const notifications = {
    getEndpoint: async () => ({ body: endpoint, etag: '"3"' }),
    listDeliveries: async () => ({ body: { items: [], next: null } }),
    getSelfTest: async () => ({ body: undefined }),
    changeEndpoint: async ({ body }: { body: unknown }, options: object) =>
      changes.push({ body, ...options }),
  };
  const visit = {
    ...{ api: { notifications } as unknown as Services, query: new Map(), params: { endpointId: 'e' } },
    ...{ form: formOf(entered), now: new Date('2026-11-22T13:00:00Z') },
    person: { subject: 'b', name: 'Berit', roles: ['contractor'], organisationNumber: '310000019' },
  } as unknown as SignedInVisit;
  const [method, path] = what === '' ? ['get', ''] : ['post', `/${what}`];
  const route = endpointRoutes.find(
    (one) => one.method === method && one.path === `/mottak/:endpointId${path}`,
  );
  const reply = await route!.handle(visit);
  return { changes, reply, markup: 'body' in reply ? String(reply.body) : '' };
}

test('the page shows when the system is closed and how much it takes', async () => {
  const { markup } = await send('', {});
  expect(markup).toContain('Mandag kl. 22.00 til 23.00, hver uke');
  expect(markup).toContain('Stengingen er over');
  expect(markup).toContain('Høyst 4 forespørsler samtidig, høyst 7 i sekundet');
  expect(markup).toContain('name="perSecondMax" value="7"');
});

test('a window is added to those that are there, over the version that was seen, and what is over goes', async () => {
  const { changes, reply } = await send('ukentlig', { ...night, _version: '"3"' });
  expect(reply).toEqual({ redirect: '/mottak/e?utfort=ukentlig' });
  const added = { kind: 'weekly', weekday: 5, from: '22:00', until: '02:30', holdsUrgent: false };
  expect(changes).toEqual([{ body: { maintenanceWindows: [weekly, added] }, ifMatch: '"3"' }]);
});

test('a window is removed by its place in the version that was seen', async () => {
  const { changes } = await send('fjern-stenging', { at: '0', _version: '"3"' });
  expect(changes).toEqual([{ body: { maintenanceWindows: [past] }, ifMatch: '"3"' }]);
});

test('more windows than the service takes are refused before it is asked', async () => {
  const full = { ...shown, maintenanceWindows: Array.from({ length: 20 }, () => weekly) };
  const { changes, markup } = await send('engang', holiday, full);
  expect(changes).toEqual([]);
  expect(markup).toContain('høyst 20 stengetider');
});

test('a pace that is wrong is told at its field, and nothing is changed', async () => {
  const { changes, markup } = await send('tempo', { inFlightMax: '99', perSecondMax: '' });
  expect(changes).toEqual([]);
  expect(markup).toContain('<a href="#tempo-inFlightMax">Skriv et helt tall fra 1 til 16.</a>');
});
