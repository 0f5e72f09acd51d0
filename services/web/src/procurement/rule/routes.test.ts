import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Services } from '../../services.ts';
import type { Entered, SignedInVisit } from '../../visit.ts';
import { ruleRoutes } from './routes.ts';

const row = {
  ...{
    ruleId: 'r',
    key: 'national_threshold',
    title: 'Nasjonal terskelverdi',
    value: 1_300_000,
    unit: 'NOK',
  },
  ...{ validFrom: '2018-01-01', validTo: null, source: 'ks.no', status: 'reported', note: null },
  ...{ registeredAt: null, registeredBy: null, standing: 'in_force' },
};
const [show, receive] = ruleRoutes;

/** A visit by somebody with the roles, and what was sent to the service. */
function visitBy(roles: readonly string[], form: Entered = new Map()) {
  const sent: unknown[] = [];
  const procurement = {
    listRules: async ({ query }: { readonly query: { readonly key?: string } }) => ({
      body: { items: query.key === undefined || query.key === row.key ? [row] : [], next: null },
    }),
    addRule: async (request: unknown) => {
      sent.push(request);
      return { body: row };
    },
  };
  const visit = {
    ...{ api: { procurement } as unknown as Services, form, query: new Map(), now: new Date('2026-11-22') },
    person: { subject: 'k', name: 'Kari', roles, organisationNumber: null },
  } as unknown as SignedInVisit;
  return { visit, sent, procurement };
}

const filled = new Map([
  ...[['key', 'national_threshold'] as const, ['value', '1 400 000'] as const],
  ...[['validFrom', '01.01.2027'] as const, ['validTo', ''] as const, ['note', ''] as const],
  ...[['source', 'lovdata.no'] as const, ['status', 'confirmed'] as const, ['_key', 'once'] as const],
]);
const pageOf = (reply: object) => ('body' in reply ? String(reply.body) : '');

test('an administrator adds a row with a value and days as people write them', async () => {
  const { visit, sent } = visitBy(['admin'], filled);
  expect(await receive?.handle(visit)).toEqual({ redirect: '/regler?nokkel=national_threshold&utfort=lagt' });
  expect(sent).toEqual([
    {
      body: {
        ...{ key: 'national_threshold', value: 1_400_000, validFrom: '2027-01-01', validTo: null },
        ...{ source: 'lovdata.no', status: 'confirmed', note: null },
      },
    },
  ]);
});

test('what is missing is told at its field, and nothing is sent', async () => {
  const { visit, sent } = visitBy(['admin'], new Map([...filled, ['source', ''], ['value', '']]));
  const page = pageOf((await receive?.handle(visit)) ?? {});
  expect(page).toContain('Skriv hvor det er lest.');
  expect(page).toContain('Skriv verdien.');
  expect(sent).toEqual([]);
});

test("the service's refusal is shown in Norwegian, with what was written", async () => {
  const { visit, procurement } = visitBy(['admin'], new Map([...filled, ['value', 'mye']]));
  const problem = { type: 'x', title: 'x', status: 422, code: 'rule_value_wrong', detail: 'x', errors: [] };
  procurement.addRule = async () => {
    throw new ProblemError(422, problem);
  };
  const page = pageOf((await receive?.handle(visit)) ?? {});
  expect(page).toContain('Verdien passer ikke til regelen');
  expect(page).toContain('value="mye"');
});

test('only an administrator sees the form; how sure a rule is, everyone sees', async () => {
  const officer = pageOf((await show?.handle(visitBy(['procurement.officer']).visit)) ?? {});
  expect(officer).not.toContain('Legg til regelen');
  expect(officer).toContain('Annenhåndskilde');
  expect(pageOf((await show?.handle(visitBy(['admin']).visit)) ?? {})).toContain('Legg til regelen');
});
