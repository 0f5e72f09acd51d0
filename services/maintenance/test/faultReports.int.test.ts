import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { reporterTimers } from '../src/faultReport/reporter.ts';
import { reportsPerHourMax } from '../src/faultReport/reportLinks.ts';
import { jpegOf, pdf, upload } from './photos.ts';
import { type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  scene = openScene(maintenance);
});
afterAll(async () => {
  await maintenance?.stop();
});

const anybody = () => maintenance.as();
const contact = { name: 'Kari Nordmann', email: 'kari@example.no', phone: '+47 400 00 000' };

/** A building with a link, and its token as it stands in the QR code. */
async function linked() {
  const { body: building } = await scene.officer.addBuilding({
    body: { name: 'Jong skole', address: 'Jongsåsveien 1', matrikkel: null },
  });
  const { buildingId } = building;
  const { body: link } = await scene.officer.makeReportLink({
    params: { buildingId },
    body: { label: 'Hovedinngangen' },
  });
  return { buildingId, link, token: link.url.split('/').at(-1)! };
}
const report = (token: string, more: object = {}, idempotencyKey: string = randomUUID()) =>
  anybody().reportFault(
    { params: { token }, body: { what: 'Det lekker i garderoben', where: '2. etasje', ...more } },
    { idempotencyKey },
  );
const jobsOf = async (buildingId: string) =>
  (await scene.officer.listJobs({ query: { buildingId } })).body.items;
const statusOf = async (receipt: string) =>
  (await anybody().getFaultReport({ params: { receipt } })).body.status;
const everythingIn = async (collection: string) =>
  JSON.stringify(await maintenance.store.db.collection(collection).find({}).toArray());

test('anybody who holds the link reports a fault with photos, and officers see what, where and by whom', async () => {
  const { buildingId, link, token } = await linked();
  expect(link.url).toMatch(/^https:\/\/tiltak\.example\.no\/meld\/[\w-]{22}$/);
  const { body: place } = await anybody().getReportPlace({ params: { token } });
  expect(place).toEqual({
    ...{ buildingName: 'Jong skole', address: 'Jongsåsveien 1', label: 'Hovedinngangen', keepDays: 90 },
  });
  const { receipt } = (await report(token, contact)).body;
  await anybody().addReportPhoto({ params: { receipt }, ...upload(await jpegOf('#123')) });
  const [job] = await jobsOf(buildingId);
  expect(job).toMatchObject({
    ...{ title: 'Det lekker i garderoben', location: '2. etasje', source: 'public', status: 'registered' },
    fileCount: 1,
  });
  const params = { jobId: job!.jobId };
  const { items } = (await scene.officer.listReporters({ params })).body;
  expect(items).toMatchObject([{ ...contact, jobId: job!.jobId, erasedAt: null }]);
});

test('a report that is sent twice is registered once, with one receipt and one photo', async () => {
  const { buildingId, token } = await linked();
  const key = randomUUID();
  const [one, two] = await Promise.all([report(token, {}, key), report(token, {}, key)]);
  expect(two.body).toEqual(one.body);
  expect((await report(token, {}, key)).body).toEqual(one.body);
  // What answers a repetition is kept for ever; the secret is not in it.
  for (const collection of ['journal', 'timers', 'jobs'])
    expect(await everythingIn(collection)).not.toContain(one.body.receipt);
  const photo = upload(await jpegOf('#456'));
  for (let time = 0; time < 2; time++) await anybody().addReportPhoto({ params: one.body, ...photo });
  expect(await jobsOf(buildingId)).toMatchObject([{ fileCount: 1 }]);
});

test('by a link that is revoked or wrong nothing is reported', async () => {
  const { buildingId, link, token } = await linked();
  const params = { buildingId, linkId: link.linkId };
  await scene.officer.revokeReportLink({ params, body: { reason: 'Plakaten er borte' } });
  const revoked = { status: 410, problem: { code: 'link_revoked' } };
  await expect(report(token)).rejects.toMatchObject(revoked);
  await expect(anybody().getReportPlace({ params: { token } })).rejects.toMatchObject(revoked);
  await expect(report('x'.repeat(22))).rejects.toMatchObject({ status: 404 });
  await expect(report('x')).rejects.toMatchObject({ status: 400 });
  expect(await jobsOf(buildingId)).toEqual([]);
  // Another building's officer page doesn't revoke it either.
  const other = await linked();
  const wrong = { buildingId: other.buildingId, linkId: link.linkId };
  await expect(
    scene.officer.revokeReportLink({ params: wrong, body: { reason: 'Feil bygg' } }),
  ).rejects.toMatchObject({ status: 404 });
});

test('a revocation and a report that race have one order: what was acknowledged is registered', async () => {
  const { buildingId, link, token } = await linked();
  const params = { buildingId, linkId: link.linkId };
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: 5 }, () => report(token)),
    scene.officer.revokeReportLink({ params, body: { reason: 'Byttes' } }),
    ...Array.from({ length: 5 }, () => report(token)),
  ]);
  const taken = outcomes.filter((one) => one.status === 'fulfilled' && 'receipt' in one.value.body);
  expect(await jobsOf(buildingId)).toHaveLength(taken.length);
});

test('one link takes a bounded number of reports an hour', async () => {
  const { buildingId, token } = await linked();
  const outcomes = await Promise.allSettled(
    Array.from({ length: reportsPerHourMax + 5 }, () => report(token)),
  );
  const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(5);
  for (const reason of refused)
    expect(reason).toMatchObject({ status: 429, problem: { code: 'too_many_reports' } });
  expect(await jobsOf(buildingId)).toHaveLength(reportsPerHourMax);
});

test('a report takes three photos, and nothing that is none', async () => {
  const { token } = await linked();
  const { body: params } = await report(token);
  const add = (bytes: Uint8Array) => anybody().addReportPhoto({ params, ...upload(bytes) });
  await expect(add(pdf)).rejects.toMatchObject({ problem: { code: 'file_type_not_allowed' } });
  await expect(add(Buffer.from('PK\x03\x04'))).rejects.toMatchObject({
    problem: { code: 'file_type_not_allowed' },
  });
  for (const colour of ['#100', '#200', '#300']) await add(await jpegOf(colour));
  await expect(add(await jpegOf('#400'))).rejects.toMatchObject({ problem: { code: 'too_many_files' } });
});

test('the reporter follows the case through a merge, and is told nothing of people and reasons', async () => {
  const { buildingId, token } = await linked();
  const { receipt } = (await report(token, contact)).body;
  const [job] = await jobsOf(buildingId);
  const { body: original } = await scene.officer.registerJob({
    body: { buildingId, title: 'Vann i kjeller' },
  });
  expect(await statusOf(receipt)).toBe('received');
  const params = { jobId: job!.jobId };
  const grades = { buildingPart: '31', conditionGrade: 'TG3', consequenceGrade: 'KG2' } as const;
  await scene.officer.triageJob({ params, body: grades });
  expect(await statusOf(receipt)).toBe('assessed');
  await scene.officer.mergeJob({ params, body: { duplicateOf: original.jobId } });
  await scene.officer.approveJob({ params: { jobId: original.jobId } });
  expect(await statusOf(receipt)).toBe('approved');
  const told = await anybody().getFaultReport({ params: { receipt } });
  expect(Object.keys(told.body).sort()).toEqual(
    ['buildingName', 'deferredTo', 'photos', 'reportedAt', 'status'].sort(),
  );
  const { items } = (await scene.officer.listReporters({ params: { jobId: original.jobId } })).body;
  expect(items).toMatchObject([{ jobId: job!.jobId, name: contact.name }]);
});

test('who reported is in no event, is shown to officers only, and is gone when it is deleted', async () => {
  const { buildingId, token } = await linked();
  const own = { name: 'Kanari Fugl', email: 'kanari@example.no', phone: '90 00 00 01' };
  await report(token, own);
  const [job] = await jobsOf(buildingId);
  const params = { jobId: job!.jobId };
  for (const role of ['auditor', 'contractor-1', 'project.owner'])
    await expect(maintenance.as(role).listReporters({ params })).rejects.toMatchObject({ status: 403 });
  const traces = /Kanari|90 00 00 01/;
  for (const collection of ['journal', 'jobs', 'reportLinks', 'timers'])
    expect(await everythingIn(collection)).not.toMatch(traces);
  expect(await everythingIn('documents')).toMatch(traces);
  await scene.officer.eraseReporter({ params });
  expect(await everythingIn('documents')).not.toMatch(traces);
  const { items } = (await scene.officer.listReporters({ params })).body;
  expect(items).toMatchObject([{ name: null, email: null, phone: null, erasedAt: expect.any(String) }]);
});

test('a contact is deleted by itself some days after the case has ended, and not while it lasts', async () => {
  const { buildingId, token } = await linked();
  await report(token, contact);
  const [job] = await jobsOf(buildingId);
  const { jobId } = job!;
  const dayMs = 24 * 3_600_000;
  /** What the daily look does, `days` from now. */
  const lookAfter = (days: number) => {
    const { reporterDue } = reporterTimers(90);
    const work = reporterDue!({ id: `reporter:${jobId}`, kind: 'reporterDue', payload: { jobId } });
    const at = new Date(Date.now() + days * dayMs).toISOString();
    return maintenance.store.transact(
      async (reads) => {
        const step = await work(reads);
        return (stage) => step({ ...stage, at });
      },
      { actor: 'test' },
    );
  };
  const nameNow = async () => (await scene.officer.listReporters({ params: { jobId } })).body.items[0]?.name;
  await lookAfter(400);
  expect(await nameNow()).toBe(contact.name);
  await scene.officer.rejectJob({ params: { jobId }, body: { reason: 'Allerede utbedret' } });
  await lookAfter(401);
  await lookAfter(401 + 88);
  expect(await nameNow()).toBe(contact.name);
  await lookAfter(401 + 89);
  expect(await nameNow()).toBeNull();
});
