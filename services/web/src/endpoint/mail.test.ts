import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Services } from '../services.ts';
import type { Entered, SignedInVisit } from '../visit.ts';
import { endpointRoutes } from './routes.ts';

const firm = { supplierId: 's', organisationNumber: '310000019', name: 'Tak AS', contactEmail: 'a@b.no' };
const hostile = '"><script>';
const problem = (status: number) =>
  new ProblemError(status, { type: 'x', title: 'x', status, code: 'not_found', detail: 'x', errors: [] });

/** A visit to the firm's endpoints, and the addresses that were set. */
function visitBy(
  roles: readonly string[],
  { form = new Map(), refuse, own = firm }: { form?: Entered; refuse?: number; own?: object } = {},
) {
  const sent: unknown[] = [];
  const api = {
    notifications: { listEndpoints: async () => ({ body: { items: [], next: null } }) },
    procurement: {
      getOwnSupplier: async () => {
        if (refuse) throw problem(refuse);
        return { body: own };
      },
      changeSupplierContact: async (request: unknown) => sent.push(request),
    },
  };
  const visit = {
    ...{ api: api as unknown as Services, form, query: new Map() },
    person: { subject: 'b', name: 'Berit', roles, organisationNumber: '310000019' },
  } as unknown as SignedInVisit;
  return { visit, sent };
}
const at = (method: string, path: string) =>
  endpointRoutes.find((route) => route.method === method && route.path === path)!;
const show = async (visit: SignedInVisit) => {
  const reply = await at('get', '/mottak').handle(visit);
  return 'body' in reply ? String(reply.body) : '';
};

test('a contractor sees where its offers are sent, as text', async () => {
  expect(await show(visitBy(['contractor']).visit)).toContain('name="contactEmail" value="a@b.no"');
  const markup = await show(visitBy(['contractor'], { own: { ...firm, contactEmail: hostile } }).visit);
  expect(markup).not.toContain('<script>');
});

test.each([
  ['post@firma.no', 'post@firma.no'],
  [' ', null],
])('the address "%s" is set as %s', async (contactEmail, set) => {
  const form = new Map([...[['supplierId', 's'] as const], ['contactEmail', contactEmail] as const]);
  const { visit, sent } = visitBy(['contractor'], { form });
  expect(await at('post', '/mottak/e-post').handle(visit)).toEqual({ redirect: '/mottak?utfort=e-post' });
  expect(sent).toEqual([{ params: { supplierId: 's' }, body: { contactEmail: set } }]);
});

test.each(['firma.no', 'a@b.no, c@d.no', 'Firma <a@b.no>'])(
  '"%s" is no address, and the old one stays',
  async (contactEmail) => {
    const form = new Map([...[['supplierId', 's'] as const], ['contactEmail', contactEmail] as const]);
    const { visit, sent } = visitBy(['contractor'], { form });
    const reply = await at('post', '/mottak/e-post').handle(visit);
    expect('body' in reply ? String(reply.body) : '').toContain(
      '<a href="#e-post-contactEmail">Skriv en e-postadresse, for eksempel post@firma.no.</a>',
    );
    expect(sent).toEqual([]);
  },
);

test('a firm that is not registered is led to where it registers', async () => {
  expect(await show(visitBy(['contractor'], { refuse: 404 }).visit)).toContain('Registrer det under Varsler');
});

test('endpoints are shown while procurement is down, and to staff, without the address', async () => {
  for (const { visit } of [visitBy(['contractor'], { refuse: 503 }), visitBy(['admin'])]) {
    const markup = await show(visit);
    expect(markup).toContain('Nytt mottak');
    expect(markup).not.toContain('contactEmail');
  }
});
