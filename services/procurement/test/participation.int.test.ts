import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { negotiationRoutes } from '../src/negotiation/routes.ts';
import { aggregates } from '../src/service.ts';
import { caseScene, inDays } from './caseScene.ts';
import { setKeys } from './keys.ts';
import { pausedStore } from './pausedStore.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
const ids: Record<string, string> = {};
beforeAll(async () => {
  procurement = await startProcurement();
  for (const firm of firms) ids[firm] = await supplierOf(firm);
});
afterAll(() => procurement?.stop());

const { officer, published, supplierOf, endWindow } = caseScene(() => procurement);
const firms = ['contractor-1', 'contractor-2', 'contractor-3'] as const;
type Params = { readonly procurementId: string };
const declarations = [{ requirementId: 'R1', isFulfilled: true, evidence: 'Tre referanser' }];
const ask = (params: Params, firm: string) =>
  procurement.as(firm).requestParticipation({ params, body: { declarations } });
const idOf = (firm: (typeof firms)[number]) => ids[firm] ?? '';
const ofFirm = (params: Params, firm: (typeof firms)[number]) => ({ ...params, supplierId: idOf(firm) });
const assessments = [{ requirementId: 'R1', isFulfilled: true, note: 'Godt dokumentert' }];
const actor = { subject: 'procurement.officer', name: 'Anskaffer', roles: ['procurement.officer'] };
const statusOf = async (params: Params) => (await officer().getProcurement({ params })).body.status;

async function closed(params: Params): Promise<void> {
  await endWindow(params, 'requests');
  await eventually(async () => expect(await statusOf(params)).toBe('qualification'));
}

/** All three firms have asked to take part, and the time for that is over. */
async function requested(procedure: 'restricted' | 'competitive_dialogue'): Promise<Params> {
  const params = await published(procedure);
  for (const firm of firms) await ask(params, firm);
  await closed(params);
  await setKeys(procurement, params);
  return params;
}

test('a restricted procedure goes from requests over qualification and selection to bids', async () => {
  const params = await published('restricted');
  const sent = await ask(params, 'contractor-1');
  expect(sent.body).toMatchObject({ status: 'requested', version: 1, decision: null, isSelected: null });
  expect((await ask(params, 'contractor-1')).body.version).toBe(2);
  await ask(params, 'contractor-2');
  await ask(params, 'contractor-3');
  await procurement.as('contractor-3').withdrawRequest({ params });
  // Nobody looks at requests while others may still come.
  expect(await refusal(officer().listParticipationRequests({ params }))).toEqual([409, 'requests_sealed']);
  await closed(params);

  const { body: list } = await officer().listParticipationRequests({ params });
  expect(list.items.map(({ supplierId, status }) => [supplierId, status]).sort()).toEqual(
    [
      [idOf('contractor-1'), 'requested'],
      [idOf('contractor-2'), 'requested'],
      [idOf('contractor-3'), 'withdrawn'],
    ].sort(),
  );
  const invite = (supplierIds: string[]) =>
    officer().inviteBidders({ params, body: { supplierIds, bidsDeadline: inDays(60) } });
  expect(await refusal(invite([idOf('contractor-1')]))).toEqual([409, 'requests_undecided']);
  await officer().qualifyRequest({ params: ofFirm(params, 'contractor-1'), body: { assessments } });
  await officer().rejectRequest({
    params: ofFirm(params, 'contractor-2'),
    body: { ground: 'taxes_unpaid', reason: 'Restanser på ti millioner.' },
  });
  expect(await refusal(invite([idOf('contractor-2')]))).toEqual([422, 'not_qualified']);
  const short = officer().inviteBidders({
    params,
    body: { supplierIds: [idOf('contractor-1')], bidsDeadline: inDays(24) },
  });
  expect(await refusal(short)).toEqual([422, 'deadline_too_short']);
  expect(await refusal(invite([idOf('contractor-1')]))).toEqual([409, 'keys_missing']);
  await setKeys(procurement, params);
  const { body: invited } = await invite([idOf('contractor-1')]);
  expect(invited).toMatchObject({ status: 'invited', round: 1, invitedSupplierIds: [idOf('contractor-1')] });

  // Each learns its own outcome, and its own only.
  const own = async (firm: string) => (await procurement.as(firm).getOwnRequest({ params })).body;
  expect(await own('contractor-1')).toMatchObject({ decision: { outcome: 'qualified' }, isSelected: true });
  expect(await own('contractor-2')).toMatchObject({
    supplierId: idOf('contractor-2'),
    decision: { outcome: 'rejected', ground: 'taxes_unpaid', paragraph: '§ 24-2' },
  });
});

test('once suppliers are invited no more requests are taken, and the attempt is in the audit trail', async () => {
  const params = await published('restricted');
  await ask(params, 'contractor-1');
  await closed(params);
  await officer().qualifyRequest({ params: ofFirm(params, 'contractor-1'), body: { assessments } });
  const body = { supplierIds: [idOf('contractor-1')], bidsDeadline: inDays(60) };
  await setKeys(procurement, params);
  await officer().inviteBidders({ params, body });
  expect(await refusal(ask(params, 'contractor-2'))).toEqual([409, 'requests_not_asked']);
  const withdrawal = procurement.as('contractor-1').withdrawRequest({ params });
  expect(await refusal(withdrawal)).toEqual([409, 'requests_not_asked']);
  const { body: trail } = await procurement.as('auditor').listAttempts({ params });
  expect(trail.items.map(({ actor, code }) => [actor, code])).toEqual([
    ['contractor-1', 'requests_not_asked'],
    ['contractor-2', 'requests_not_asked'],
  ]);
});

test('requests are not asked for where bids are, and not of firms that nobody knows', async () => {
  const params = await published('open');
  expect(await refusal(ask(params, 'contractor-1'))).toEqual([409, 'requests_not_asked']);
  expect(await refusal(officer().listParticipationRequests({ params: { procurementId: 'x' } }))).toEqual([
    404,
    'not_found',
  ]);
});

test("another firm's request is as one that is not there", async () => {
  const params = await published('restricted');
  await ask(params, 'contractor-1');
  const problemOf = (call: Promise<unknown>) => call.catch(({ problem }) => JSON.stringify(problem));
  const other = procurement.as('contractor-2');
  const theirs = await problemOf(other.getOwnRequest({ params }));
  const nobodys = await problemOf(other.getOwnRequest({ params: await published('restricted') }));
  expect(theirs).toBe(nobodys);
  expect(await refusal(other.listParticipationRequests({ params }))).toEqual([403, 'forbidden']);
});

test('a dialogue is held with each participant by itself, leaks nothing, and ends in an invitation', async () => {
  const params = await requested('competitive_dialogue');
  for (const firm of firms)
    await officer().qualifyRequest({ params: ofFirm(params, firm), body: { assessments } });
  const all = firms.map(idOf);
  const early = officer().inviteBidders({ params, body: { supplierIds: all, bidsDeadline: inDays(60) } });
  expect(await refusal(early)).toEqual([409, 'wrong_step']);
  const about = 'Løsninger for et tett tak';
  const tooFew = officer().startNegotiation({ params, body: { supplierIds: all.slice(1), about } });
  expect(await refusal(tooFew)).toEqual([422, 'too_few_invited']);
  await officer().startNegotiation({ params, body: { supplierIds: all, about } });
  expect(await statusOf(params)).toBe('negotiation');

  const meet = (firm: (typeof firms)[number], more: object = {}) =>
    officer().recordNegotiationMeeting({
      params,
      body: { supplierId: idOf(firm), heldAt: inDays(-0.01), minutes: `Løsningen til ${firm}`, ...more },
    });
  await meet('contractor-1');
  await meet('contractor-2');
  const leak = meet('contractor-3', { disclosed: [{ supplierId: idOf('contractor-1') }] });
  expect(await refusal(leak)).toEqual([422, 'consent_missing']);
  const remaining = [idOf('contractor-1'), idOf('contractor-3')];
  const reasons = [{ supplierId: idOf('contractor-2'), reason: 'Løsningen dekker ikke behovet.' }];
  const end = () => officer().endNegotiation({ params, body: { remaining, reasons } });
  expect(await refusal(end())).toEqual([409, 'meeting_missing']);
  await meet('contractor-3', { disclosed: [{ supplierId: idOf('contractor-1'), consent: 'E-post i går' }] });
  const invite = (supplierIds: string[]) =>
    officer().inviteBidders({ params, body: { supplierIds, bidsDeadline: inDays(60) } });
  expect(await refusal(invite(remaining))).toEqual([409, 'negotiation_open']);
  await end();
  expect(await refusal(invite(all))).toEqual([422, 'not_in_negotiation']);
  // Another round does not begin while another process asks for bids.
  let invited: unknown;
  const paused = pausedStore(procurement.store, async () => {
    invited = (await invite(remaining)).body;
  });
  const more = { supplierIds: remaining, about, reasons: [], criteria: null };
  const again = negotiationRoutes(paused).startNegotiation({ params, body: more, actor } as never);
  await expect(again).rejects.toMatchObject({ code: 'wrong_step' });
  expect(invited).toMatchObject({ status: 'invited', round: 1, invitedSupplierIds: remaining });

  const seenBy = async (role: string) =>
    (await procurement.as(role).listNegotiationMeetings({ params })).body.items;
  expect(await seenBy('auditor')).toHaveLength(3);
  const [own, ...others] = await seenBy('contractor-3');
  expect(others).toEqual([]);
  expect(own).toMatchObject({ supplierId: idOf('contractor-3'), disclosed: [] });
});

test('only procurement officers qualify, select and negotiate', async () => {
  const params = await requested('restricted');
  for (const role of ['contractor-1', 'procurement.opener', 'auditor']) {
    const other = procurement.as(role);
    const supplierIds = [idOf('contractor-1')];
    const calls = [
      other.qualifyRequest({ params: ofFirm(params, 'contractor-1'), body: { assessments } }),
      other.rejectRequest({
        params: ofFirm(params, 'contractor-1'),
        body: { ground: 'taxes_unpaid', reason: 'x' },
      }),
      other.inviteBidders({ params, body: { supplierIds, bidsDeadline: inDays(60) } }),
      other.startNegotiation({ params, body: { supplierIds, about: 'x' } }),
      other.endNegotiation({ params, body: { remaining: supplierIds } }),
    ];
    for (const refused of await Promise.all(calls.map(refusal))) expect(refused).toEqual([403, 'forbidden']);
  }
});

test('firms that ask at the same time all get in, and none waits for another', async () => {
  const params = await published('negotiated');
  const sent = await Promise.all([...firms, ...firms, ...firms].map((firm) => ask(params, firm)));
  expect(sent).toHaveLength(9);
  await closed(params);
  expect((await officer().listParticipationRequests({ params })).body.items).toHaveLength(3);
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
