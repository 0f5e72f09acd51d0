import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { orderRoutes } from './routes.ts';

const job = { jobId: 'j', title: 'Tak', description: null, buildingId: 'b' };

/** A visit to the form of a new order, and what was ordered; `refuse` is what the service says no with. */
function visitWith(
  form: Entered,
  refuse?: { readonly code: string; readonly facts: Record<string, unknown> },
) {
  const sent: unknown[] = [];
  const none = async () => ({ body: { items: [], next: null } });
  const maintenance = {
    getJob: async () => ({ body: job }),
    getBuilding: async () => ({ body: { name: 'Skolen' } }),
    createOrder: async ({ body }: { readonly body: unknown }) => {
      if (refuse)
        throw new ProblemError(422, {
          ...refuse,
          type: 'x',
          title: 'x',
          status: 422,
          detail: 'x',
          errors: [],
        });
      sent.push(body);
      return { body: { orderId: 'o' } };
    },
  };
  const api = {
    maintenance,
    projects: {
      ...{ listMeasures: none, listFrames: none },
      getMeasure: async () => ({ body: { measureId: 'm', name: 'Skolene', frameId: 'f' } }),
    },
    procurement: {
      listFrameworkAgreements: none,
      getFrameworkAgreement: async () => ({
        body: { frameworkAgreementId: 'a', title: 'Tak', suppliers: [], allocation: 'rank' },
      }),
    },
  };
  const visit = {
    ...{ api: api as unknown as Services, form, query: new Map(), now: new Date('2026-11-22') },
    person: { subject: 'k', name: 'Kari', roles: ['property.officer'], organisationNumber: null },
  } as unknown as SignedInVisit;
  return { visit, sent };
}
const create = orderRoutes.find(({ method, path }) => method === 'post' && path === '/bestillinger/ny')!;
const pageOf = (reply: object) => ('body' in reply ? String(reply.body) : '');
const filled = new Map([
  ...[['jobId', 'j'] as const, ['measureId', 'm'] as const, ['frameworkAgreementId', 'a'] as const],
  ...[['amount', '12 500'] as const, ['dueOn', '2026-12-01'] as const],
]);

test('an order goes out with what the work must be documented by, its safety and its answer time', async () => {
  const { visit, sent } = visitWith(
    new Map([
      ...filled,
      ...[['constructionWork', 'ja'] as const, ['documentationBlocksSettlement', 'ja'] as const],
      ...[['documentationRequired', 'Brukerveiledning\r\n\r\n Samsvarserklæring '] as const],
      ['respondWithinSeconds', '1,5'] as const,
    ]),
  );
  expect(await create.handle(visit)).toEqual({ redirect: '/bestillinger/o?utfort=sendt' });
  expect(sent).toMatchObject([
    {
      ...{ constructionWork: true, documentationBlocksSettlement: true, respondWithinSeconds: 5400 },
      documentationRequired: ['Brukerveiledning', 'Samsvarserklæring'],
    },
  ]);
});

test('an order without further terms asks for none', async () => {
  const { visit, sent } = visitWith(filled);
  await create.handle(visit);
  expect(sent).toMatchObject([
    {
      ...{ constructionWork: false, documentationBlocksSettlement: false, respondWithinSeconds: null },
      documentationRequired: [],
    },
  ]);
});

test.each([
  ['respondWithinSeconds', '0', 'Skriv mer enn 0 og høyst 720 timer.'],
  ['respondWithinSeconds', '721', 'Skriv mer enn 0 og høyst 720 timer.'],
  ['respondWithinSeconds', 'snart', 'Skriv antall timer, for eksempel 37,5.'],
  ['documentationRequired', 'x\n'.repeat(31), 'Skriv høyst 30 linjer.'],
  ['documentationRequired', 'x'.repeat(201), 'Skriv høyst 200 tegn på hver linje.'],
])(
  'a %s that the service would not take is told at its field, and nothing is ordered',
  async (field, value, text) => {
    const { visit, sent } = visitWith(new Map([...filled, [field, value]]));
    expect(pageOf(await create.handle(visit))).toContain(`<a href="#bestilling-${field}">${text}</a>`);
    expect(sent).toEqual([]);
  },
);

test('an answer time that the municipality does not allow is told with its bounds in hours', async () => {
  const { visit } = visitWith(new Map([...filled, ['respondWithinSeconds', '48']]), {
    code: 'answer_time_out_of_bounds',
    facts: { leastSeconds: 1800, mostSeconds: 86_400 },
  });
  expect(pageOf(await create.handle(visit))).toContain(
    '<a href="#bestilling-respondWithinSeconds">Svarfristen kan være fra 0,5 til 24 timer.</a>',
  );
});
