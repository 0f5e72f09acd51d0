import { expect, test } from '@jest/globals';
import type { Page, Visit } from '../../visit.ts';
import { identityIn } from './identity.ts';
import { openingRoutes } from './routes.ts';

const at = '2026-11-22T13:03:07.000Z';
const sealing = {
  ...{ procurementId: 'p1', round: 1, recipient: 'age1tender', threshold: 2, setAt: at },
  shares: [{ holder: 'kari', isAuditor: false, wrappedShare: 'karis-del', commitment: 'c' }],
};
const envelope = (more: object) => ({
  ...{ envelope: 'quality', status: 'sealed', approvals: [], startedAt: null, finishedAt: null },
  ...{ isRunning: false, totalCount: 1, openedCount: 0, failedCount: 0, protocolSha256: null },
  ...more,
});
const one = (body: unknown) => async () => ({ body });
const services = {
  getProcurement: one({ procurementId: 'p1', title: 'Nytt tak', deadlines: { requests: null, bids: at } }),
  getSealing: one(sealing),
  listBids: one({ items: [], next: null, count: 3 }),
  listOfficerKeys: one({ items: [], next: null }),
  namePeople: one({ items: [{ subject: 'procurement.opener', name: 'Åsmund Åpner' }] }),
};
const visitOf = (procurement: object, form: Readonly<Record<string, string>> = {}, subject = 'kari') =>
  ({
    ...{ params: { procurementId: 'p1' }, query: new Map(), form: new Map(Object.entries(form)) },
    person: { subject, roles: ['procurement.opener', 'procurement.officer'] },
    ...{ now: new Date(at), csrf: 'c', api: { procurement: { ...services, ...procurement } } },
  }) as unknown as Visit & never;
const routeTo = (last: string, method = 'get') =>
  openingRoutes.find((route) => route.path.endsWith(last) && route.method === method)!;
const opening = async (envelopes: readonly object[], subject?: string) => {
  const getOpening = one({ procurementId: 'p1', round: 1, envelopes });
  return String(((await routeTo('/apning').handle(visitOf({ getOpening }, {}, subject))) as Page).body);
};

test('an opener approves once, the next kind of envelope only after the one before it, and gives shares when two have', async () => {
  const [approve, open] = ['Godkjenn åpningen</button>', 'Åpne konvoluttene</button>'];
  const price = envelope({ envelope: 'price' });
  const untouched = await opening([envelope({}), price]);
  expect(untouched.split(approve).length - 1).toBe(1);
  expect(untouched).not.toContain(open);
  const byMe = envelope({ approvals: [{ by: 'kari', at }] });
  expect(await opening([byMe, price])).not.toContain(approve);
  expect(await opening([byMe, price], 'ola')).toContain(approve);
  expect(await opening([envelope({ status: 'approved' }), price])).toContain(open);
  expect(await opening([envelope({ status: 'opening', isRunning: true }), price])).not.toContain(open);
  expect(await opening([envelope({ status: 'opening' }), price])).toContain('Åpningen ble avbrutt');
  expect(await opening([envelope({ status: 'opened' }), price])).toContain(approve);
});

test('who has approved is shown by name where one is known, and by the subject where none is', async () => {
  const approvals = [
    { by: 'procurement.opener', at },
    { by: 'ukjent', at },
  ];
  const page = await opening([envelope({ approvals })]);
  expect(page).toContain('Åsmund Åpner, ');
  expect(page).toContain('ukjent, ');
  expect(page).not.toContain('procurement.opener');
});

test('the wrapped share is shown to its holder, and the private key has a field that no form sends', async () => {
  expect(await opening([envelope({})], 'ola')).not.toContain('karis-del');
  const page = await opening([envelope({ status: 'approved' })]);
  expect(page).toContain('karis-del');
  const [field] = /<input[^>]*data-identity[^>]*>/.exec(page)!;
  expect(field).not.toMatch(/\sname=/);
  expect([...page.matchAll(/<form[\s\S]*?<\/form>/g)].join('')).not.toContain('data-identity');
});

test('shares are handed on line by line, and none at all is told in the form', async () => {
  const calls: unknown[] = [];
  const openBids = async ({ body }: { body: unknown }) => calls.push(body);
  const getOpening = one({ procurementId: 'p1', round: 1, envelopes: [envelope({ status: 'approved' })] });
  const send = (shares: string) =>
    routeTo('/apne', 'post').handle(visitOf({ openBids, getOpening }, { envelope: 'quality', shares }));
  expect(await send(' del-1\r\n\ndel-2 ')).toEqual({ redirect: '/anskaffelser/p1/apning?utfort=apne' });
  expect(calls).toEqual([{ envelope: 'quality', shares: ['del-1', 'del-2'] }]);
  expect(String(((await send(' ')) as Page).body)).toContain('Lim inn nøkkeldelene');
});

test('what is no dealing is told in the form, and nothing is sent', async () => {
  const reply = await routeTo('/utdeling', 'post').handle(visitOf({}, { dealt: '{"threshold":2}' }));
  expect(String((reply as Page).body)).toContain('Del ut nøkkelen først');
});

test('the key is found in a key file as the command line tool writes it', () => {
  expect(identityIn('# public key: age1x\nAGE-SECRET-KEY-1X\n')).toBe('AGE-SECRET-KEY-1X');
  expect(identityIn('# bare en kommentar')).toBe('');
});
