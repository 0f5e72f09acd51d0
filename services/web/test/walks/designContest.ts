import { expect, test } from '@jest/globals';
import { prepare } from '../../../../infra/demo/procurement/prepare.ts';
import {
  dealTenderKey,
  makeKeyRing,
  openEnvelopes,
  submitSealed,
  untilClosed,
} from '../../../../infra/demo/procurement/sealedBids.ts';
import type { Page } from '../../../../infra/test/browser.ts';
import { field, press, scene, seen, signedInAs, unfold } from '../consoleScene.ts';

/** Each entry is sealed and handed in within a second. */
const openForMs = 8000;
const firms = { 'contractor-1': 'Eksempel Bygg AS', 'contractor-2': 'Prøve Rør og Varme AS' } as const;
/** Machines in the roles of two of the jury; the third is a person in the browser. */
const others = ['project.owner', 'portfolio.controller'] as const;

const prepared = () =>
  prepare(scene.world(), {
    facts: {
      ...{ title: 'Nytt bibliotek', procedure: 'design_contest', kind: 'services' },
      ...{ measureId: scene.cast().measureId, estimatedValueOre: 100_000_000, cpvCodes: ['71200000'] },
    },
    specification: {
      lots: [{ lotId: 'LOT-1', title: 'Biblioteket', estimatedValueOre: 100_000_000 }],
      noLotsReason: 'Bygget er ett.',
      criteria: [
        { criterionId: 'K', title: 'Arkitektur', type: 'quality', weightPercent: 70 },
        { criterionId: 'M', title: 'Utslipp', type: 'climate', weightPercent: 30 },
      ],
      priceModel: { type: 'linear' },
      climate: { treatment: 'weighted' },
      requirements: [],
      result: { type: 'prizes' },
    },
  });

/** Names the jury and the prizes; too few members are refused at their place. */
async function setUp(anne: Page): Promise<void> {
  await unfold(anne, 'Oppnevn jury og fastsett premier');
  for (const [row, subject] of ['petra-prosjekt', ...others].entries()) {
    if (row === 2) {
      await press(anne, 'Lagre jury og premier');
      await seen(anne, 'Juryen må ha minst 3 medlemmer.');
    }
    await field(anne, new RegExp(`^Medlem ${row + 1}: brukernavn`)).fill(subject);
    await field(anne, new RegExp(`^Medlem ${row + 1}: yrke`)).fill('arkitekt');
  }
  await field(anne, 'Den som anonymiserer utkastene').fill('inger-innsyn');
  await field(anne, 'Premier i kroner').fill('300 000\n100 000');
  await press(anne, 'Lagre jury og premier');
  await seen(anne, 'Juryen og premiene er lagret.');
}

/** Publishes the contest, has both firms hand in, and opens what they handed in. */
async function handInAndOpen(procurementId: string): Promise<void> {
  const world = scene.world();
  const ring = await makeKeyRing(world);
  const dealt = await dealTenderKey(world, procurementId);
  const deadline = new Date(Date.now() + openForMs).toISOString();
  const params = { procurementId };
  await world
    .as('procurement.officer')
    .procurement.publishProcurement({ params, body: { bidsDeadline: deadline } });
  for (const client of Object.keys(firms)) {
    const quality = { answers: [{ id: 'K', text: `Et hus i tre, ${client}` }], prices: [] };
    await submitSealed(world, client, procurementId, { quality, price: { answers: [], prices: [] } });
  }
  await untilClosed(world, procurementId, deadline);
  await openEnvelopes(world, { procurementId, dealt, ring, envelope: 'quality' });
}

test('a contest is judged by codes, and the names are seen when all of the jury have signed', async () => {
  const { procurementId } = await prepared();
  const path = `/anskaffelser/${procurementId}/jury`;
  const params = { procurementId };
  const anne = await signedInAs('Anne Anbud', path);
  await setUp(anne);
  await handInAndOpen(procurementId);
  const petra = await signedInAs('Petra Prosjekt', path);
  await unfold(petra, 'Gi erklæring om uavhengighet');
  await field(petra, /^Er du uavhengig/).selectOption('ja');
  await field(petra, /^Hva du bygger det på/).fill('Kjenner ingen av dem.');
  await press(petra, 'Gi erklæringen');
  await seen(petra, 'Erklæringen er gitt.');
  const body = { isIndependent: true, statement: 'Kjenner ingen.' };
  for (const client of others)
    await scene.world().as(client).procurement.declareIndependence({ params, body });

  const inger = await signedInAs('Inger Innsyn', path);
  for (const name of Object.values(firms)) {
    await unfold(inger, 'Gi et utkast kode');
    await field(inger, 'Levert av').selectOption({ label: name });
    await field(inger, 'Det juryen skal få se').fill('Et bibliotek i tre');
    await press(inger, 'Gi utkastet en kode');
    await seen(inger, 'Utkastet har fått en kode.');
  }
  await press(inger, 'Gi juryen utkastene');
  await seen(inger, 'Juryen har fått utkastene.');

  await petra.reload();
  await unfold(petra, 'Skriv ned rangeringen');
  for (const [at, place] of (await petra.getByLabel(/^Plass til/).all()).entries())
    await place.fill(`${at + 1}`);
  for (const opinion of await petra.getByLabel(/^Vurdering av/).all()) await opinion.fill('Godt plassert.');
  await press(petra, 'Lagre rangeringen');
  await seen(petra, 'Rangeringen er skrevet ned.');
  await press(petra, 'Signer rangeringen');
  await seen(petra, 'Du har signert rangeringen.');
  for (const client of others)
    await scene
      .world()
      .as(client)
      .procurement.signJuryRanking({ params, body: { version: 1 } });
  await anne.reload();
  expect(await anne.locator('main').textContent()).not.toContain(firms['contractor-1']);
  await press(anne, 'Gjør navnene kjent og fordel premiene');
  await seen(anne, firms['contractor-1']);
  await seen(anne, /Signert av: Petra Prosjekt/);
  expect(scene.complaints).toEqual([]);
}, 240_000);
