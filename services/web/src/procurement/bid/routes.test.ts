import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import type { Page, Visit } from '../../visit.ts';
import { bidRoutes } from './routes.ts';

const at = '2026-11-22T13:03:07.000Z';
const later = '2026-12-24T11:00:00.000Z';
const notice = {
  ...{ procurementId: 'p1', title: 'Nytt tak', status: 'open', deadlines: { requests: null, bids: later } },
  lots: [{ lotId: 'LOT-1', title: 'Hele taket' }],
  requirements: [{ requirementId: 'R1', title: 'Erfaring', evidence: 'Tre referanser' }],
  criteria: [
    { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 50, lotIds: null },
    { criterionId: 'K', title: 'Gjennomføring', type: 'quality', weightPercent: 50, lotIds: null },
  ],
};
const sealing = {
  ...{ procurementId: 'p1', round: 1, recipient: 'age1tender', platformRecipient: 'age1platform' },
  ...{ threshold: 2, shares: [], setAt: at, envelopes: ['quality', 'price'], lotIds: ['LOT-1'] },
  bidsDeadline: later,
};
const bid = {
  ...{ bidId: 'b1', procurementId: 'p1', status: 'submitted', version: 1, receivedAt: at, withdrawnAt: null },
  envelopes: [{ envelope: 'quality', envelopeId: 'e1', sha256: 'a'.repeat(64), bytes: 100 }],
  ...{ needsReconfirmation: true, receipt: 'en.signert.kvittering' },
};
const one = (body: unknown) => async () => ({ body });
const refused = (status: number, code: string) => async () => {
  throw new ProblemError(status, { type: 'x', title: 'x', status, code, detail: 'x', errors: [] });
};

const services = {
  getNotice: one(notice),
  getSealing: one(sealing),
  getOwnSupplier: one({ organisationNumber: '310000019' }),
  listBids: one({ items: [], next: null, count: null }),
  getBid: one(bid),
  listReceiptKeys: one({ keys: [] }),
};
const visitOf = (procurement: object, more: object = {}) =>
  ({
    ...{ params: { procurementId: 'p1' }, query: new Map(), form: new Map(), files: new Map() },
    ...{ now: new Date(at), csrf: 'c', person: { organisationNumber: '310000019', roles: ['contractor'] } },
    api: { procurement: { ...services, ...procurement } },
    ...more,
  }) as unknown as Visit & never;
const routeTo = (path: string, method = 'get') =>
  bidRoutes.find((route) => route.path === path && route.method === method)!;
const path = '/kunngjoringer/:procurementId/tilbud';
const shown = async (procurement: object = {}, more: object = {}) =>
  String(((await routeTo(path).handle(visitOf(procurement, more))) as Page).body);

test('no field of a bid has a name or stands in a form, so that a browser can send none of them', async () => {
  const page = await shown();
  const fields = [...page.matchAll(/<(?:input|textarea)[^>]*data-(?:price|answer|files|confirm)[^>]*>/g)];
  expect(fields.length).toBe(6);
  for (const [field] of fields) expect(field).not.toMatch(/\sname=/);
  const inForms = [...page.matchAll(/<form[\s\S]*?<\/form>/g)].join('');
  expect(inForms).toContain('name="_csrf"');
  expect(inForms).not.toMatch(/data-(?:price|answer|files|confirm)/);
  expect(page).toContain('tiltak-seal');
});

test('an entry to a design contest is asked for no price, and told to leave names out', async () => {
  const page = await shown({
    getNotice: one({ ...notice, procedure: 'design_contest' }),
    getOwnContestResult: refused(404, 'not_found'),
  });
  expect(page).not.toMatch(/data-price|data-files="price"/);
  expect(page).toContain('data-files="quality"');
  expect(page).toContain('Utkastet vurderes uten navn.');
  expect(page).toContain('Lever utkast');
});

test('who took part in a design contest reads there how it went, when the names are known', async () => {
  const page = await shown({
    getNotice: one({ ...notice, procedure: 'design_contest' }),
    getOwnContestResult: one({
      ...{ procurementId: 'p1', revealedAt: at, entryCount: 7 },
      own: { code: 'ABCD2345', place: 2, prizeOre: 100_000_00, opinion: 'Klart <grep>' },
      prizes: [{ place: 1, prizeOre: 300_000_00, name: 'Arkitekt & co' }],
    }),
  });
  for (const text of ['2 av 7', 'Klart &lt;grep&gt;', 'Arkitekt &amp; co']) expect(page).toContain(text);
  expect(page).not.toContain('Utkastet vurderes uten navn.');
});

test('there is nothing to fill in without keys, after the deadline, and for who is no registered supplier', async () => {
  const field = 'data-seal-bid';
  expect(await shown()).toContain(field);
  expect(await shown({ getSealing: refused(404, 'not_found') })).not.toContain(field);
  expect(await shown({}, { now: new Date(later) })).not.toContain(field);
  expect(await shown({ getOwnSupplier: refused(404, 'not_found') })).not.toContain(field);
  expect(await shown({}, { person: { organisationNumber: null, roles: ['auditor'] } })).not.toContain(field);
});

test('the own bid is shown with its receipt, and a change of the competition asks to confirm it', async () => {
  const page = await shown({ listBids: one({ items: [bid], next: null, count: null }) });
  expect(page).toContain('en.signert.kvittering');
  expect(page).toContain('Bekreft tilbudet');
  expect(page).toContain('Trekk tilbudet');
});

const sent = (isTooLarge = false) => {
  const envelope = { bytes: Buffer.from('sealed'), name: 'x', mediaType: 'x', isTooLarge };
  const files = new Map([
    ['quality', [envelope]],
    ['price', [envelope]],
  ]);
  return { files, form: new Map([['confirmed', 'R1']]) };
};

test('the envelopes that were sent are passed on as they are, and one bid is made of them', async () => {
  const calls: unknown[] = [];
  const uploadEnvelope = async ({ upload }: { upload: { bytes: Buffer } }) => {
    calls.push(upload.bytes.toString());
    return { body: { envelopeId: `e${calls.length}` } };
  };
  const submitBid = async ({ body }: { body: unknown }) => calls.push(body);
  const submit = routeTo(`${path}/lever`, 'post');
  const reply = await submit.handle(visitOf({ uploadEnvelope, submitBid }, sent()));
  expect(reply).toEqual({ redirect: '/kunngjoringer/p1/tilbud?utfort=lever' });
  const envelopes = [
    { envelope: 'quality', envelopeId: 'e1' },
    { envelope: 'price', envelopeId: 'e2' },
  ];
  expect(calls).toEqual(['sealed', 'sealed', { envelopes, confirmedRequirementIds: ['R1'] }]);
});

test('a bid that comes too late, or is too large, is refused with the reason', async () => {
  const submit = routeTo(`${path}/lever`, 'post');
  const late = await submit.handle(visitOf({ uploadEnvelope: refused(409, 'bid_late') }, sent()));
  expect(String((late as Page).body)).toContain('Fristen er ute');
  const large = await submit.handle(visitOf({}, sent(true)));
  expect(String((large as Page).body)).toContain('høyst 25 MB');
});
