import { expect, test } from '@jest/globals';
import { caseAnswers } from '../../../test/caseAnswers.ts';
import { partnershipAnswers } from '../../../test/partnershipAnswers.ts';
import type { Services } from '../../services.ts';
import type { SignedInVisit } from '../../visit.ts';
import { partnershipRoutes } from './routes.ts';
import type { Partnership } from './words.ts';

const overview = '/anskaffelser/:procurementId/partnerskap';
const partner = `${overview}/partnere/:supplierId`;

/** A page as a person is shown it, or what it answers to a form, in a stage of the partnership (see its answers). */
async function shown(
  path: string,
  status: string,
  more: {
    readonly person?: Partial<SignedInVisit['person']>;
    readonly whole?: Partial<Partnership>;
    readonly form?: Readonly<Record<string, string>>;
  } = {},
): Promise<string> {
  const method = more.form ? 'post' : 'get';
  const route = partnershipRoutes.find((one) => one.path === path && one.method === method);
  if (route?.access !== 'signedIn') throw new Error(`there is no ${method} ${path}`);
  const answers = partnershipAnswers(status);
  const api = {
    procurement: {
      ...caseAnswers(status),
      ...answers,
      getPartnership: async () => {
        const found = await answers.getPartnership();
        return { ...found, body: { ...found.body, ...more.whole } };
      },
      getContract: async () => ({
        body: { changes: [{ changeId: 'id-1', status: 'refused', availableOre: 5000 }] },
      }),
      namePeople: async () => ({ body: { items: [] } }),
    },
  } as unknown as Services;
  const person = { subject: 'anne', name: 'Anne', roles: ['procurement.officer'], organisationNumber: null };
  const reply = await route.handle({
    ...{
      api,
      client: '',
      publicUrl: '',
      address: path,
      params: { procurementId: 'id-1', supplierId: 'id-1' },
    },
    ...{ query: new Map(), form: new Map(Object.entries(more.form ?? {})), files: new Map() },
    ...{ now: new Date('2026-10-01T12:00:00Z'), csrf: 'csrf', person: { ...person, ...more.person } },
  });
  return 'body' in reply ? String(reply.body) : JSON.stringify(reply);
}

/** The steps that a page has forms for. */
const stepsIn = (markup: string) =>
  [...markup.matchAll(/action="[^"]*\/([a-z]+)"/g)].map(([, step]) => step).toSorted();

test("a partner's page has the forms of its stage and no others", async () => {
  expect(stepsIn(await shown(partner, 'offered'))).toEqual(['begynn']);
  expect(stepsIn(await shown(partner, 'placed'))).toEqual(['utbetal']);
  expect(stepsIn(await shown(partner, 'in_execution'))).toEqual(['test', 'utbetal']);
  const innovation = { whole: { kind: 'innovation_partnership' } } as const;
  expect(stepsIn(await shown(partner, 'rework', innovation))).toEqual(['avgjor', 'test', 'utbetal']);
  expect(stepsIn(await shown(partner, 'delivered'))).toEqual(['test', 'utbetal']);
  expect(stepsIn(await shown(partner, 'accepted'))).toEqual([]);
});

test('a purchase that the frame had no money for is exercised again, by another person than who opened it', async () => {
  const markup = await shown(partner, 'settled');
  expect(markup).toContain('Det gjenstår 50\u00a0kr.');
  expect(stepsIn(markup)).toEqual(['kjop']);
  const { body } = await partnershipAnswers('settled').getPartnership();
  const partners = body.partners.map((one) => ({
    ...one,
    purchase: one.purchase && { ...one.purchase, openedBy: 'anne' },
  }));
  const own = await shown(partner, 'settled', { whole: { partners } as Partial<Partnership> });
  expect(stepsIn(own)).toEqual([]);
  expect(own).toContain('Du åpnet opsjonen. En annen person må utløse kjøpet.');
});

test('who proposed a payment is not asked to confirm it', async () => {
  expect(stepsIn(await shown(overview, 'delivered'))).toEqual(['bekreft', 'bekreft']);
  const { body } = await partnershipAnswers('delivered').getPartnership();
  const proposals = body.proposals.map((one) => ({
    ...one,
    by: 'anne',
  })) as unknown as Partnership['proposals'];
  expect(stepsIn(await shown(overview, 'delivered', { whole: { proposals } }))).toEqual([]);
});

test('in a pre-commercial procurement all are compared on one page, once all of them are tested', async () => {
  const markup = await shown(overview, 'rework');
  expect(stepsIn(markup)).toEqual(['avgjor']);
  for (const name of ['rank-id-1', 'outcome-id-1', 'rank-id-2', 'outcome-id-2', 'reason-id-2'])
    expect(markup).toContain(`name="${name}"`);
  expect(stepsIn(await shown(partner, 'rework'))).toEqual(['test', 'utbetal']);
  const { body } = await partnershipAnswers('rework').getPartnership();
  const partners = body.partners.map((one, at) => (at === 0 ? one : { ...one, runs: [] })) as never;
  expect(stepsIn(await shown(overview, 'rework', { whole: { partners } }))).toEqual([]);
});

test('who does not lead procurements sees the partnership and can do nothing with it', async () => {
  const person = { roles: ['auditor'] };
  for (const status of ['offered', 'in_execution', 'rework', 'delivered', 'accepted', 'settled'])
    for (const path of [overview, partner])
      expect(stepsIn(await shown(path, status, { person }))).toEqual([]);
});

test('a form that is refused when it is not there any more is still answered', async () => {
  const form = { phase: '1', note: '', 'value-D1': '45' };
  expect(await shown(`${partner}/test`, 'accepted', { form })).toContain(
    'Skriv hvordan og hvor det ble testet.',
  );
});

test('terms that are published are shown and not written', async () => {
  const path = '/anskaffelser/:procurementId/vilkar';
  expect(stepsIn(await shown(path, 'held'))).toEqual(['vilkar']);
  const markup = await shown(path, 'accepted');
  expect(markup).toContain('Konkurransen er kunngjort, og vilkårene ligger fast.');
  expect(stepsIn(markup)).toEqual([]);
});
