import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { tokenFor } from '../../../infra/test/tokens.ts';
import { sweepAfterMs, sweepFiles } from '../src/file/sweep.ts';
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

const add = async (jobId: string, bytes: Uint8Array, { mediaType = 'image/jpeg', name = 'tak.jpg' } = {}) =>
  (
    await scene.officer.addJobFile({
      params: { jobId },
      query: { name },
      ...upload(bytes, mediaType),
    })
  ).body;
const filesOf = async (jobId: string) => (await scene.officer.listJobFiles({ params: { jobId } })).body.items;
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);
const chunks = () => maintenance.store.db.collection('jobFiles.chunks').countDocuments();

test('a photo is read back as it is kept, with its name, and a document is saved under its own', async () => {
  const jobId = await scene.registerJob();
  const photo = await add(jobId, await jpegOf('#123'), { name: 'C:\\bilder\\råte på taket.png' });
  expect(photo).toMatchObject({ name: 'råte på taket.jpg', mediaType: 'image/jpeg', hasPreview: true });
  const document = await add(jobId, pdf, { name: 'rapport.jpg' });
  expect(document).toMatchObject({ name: 'rapport.pdf', mediaType: 'application/pdf', hasPreview: false });
  expect(await filesOf(jobId)).toEqual([photo, document]);
  const read = (fileId: string, size?: 'preview') =>
    scene.officer.getJobFile({ params: { jobId, fileId }, query: { ...(size && { size }) } });
  const full = (await read(photo.fileId)).body;
  expect([full.bytes.length, full.mediaType, full.name]).toEqual([photo.bytes, 'image/jpeg', undefined]);
  expect((await sharp((await read(photo.fileId, 'preview')).body.bytes).metadata()).format).toBe('jpeg');
  const saved = (await read(document.fileId)).body;
  expect([Buffer.from(saved.bytes), saved.name]).toEqual([pdf, 'rapport.pdf']);
  expect((await scene.officer.getJob({ params: { jobId } })).body.fileCount).toBe(2);
});

describe('a file is refused, and nothing of it is kept,', () => {
  const refusals: readonly (readonly [string, () => Promise<Uint8Array> | Uint8Array, string])[] = [
    ['that is a zip called photo', () => Buffer.from('PK\x03\x04 and so on'), 'file_type_not_allowed'],
    [
      'that is HEIC',
      () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic')]),
      'heic_not_supported',
    ],
    ['that is half a JPEG', async () => half(await jpegOf('#456')), 'file_damaged'],
    ['that is half a PDF', () => half(pdf), 'file_damaged'],
    [
      'that unpacks to a wall of pixels',
      () =>
        sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      'photo_too_large',
    ],
  ];
  test.each(refusals)('%s', async (_name, bytes, code) => {
    const jobId = await scene.registerJob();
    const before = await chunks();
    await expect(add(jobId, await bytes())).rejects.toMatchObject({ status: 422, problem: { code } });
    expect([await chunks(), await filesOf(jobId)]).toEqual([before, []]);
  });

  test('that is larger than 15 MB, or of another declared type', async () => {
    const jobId = await scene.registerJob();
    const send = async (body: Uint8Array, type: string) =>
      (
        await fetch(`${maintenance.url}/jobs/${jobId}/files`, {
          method: 'POST',
          headers: { 'Content-Type': type, Authorization: `Bearer ${await tokenFor('property.officer')}` },
          body: new Uint8Array(body),
        })
      ).status;
    // The answer may come, or the connection may end, while the bytes are still on their way.
    expect([413, 0]).toContain(await send(Buffer.alloc(20 * 1024 * 1024), 'image/jpeg').catch(() => 0));
    expect(await send(await jpegOf('#789'), 'application/zip')).toBe(415);
    expect(await filesOf(jobId)).toEqual([]);
  });

  test('that a merged job is to get', async () => {
    const [jobId, duplicateOf] = await twoJobs();
    await scene.officer.mergeJob({ params: { jobId }, body: { duplicateOf } });
    await expect(add(jobId, pdf)).rejects.toMatchObject({ problem: { code: 'wrong_state' } });
  });
});

test('a photo that is sent twice is there once, by its key and by its bytes', async () => {
  const jobId = await scene.registerJob();
  const bytes = await jpegOf('#abc');
  const send = () =>
    scene.officer.addJobFile({ params: { jobId }, ...upload(bytes) }, { idempotencyKey: `key-${jobId}` });
  const [one, two] = await Promise.all([send(), send()]);
  expect(two.body).toEqual(one.body);
  expect(await add(jobId, bytes)).toEqual(one.body);
  expect(await filesOf(jobId)).toHaveLength(1);
});

test('a file that is taken away is gone with its bytes, and why stays in the history', async () => {
  const jobId = await scene.registerJob();
  const before = await chunks();
  const { fileId } = await add(jobId, await jpegOf('#def'));
  const params = { jobId, fileId };
  await scene.officer.removeJobFile({ params, body: { reason: 'Viser et barn' } });
  expect([await filesOf(jobId), await chunks()]).toEqual([[], before]);
  await expect(scene.officer.getJobFile({ params })).rejects.toMatchObject({ status: 404 });
  const rows = await maintenance.store.journal.find({ stream: jobId }).toArray();
  expect(rows.map(({ type, data }) => [type, data]).at(-1)).toEqual([
    'JobFileRemoved',
    { fileId, reason: 'Viser et barn' },
  ]);
});

test('bytes that no fact has named for an hour are swept away, and no others', async () => {
  const jobId = await scene.registerJob();
  const kept = await add(jobId, await jpegOf('#111'));
  const at = (ms: number) => ({ ...maintenance.store, now: () => new Date(Date.now() + ms) });
  await sweepFiles(at(sweepAfterMs + 60_000)); // What the tests before this one have left.
  const before = await chunks();
  await expect(add('no-such-job', pdf)).rejects.toMatchObject({ status: 404 });
  await add(jobId, await jpegOf('#111')); // Again: the new copy of its bytes has no name.
  expect(await chunks()).toBe(before + 2);
  await sweepFiles(at(sweepAfterMs - 60_000));
  expect(await chunks()).toBe(before + 2);
  await sweepFiles(at(sweepAfterMs + 60_000));
  expect(await chunks()).toBe(before);
  expect(await filesOf(jobId)).toEqual([kept]);
});

describe('a contractor', () => {
  test('reads the files of the jobs that it is asked to do, those of duplicates too, also by its link', async () => {
    const [duplicate, jobId] = await twoJobs();
    const own = await add(jobId, await jpegOf('#222'));
    const others = await add(duplicate, await jpegOf('#333'));
    await scene.officer.mergeJob({ params: { jobId: duplicate }, body: { duplicateOf: jobId } });
    const { callOffId } = await scene.offered({ jobIds: [jobId] });
    const firm = maintenance.as('contractor-1');
    const offer = (await firm.getCallOff({ params: { callOffId } })).body;
    expect(offer.files).toEqual([own, others]);
    const token = await scene.linkOf(callOffId);
    for (const { fileId, jobId: of, bytes } of offer.files!) {
      const read = await firm.getJobFile({ params: { jobId: of, fileId } });
      const byLink = await maintenance.as().getOfferFile({ params: { token, fileId } });
      expect([read.body.bytes.length, byLink.body.bytes.length]).toEqual([bytes, bytes]);
    }
    await firm.answerCallOff({ params: { callOffId }, body: { answer: 'decline', reason: 'Ikke tid' } });
    const params = { jobId, fileId: own.fileId };
    await expect(firm.getJobFile({ params })).rejects.toMatchObject({ status: 404 });
    const byLink = maintenance.as().getOfferFile({ params: { token, fileId: own.fileId } });
    await expect(byLink).rejects.toMatchObject({ status: 404 });
  });

  test('reads no others, and none by the link of another offer', async () => {
    const jobId = await scene.registerJob();
    const { fileId } = await add(jobId, await jpegOf('#444'));
    const { callOffId } = await scene.offered();
    await scene.offered({ jobIds: [jobId] });
    const refused = { status: 404, problem: { code: 'not_found' } };
    for (const role of ['contractor-2', 'contractor-3'])
      await expect(maintenance.as(role).getJobFile({ params: { jobId, fileId } })).rejects.toMatchObject(
        refused,
      );
    const token = await scene.linkOf(callOffId);
    for (const wrong of [token, `${token.slice(0, -2)}xx`, 'x'])
      await expect(maintenance.as().getOfferFile({ params: { token: wrong, fileId } })).rejects.toMatchObject(
        refused,
      );
  });
});

/** Two jobs of one building. */
async function twoJobs(): Promise<readonly [string, string]> {
  const first = await scene.registerJob();
  const { buildingId } = (await scene.officer.getJob({ params: { jobId: first } })).body;
  const { body } = await scene.officer.registerJob({ body: { buildingId, title: 'Taket lekker fortsatt' } });
  return [first, body.jobId];
}
