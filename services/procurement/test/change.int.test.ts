import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { verifyJournal } from '@tiltak/store';
import { eventually } from '@tiltak/testing';
import { aggregates } from '../src/service.ts';
import { specification } from './caseExamples.ts';
import { caseScene, inDays } from './caseScene.ts';
import { type RunningProcurement, refusal, startProcurement } from './running.ts';

let procurement: RunningProcurement;
beforeAll(async () => {
  procurement = await startProcurement();
});
afterAll(() => procurement?.stop());

const { officer, secondOfficer, published, supplierOf } = caseScene(() => procurement);
const reason = 'Kravet var uklart.';
const clearer = { ...structuredClone(specification), noLotsReason: 'Ett ansvar for hele taket.' } as never;

test('a substantial change makes a new version with a later deadline, published, and the timer follows', async () => {
  const params = await published();
  const change = { specification: clearer, reason, isSubstantial: true };
  const missing = officer().changeCompetition({ params, body: change });
  expect(await refusal(missing)).toEqual([422, 'extension_missing']);
  const { body: limit } = await officer().getEarliestDeadline({ params });
  expect(limit).toMatchObject({ window: 'bids', earliest: expect.any(String) });
  expect(limit.rules.map(({ key }) => key)).toContain('deadline.change.rest');
  const deadline = inDays(100);
  const { body } = await officer().changeCompetition({ params, body: { ...change, deadline } });
  expect(body).toMatchObject({
    specification: { version: 2, noLotsReason: 'Ett ansvar for hele taket.' },
    deadlines: { bids: deadline },
    reconfirmBidsSince: 2,
  });
  expect(body.rules.map(({ key }) => key)).toContain('deadline.change.rest');
  const timer = await procurement.store.timers.findOne({ _id: `bidsEnd:${params.procurementId}` });
  expect(timer?.dueAt).toEqual(new Date(deadline));
  await eventually(() => {
    const event = procurement.publishedOf(params.procurementId).at(-1);
    expect(event).toMatchObject({
      type: 'competition.changed',
      data: { version: 2, deadlines: { bids: deadline } },
    });
    procurementEvents['no.tiltak.procurement.competition.changed.v1'].parse(event?.data);
  });
});

test('a deadline is extended by one person; to shorten it takes two, and the rules set the least', async () => {
  const params = await published();
  const extended = await officer().extendDeadline({ params, body: { deadline: inDays(120), reason } });
  expect(extended.body.shorterDeadline).toBeNull();
  const tooShort = officer().proposeShorterDeadline({ params, body: { deadline: inDays(29), reason } });
  expect(await refusal(tooShort)).toEqual([422, 'deadline_too_short']);
  const deadline = inDays(60);
  const proposed = await officer().proposeShorterDeadline({ params, body: { deadline, reason } });
  expect(proposed.body).toMatchObject({ deadlines: extended.body.deadlines, shorterDeadline: { deadline } });
  expect(await refusal(officer().approveShorterDeadline({ params }))).toEqual([409, 'same_person']);
  const { body } = await secondOfficer().approveShorterDeadline({ params });
  expect(body).toMatchObject({ deadlines: { bids: deadline }, shorterDeadline: null });
  const again = secondOfficer().approveShorterDeadline({ params });
  expect(await refusal(again)).toEqual([409, 'shorter_deadline_missing']);
});

test('two persons who approve at once shorten it once', async () => {
  const params = await published();
  await officer().proposeShorterDeadline({ params, body: { deadline: inDays(60), reason } });
  const both = await Promise.allSettled([
    secondOfficer().approveShorterDeadline({ params }),
    secondOfficer().approveShorterDeadline({ params }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('only procurement officers change a competition', async () => {
  const params = await published();
  for (const role of ['contractor-1', 'procurement.opener', 'property.officer']) {
    const other = procurement.as(role);
    const calls = [
      other.getEarliestDeadline({ params }),
      other.changeCompetition({ params, body: { reason, isSubstantial: false } }),
      other.extendDeadline({ params, body: { deadline: inDays(120), reason } }),
      other.proposeShorterDeadline({ params, body: { deadline: inDays(60), reason } }),
      other.approveShorterDeadline({ params }),
      other.decideComplaint({
        params: { ...params, complaintId: 'c' },
        body: { outcome: 'rejected', reason },
      }),
    ];
    for (const refused of await Promise.all(calls.map(refusal))) expect(refused).toEqual([403, 'forbidden']);
  }
});

test('a firm sees its own complaints only, and an officer all; a decision is made once', async () => {
  const params = await published();
  await supplierOf('contractor-1');
  await supplierOf('contractor-2');
  const about = 'Vektene favoriserer store firmaer.';
  const filed = await procurement.as('contractor-1').fileComplaint({ params, body: { about } });
  expect(filed.body).toMatchObject({ filedBy: 'Firmaet til contractor-1', about, decidedAt: null });
  const byLetter = await officer().fileComplaint({ params, body: { about, filedBy: 'Brev AS' } });
  const seenBy = async (role: string) =>
    (await procurement.as(role).listComplaints({ params })).body.items.map((one) => one.filedBy);
  expect(await seenBy('contractor-1')).toEqual(['Firmaet til contractor-1']);
  expect(await seenBy('contractor-2')).toEqual([]);
  expect(await seenBy('auditor')).toEqual(['Firmaet til contractor-1', 'Brev AS']);

  const { complaintId } = filed.body;
  const decide = { params: { ...params, complaintId }, body: { outcome: 'rejected' as const, reason } };
  expect((await officer().decideComplaint(decide)).body).toMatchObject({ outcome: 'rejected', reason });
  expect(await refusal(officer().decideComplaint(decide))).toEqual([409, 'complaint_decided']);
  const unknown = { ...decide, params: { ...params, complaintId: 'nobody' } };
  expect(await refusal(officer().decideComplaint(unknown))).toEqual([404, 'complaint_not_found']);
  expect(byLetter.body.supplierId).toBeNull();
});

test('whose complaint it is must be said by an officer, and is known of a contractor', async () => {
  const params = await published();
  const about = 'x';
  const nobody = officer().fileComplaint({ params, body: { about } });
  expect(await refusal(nobody)).toEqual([422, 'complainant_missing']);
  const another = procurement
    .as('contractor-1')
    .fileComplaint({ params, body: { about, filedBy: 'Andre AS' } });
  expect(await refusal(another)).toEqual([422, 'complainant_not_used']);
  const stranger = procurement.as('contractor-3').fileComplaint({ params, body: { about } });
  expect(await refusal(stranger)).toEqual([422, 'supplier_not_found']);
});

test('a competition for named firms is to others as one that is not there', async () => {
  const [invited] = [await supplierOf('contractor-1'), await supplierOf('contractor-2')];
  const params = await published('limited_tender', { invitedSupplierIds: [invited] });
  const about = 'x';
  const problemOf = async (given: typeof params) => {
    const call = procurement.as('contractor-2').fileComplaint({ params: given, body: { about } });
    return await call.catch(({ problem }) => problem);
  };
  expect(await problemOf(params)).toEqual(await problemOf({ procurementId: 'nothing' }));
  await procurement.as('contractor-1').fileComplaint({ params, body: { about } });
});

test('the journal is whole, and every state is the fold of it', async () => {
  expect(await verifyJournal(procurement.store, aggregates)).toEqual([]);
});
