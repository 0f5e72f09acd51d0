import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { jpegOf, upload } from './photos.ts';
import { type RunningMaintenance, startMaintenance } from './running.ts';
import { openScene } from './scene.ts';

let maintenance: RunningMaintenance;
/** Another instance on the same database. */
let other: RunningMaintenance;
let scene: ReturnType<typeof openScene>;
beforeAll(async () => {
  maintenance = await startMaintenance();
  other = await startMaintenance({ MONGO_URI: maintenance.config.MONGO_URI });
  scene = openScene(maintenance);
});
afterAll(async () => {
  await other?.stop();
  await maintenance?.stop();
});

/** Jobs of one building, each with a photo of its own. */
async function jobsWithPhotos(count: number): Promise<readonly string[]> {
  const first = await scene.registerJob();
  const { buildingId } = (await scene.officer.getJob({ params: { jobId: first } })).body;
  const ids = [first];
  while (ids.length < count)
    ids.push(
      (await scene.officer.registerJob({ body: { buildingId, title: `Taket lekker ${ids.length}` } })).body
        .jobId,
    );
  for (const [index, jobId] of ids.entries())
    await scene.officer.addJobFile({ params: { jobId }, ...upload(await jpegOf(`#00${index}`)) });
  return ids;
}
const merge = (jobId: string, duplicateOf: string, by = maintenance) =>
  by.as('property.officer').mergeJob({ params: { jobId }, body: { duplicateOf } });
const photosOn = async (jobId: string) =>
  (await scene.officer.listJobFiles({ params: { jobId } })).body.items.map((file) => file.jobId).sort();
const read = async (jobId: string) => (await scene.officer.getJob({ params: { jobId } })).body;

test('the original shows the photos of all that was merged into it, over several steps, and from which', async () => {
  const [a, b, c] = (await jobsWithPhotos(3)) as [string, string, string];
  await merge(a, b);
  await merge(b, c);
  expect(await photosOn(c)).toEqual([a, b, c].sort());
  expect((await read(c)).duplicates).toEqual([b]);
});

test('a job that is taken up again takes its photos back, and those of what was merged into it', async () => {
  const [a, b, c] = (await jobsWithPhotos(3)) as [string, string, string];
  await merge(a, b);
  await merge(b, c);
  await scene.officer.reopenJob({ params: { jobId: b }, body: { reason: 'Et annet tak' } });
  expect([await photosOn(b), await photosOn(c)]).toEqual([[a, b].sort(), [c]]);
  expect(await read(c)).toMatchObject({ duplicates: [] });
});

test('two instances that merge jobs in a circle leave one that stands, with all the photos', async () => {
  for (let round = 0; round < 5; round++) {
    const ids = await jobsWithPhotos(3);
    const tries = await Promise.allSettled(
      ids.map((jobId, index) =>
        merge(jobId, ids[(index + 1) % ids.length]!, index % 2 === 0 ? maintenance : other),
      ),
    );
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ problem: { code: 'wrong_state' } });
    const jobs = await Promise.all(ids.map(read));
    const standing = jobs.filter(({ status }) => status !== 'merged');
    expect(standing.length).toBeGreaterThanOrEqual(1);
    const shown = await Promise.all(standing.map(({ jobId }) => photosOn(jobId)));
    expect(shown.flat().sort()).toEqual([...ids].sort());
  }
});
