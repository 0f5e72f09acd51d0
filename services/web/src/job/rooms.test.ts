import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { jobRoutes } from './routes.ts';

type OfBuilding = { readonly params: { readonly buildingId: string } };

/** A visit to a building `b` with one room, and what was registered. */
function visitWith(form: Entered, query: Entered = new Map()) {
  const sent: unknown[] = [];
  const problem = { type: 'x', title: 'x', status: 404, code: 'not_found', detail: 'x', errors: [] };
  const maintenance = {
    listBuildings: async () => ({ body: { items: [], next: null } }),
    getBuilding: async ({ params: { buildingId } }: OfBuilding) => {
      if (buildingId !== 'b') throw new ProblemError(404, problem);
      return { body: { buildingId, name: 'Jong skole', address: null } };
    },
    listRooms: async ({ params }: OfBuilding) => {
      if (params.buildingId !== 'b') throw new ProblemError(404, problem);
      return { body: { items: [{ roomId: 'r', number: 'U12', name: 'Teknisk rom' }], next: null } };
    },
    registerJob: async ({ body }: { readonly body: unknown }) => {
      sent.push(body);
      return { body: { jobId: 'j' } };
    },
  };
  const visit = {
    ...{ api: { maintenance } as unknown as Services, form, query, files: new Map() },
    person: { subject: 'k', name: 'Kari', roles: ['property.officer'], organisationNumber: null },
  } as unknown as SignedInVisit;
  return { visit, sent };
}
const at = (method: 'get' | 'post') =>
  jobRoutes.find((route) => route.method === method && route.path === '/arbeid/nytt')!;
const pageOf = (reply: object) => ('body' in reply ? String(reply.body) : '');
const chosen = [['buildingId', 'b'] as const, ['title', 'Pumpa står'] as const];

test('whoever comes from a building chooses among its rooms, and the room goes with the job', async () => {
  const coming = visitWith(new Map(), new Map([['bygning', 'b']]));
  expect(pageOf(await at('get').handle(coming.visit))).toContain(
    '<option value="r">U12 Teknisk rom</option>',
  );
  const { visit, sent } = visitWith(new Map([...chosen, ['roomId', 'r']]));
  expect(await at('post').handle(visit)).toEqual({ redirect: '/arbeid/j?utfort=registrert' });
  expect(sent).toMatchObject([{ buildingId: 'b', roomId: 'r' }]);
});

test('asking for the rooms registers nothing, and keeps what was written', async () => {
  const { visit, sent } = visitWith(new Map([...chosen, ['vis', 'rom']]));
  const markup = pageOf(await at('post').handle(visit));
  expect(markup).toContain('<option value="r">');
  expect(markup).toContain('value="Pumpa står"');
  expect(sent).toEqual([]);
});

test('before a building is chosen there are no rooms, and the form says what to choose first', async () => {
  const { visit } = visitWith(new Map([['vis', 'rom']]));
  expect(pageOf(await at('post').handle(visit))).toContain(
    '<a href="#arbeid-buildingId">Velg bygningen først.</a>',
  );
  const gone = visitWith(new Map(), new Map([['bygning', 'nowhere']]));
  expect(pageOf(await at('get').handle(gone.visit))).not.toContain('name="roomId"');
});

test('the enter key registers: the button that fetches rooms is not the first of the form', async () => {
  const markup = pageOf(await at('get').handle(visitWith(new Map()).visit));
  const form = /<form[^>]*action="\/arbeid\/nytt"[\s\S]*<\/form>/.exec(markup)![0];
  expect(/<button[^>]*>/.exec(form)![0]).not.toContain('name=');
});
