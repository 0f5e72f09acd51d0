import { afterAll, beforeAll, expect, test } from '@jest/globals';
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

const bare = { address: null, matrikkel: null };
const unit = (municipalityNumber: string) => ({ municipalityNumber, gnr: 21, bnr: 7 });

test('a property is found by every id that it ever had, and as of a day only by the one of that day', async () => {
  const matrikkelIds = [unit('0219'), unit('3024'), unit('3201')];
  const { body: added } = await scene.officer.addProperty({ body: { name: 'Gjettum skole', matrikkelIds } });
  const { officer } = scene;
  const found = async (matrikkel: string, on?: string) => {
    const { body } = await officer.listProperties({ query: { matrikkel, ...(on && { on }) } });
    return body.items.map(({ propertyId }) => propertyId);
  };
  for (const id of ['0219-21/7', '3024-21/7', '3201-21/7'])
    expect(await found(id)).toEqual([added.propertyId]);
  expect(await found('0219-21/7', '2019-12-31')).toEqual([added.propertyId]);
  expect(await found('0219-21/7', '2020-01-01')).toEqual([]);
  expect(await found('3024-21/7', '2020-01-01')).toEqual([added.propertyId]);
  expect(await found('3201-21/70')).toEqual([]);

  const building = await officer.addBuilding({
    body: { name: 'Hovedbygg', ...bare, propertyId: added.propertyId },
  });
  const { body } = await officer.listBuildings({ query: { matrikkel: '0219-21/7' } });
  expect(body.items).toEqual([building.body]);
});

test('buildings are found by the beginnings of words, by number and by reference, page by page', async () => {
  const { officer } = scene;
  for (const [at, name] of ['Ærfugl barnehage 2', 'Ærfugl barnehage 10', 'Ærfugl sykehjem'].entries())
    await officer.addBuilding({
      body: {
        name,
        ...bare,
        address: 'Tårnveien 3',
        buildingNumber: `30012345${at}`,
        reference: `FDV-${at}`,
      },
    });
  const names = async (query: object) =>
    (await officer.listBuildings({ query })).body.items.map(({ name }) => name);
  expect(await names({ words: 'barneh ærf' })).toEqual(['Ærfugl barnehage 2', 'Ærfugl barnehage 10']);
  expect(await names({ words: 'tårnv sykehjem' })).toEqual(['Ærfugl sykehjem']);
  expect(await names({ words: '(.*)' })).not.toContain(undefined);
  expect(await names({ words: 'barnehagene' })).toEqual([]);
  expect(await names({ buildingNumber: '300123451' })).toEqual(['Ærfugl barnehage 10']);
  expect(await names({ reference: 'FDV-2' })).toEqual(['Ærfugl sykehjem']);
  const first = await officer.listBuildings({ query: { words: 'ærfugl', limit: 2 } });
  const second = await officer.listBuildings({
    query: { words: 'ærfugl', limit: 2, cursor: first.body.next! },
  });
  expect(second.body).toMatchObject({ items: [{ name: 'Ærfugl sykehjem' }], next: null });
});

test('of two that ask for the same building number at the same moment one gets it, and who leaves it frees it', async () => {
  const { officer } = scene;
  const body = (name: string) => ({ name, ...bare, buildingNumber: '139999999' });
  const answers = await Promise.allSettled(
    [1, 2, 3].map((at) => officer.addBuilding({ body: body(`Bod ${at}`) })),
  );
  const added = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  expect(added).toHaveLength(1);
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ status: 409, problem: { code: 'building_number_taken' } });
  const [{ body: first, etag }] = added as [(typeof added)[0]];
  const params = { buildingId: first.buildingId };
  await officer.changeBuilding({ params, body: { name: first.name, ...bare } }, { ifMatch: etag! });
  await expect(
    officer.changeBuilding({ params, body: body('For sent ute') }, { ifMatch: etag! }),
  ).rejects.toMatchObject({ status: 412 });
  const { body: next } = await officer.addBuilding({ body: body('Ny bod') });
  expect((await officer.listBuildings({ query: { buildingNumber: '139999999' } })).body.items).toEqual([
    next,
  ]);
});

test('a building keeps its coordinates, area and use, and is refused outside of Norway with the field named', async () => {
  const { officer } = scene;
  const more = { floorAreaM2: 1234.5, use: 'Skole', coordinates: { latitude: 59.915, longitude: 10.51 } };
  const { body: added } = await officer.addBuilding({ body: { name: 'Levre skole', ...bare, ...more } });
  expect((await officer.getBuilding({ params: { buildingId: added.buildingId } })).body).toMatchObject(more);
  const swapped = { coordinates: { latitude: 10.51, longitude: 59.915 } };
  await expect(officer.addBuilding({ body: { name: 'Levre', ...bare, ...swapped } })).rejects.toMatchObject({
    status: 400,
    problem: { errors: [{ path: 'body.coordinates.latitude' }, { path: 'body.coordinates.longitude' }] },
  });
  await expect(
    officer.addBuilding({ body: { name: 'Levre', ...bare, propertyId: 'missing' } }),
  ).rejects.toMatchObject({ status: 422, problem: { code: 'property_not_found' } });
});

test('only those who keep the register change it, and no contractor reads it', async () => {
  const { body: building } = await scene.officer.addBuilding({ body: { name: 'Vakt', ...bare } });
  const { buildingId } = building;
  const room = { params: { buildingId }, body: { number: '1' } };
  await expect(maintenance.as('project.owner').addRoom(room)).rejects.toMatchObject({ status: 403 });
  await expect(maintenance.as('contractor-1').listRooms({ params: { buildingId } })).rejects.toMatchObject({
    status: 403,
  });
  await expect(maintenance.as('auditor').addProperty({ body: { name: 'x' } })).rejects.toMatchObject({
    status: 403,
  });
  expect((await maintenance.as('auditor').listRooms({ params: { buildingId } })).body.items).toEqual([]);
});

test("a building's rooms stand by number, each number once, and the contractor of an order sees which it is", async () => {
  const { officer } = scene;
  const { body: building } = await officer.addBuilding({ body: { name: 'Emma Hjorth skole', ...bare } });
  const params = { buildingId: building.buildingId };
  for (const number of ['A10', 'A2', 'a1'])
    await officer.addRoom({ params, body: { number, name: 'Klasserom', areaM2: 61.2 } });
  const { body } = await officer.listRooms({ params });
  expect(body.items.map(({ number }) => number)).toEqual(['a1', 'A2', 'A10']);
  await expect(officer.addRoom({ params, body: { number: 'a2' } })).rejects.toMatchObject({
    problem: { code: 'room_number_taken' },
  });
  const [{ roomId }] = body.items as [(typeof body.items)[0]];
  await officer.changeRoom({ params: { roomId }, body: { number: 'A1', name: 'Gymsal' } });
  expect((await officer.getRoom({ params: { roomId } })).body).toMatchObject({
    number: 'A1',
    name: 'Gymsal',
    areaM2: null,
  });

  const { body: job } = await officer.registerJob({
    body: { ...params, roomId, title: 'Ribbevegg løs' },
  });
  expect(job).toMatchObject({ roomId });
  const { body: other } = await officer.addBuilding({ body: { name: 'En annen', ...bare } });
  await expect(
    officer.registerJob({ body: { buildingId: other.buildingId, roomId, title: 'Feil hus' } }),
  ).rejects.toMatchObject({ status: 422, problem: { code: 'room_not_found' } });

  const { callOffId, orderId } = await scene.offered({ jobIds: [job.jobId] });
  const { body: offer } = await maintenance.as('contractor-1').getCallOff({ params: { callOffId } });
  expect(offer.places).toMatchObject([
    { name: 'Emma Hjorth skole', rooms: [{ number: 'A1', name: 'Gymsal' }] },
  ]);
  const offered = maintenance.publishedOf(orderId).find(({ type }) => type === 'calloff.offered');
  expect(offered?.data.places).toMatchObject([{ rooms: [{ roomId, number: 'A1', name: 'Gymsal' }] }]);
});
