import { expect, test } from '@jest/globals';
import type { RunFile } from '../../local/runFile.ts';
import { seed } from '../../local/seed.ts';
import { scene } from '../playScene.ts';

/** All that the seed loads, as the services show it. */
async function loaded() {
  const { projects, procurement, maintenance } = scene.world().as('procurement.officer');
  const query = { limit: 200 };
  return {
    frames: (await projects.listFrames({ query })).body.items,
    measures: (await projects.listMeasures({ query })).body.items,
    buildings: (await maintenance.listBuildings({ query })).body.items,
    suppliers: (await procurement.listSuppliers({ query })).body.items,
    agreements: (await procurement.listFrameworkAgreements({ query })).body.items,
  };
}

test('the first start loads frames, measures, buildings, suppliers and an agreement', async () => {
  const { frames, measures, buildings, suppliers, agreements } = await loaded();
  expect([frames.length, measures.length, buildings.length, suppliers.length]).toEqual([8, 23, 10, 3]);
  const [agreement] = agreements;
  expect(agreement?.suppliers.map(({ name }) => name)).toEqual(suppliers.map(({ name }) => name));
  const total = (await scene.world().as('auditor').projects.getPortfolio()).body.total;
  expect(total.amountOre).toBe(73_000_000_00);
});

test('the run file tells which supplier each demo contractor is', async () => {
  const { suppliers } = await loaded();
  const { clients } = scene.system().run();
  const contractors = ['contractor-1', 'contractor-2', 'contractor-3'].map((name) => clients[name]);
  expect(contractors.map((one) => one?.supplierId)).toEqual(suppliers.map(({ supplierId }) => supplierId));
  expect(contractors.map((one) => one?.organisationNumber)).toEqual(
    suppliers.map(({ organisationNumber }) => organisationNumber),
  );
});

test('a second run changes nothing', async () => {
  const before = await loaded();
  const run: RunFile = structuredClone(scene.system().run());
  await seed(run);
  expect(await loaded()).toEqual(before);
  expect(run.clients).toEqual(scene.system().run().clients);
});
