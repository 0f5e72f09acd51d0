import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { registerRoutes } from './routes.ts';

const building = {
  ...{ buildingId: 'b', name: 'Skolen', address: null, propertyId: 'p', areaId: 'fornebu', source: 'FDV' },
  ...{ matrikkel: null, reference: null, buildingNumber: null, use: null, floorAreaM2: 1234.567 },
  coordinates: { latitude: 59.912345, longitude: 10.5 },
};
const property = { propertyId: 'p', name: 'Skoletomta', reference: 'E-1', matrikkelIds: [] };
const room = { roomId: 'r', buildingId: 'b', number: '101', name: null, use: null, areaM2: 60 };

/** The property register in the service, of which everything has version 7, and what was sent to it. */
function visitBy(params: Readonly<Record<string, string>>, form: Entered = new Map(), refuse?: string) {
  const sent: unknown[] = [];
  const answer = (body: object) => async () => ({ status: 200, etag: '"7"', body });
  const take = (body: object) => async (request: object, options: object) => {
    if (refuse) {
      const problem = { type: 'x', title: 'x', status: 409, code: refuse, detail: 'x', errors: [] };
      throw new ProblemError(409, problem);
    }
    sent.push({ ...request, ...options });
    return { status: 200, body };
  };
  const maintenance = {
    ...{ getBuilding: answer(building), getProperty: answer(property), getRoom: answer(room) },
    listProperties: answer({ items: [property], next: null }),
    listBuildings: answer({ items: [], next: null }),
    listRooms: answer({ items: [room], next: null }),
    listJobs: answer({ items: [], next: null }),
    ...{ addProperty: take(property), changeProperty: take(property) },
    ...{ addBuilding: take(building), changeBuilding: take(building) },
    ...{ addRoom: take(room), changeRoom: take(room) },
  };
  const visit = {
    ...{ api: { maintenance } as unknown as Services, form, params, query: new Map() },
    person: { subject: 'k', name: 'Kari', roles: ['property.officer'], organisationNumber: null },
  } as unknown as SignedInVisit;
  return { visit, sent };
}

const at = (method: 'get' | 'post', path: string) =>
  registerRoutes.find((route) => route.method === method && route.path === path)!;
const pageOf = (reply: object) => ('body' in reply ? String(reply.body) : '');

test('a new property is sent with the cadastral ids of all its time', async () => {
  const form = new Map([
    ...[['name', 'Skoletomta'] as const, ['reference', ''] as const],
    ['matrikkelIds', '3024-9/1 til 31.12.2023\r\n3201-9/1'] as const,
  ]);
  const { visit, sent } = visitBy({}, form);
  expect(await at('post', '/eiendommer/ny').handle(visit)).toEqual({
    redirect: '/eiendommer/p?utfort=lagret',
  });
  const id = { gnr: 9, bnr: 1, validFrom: null };
  expect(sent).toEqual([
    {
      body: {
        ...{ name: 'Skoletomta', reference: null },
        matrikkelIds: [
          { municipalityNumber: '3024', ...id, validTo: '2023-12-31' },
          { municipalityNumber: '3201', ...id, validTo: null },
        ],
      },
    },
  ]);
});

test('a building that is saved as it was shown is the same to the last decimal, also in what the form leaves out', async () => {
  const { visit } = visitBy({ buildingId: 'b' });
  const markup = pageOf(await at('get', '/bygninger/:buildingId/endre').handle(visit));
  const shown = [...markup.matchAll(/<input[^>]* name="([^"]+)"(?: value="([^"]*)")?/g)].map(
    ([, name, value = '']) => [name!, value] as const,
  );
  expect(new Map(shown).get('floorAreaM2')).toBe('1234,567');
  const form = new Map([...shown, ['propertyId', 'p'], ['_key', 'once'], ['_version', '"7"']]);
  const saving = visitBy({ buildingId: 'b' }, form);
  await at('post', '/bygninger/:buildingId/endre').handle(saving.visit);
  const { buildingId, ...body } = building;
  expect(saving.sent).toEqual([{ params: { buildingId }, body, idempotencyKey: 'once', ifMatch: '"7"' }]);
});

test('half a point is told at the half that is missing, and nothing is sent', async () => {
  const form = new Map([...[['name', 'Skolen'] as const], ['latitude', '59,9'] as const]);
  const { visit, sent } = visitBy({}, form);
  const markup = pageOf(await at('post', '/bygninger/ny').handle(visit));
  expect(markup).toContain('<a href="#felt-longitude">Skriv både breddegrad og lengdegrad.</a>');
  expect(sent).toEqual([]);
});

test.each([
  ['floorAreaM2', 'mye', 'Skriv arealet i kvadratmeter'],
  ['latitude', '95', 'Skriv breddegraden'],
  ['buildingNumber', '12 34', 'Skriv bygningsnummeret med høyst ni sifre.'],
  ['matrikkel', 'gnr 94', 'Skriv matrikkelen som 3201-94/12.'],
  ['name', ' ', 'Skriv hva bygningen heter.'],
])('a %s like "%s" is told at its field, and nothing is sent', async (field, value, text) => {
  const { visit, sent } = visitBy({}, new Map([...[['name', 'Skolen'] as const], [field, value] as const]));
  const markup = pageOf(await at('post', '/bygninger/ny').handle(visit));
  expect(markup).toContain(`<a href="#felt-${field}">${text}`);
  expect(sent).toEqual([]);
});

test('after another has changed a room, the form shows what it is now and not what was written over it', async () => {
  const form = new Map([...[['number', '999'] as const], ['_version', '"6"'] as const]);
  const { visit } = visitBy({ roomId: 'r' }, form, 'stale_version');
  const markup = pageOf(await at('post', '/rom/:roomId/endre').handle(visit));
  expect(markup).toContain('Dette ble endret av en annen');
  expect(markup).toContain('value="101"');
  expect(markup).toContain('name="_version" value="&quot;7&quot;"');
  // The whole value: the form's random key may hold the digits too.
  expect(markup).not.toContain('value="999"');
});

test('a room number that the building has is told at its field, and what was written is kept', async () => {
  const form = new Map([...[['number', '101'] as const], ['name', 'Klasserom 1B'] as const]);
  const { visit } = visitBy({ buildingId: 'b' }, form, 'room_number_taken');
  const markup = pageOf(await at('post', '/bygninger/:buildingId/rom/nytt').handle(visit));
  expect(markup).toContain('<a href="#felt-number">Bygningen har allerede et rom med dette nummeret.</a>');
  expect(markup).toContain('value="Klasserom 1B"');
});

test('only those who may change the register are offered to', async () => {
  for (const path of ['/eiendom', '/bygninger/:buildingId', '/eiendommer/:propertyId']) {
    const { visit } = visitBy({ buildingId: 'b', propertyId: 'p' });
    expect(pageOf(await at('get', path).handle(visit))).toMatch(/\/endre"|\/ny"/);
    const reader = { ...visit, person: { ...visit.person, roles: ['projects.reader'] } };
    expect(pageOf(await at('get', path).handle(reader))).not.toMatch(/\/endre"|\/ny"|rom\/nytt/);
  }
});
