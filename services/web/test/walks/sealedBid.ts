import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { scoreBids } from '../../../../infra/demo/procurement/evaluate.ts';
import { untilClosed } from '../../../../infra/demo/procurement/sealedBids.ts';
import { field, press, scene, seen, signedInAs } from '../consoleScene.ts';
import { openRecordingProxy } from '../recordingProxy.ts';

const { complaints } = scene;
let proxy: Awaited<ReturnType<typeof openRecordingProxy>>;
beforeAll(async () => {
  proxy = await openRecordingProxy();
});
afterAll(() => proxy?.close());

/** Signs in from a browser whose every request is kept. */
const signedIn = (name: string, path: string) => signedInAs(name, path, { proxy: { server: proxy.url } });

/** Longer than any machine takes to seal a bid: the deadline is moved when the bid is in. */
const openForMs = 3_600_000;
const lots = [{ lotId: 'LOT-1', title: 'Hele taket', estimatedValueOre: 100_000_000 }];
const criteria = [
  { criterionId: 'P', title: 'Pris', type: 'price' as const, weightPercent: 40 },
  { criterionId: 'K', title: 'Gjennomføring', type: 'quality' as const, weightPercent: 30 },
  { criterionId: 'M', title: 'Utslipp', type: 'climate' as const, weightPercent: 30 },
];

/** A competition that has only to be given keys and published. */
async function planned(): Promise<string> {
  const { procurement } = scene.world().as('procurement.officer');
  const { body: measures } = await scene
    .world()
    .as('auditor')
    .projects.listMeasures({ query: { limit: 1 } });
  const measureId = measures.items[0]!.measureId;
  const { body } = await procurement.createProcurement({
    body: {
      ...{ measureId, rehearsal: true },
      ...{ title: 'Nytt tak på Eksempelskolen', kind: 'works', procedure: 'open_tender' },
      ...{ estimatedValueOre: 100_000_000, need: 'Et tett tak.', cpvCodes: ['45261900'] },
    },
  });
  const params = { procurementId: body.procurementId };
  await procurement.planProcurement({ params, body: { publishOn: new Date().toISOString().slice(0, 10) } });
  await procurement.specifyCompetition({
    params,
    body: {
      ...{ lots, criteria, noLotsReason: 'Taket er ett.', result: { type: 'contract' } },
      requirements: [{ requirementId: 'R1', title: 'Erfaring med tak', evidence: 'Tre referanser' }],
      priceModel: { type: 'linear' },
      climate: { treatment: 'weighted' },
    },
  });
  return params.procurementId;
}

async function publish(procurementId: string): Promise<void> {
  const { procurement } = scene.world().as('procurement.officer');
  const bidsDeadline = new Date(Date.now() + openForMs).toISOString();
  await procurement.publishProcurement({ params: { procurementId }, body: { bidsDeadline } });
}

/** Two officers move the deadline to a moment from now, as a rehearsal lets them; resolves when it is over. */
async function closeSoon(procurementId: string): Promise<void> {
  const params = { procurementId };
  const deadline = new Date(Date.now() + 3000).toISOString();
  const body = { deadline, reason: 'Taket må tettes før vinteren.' };
  await scene.world().as('procurement.officer').procurement.proposeShorterDeadline({ params, body });
  await scene.world().as('procurement.officer-2').procurement.approveShorterDeadline({ params });
  await untilClosed(scene.world(), procurementId, deadline);
}

/** Makes an officer's own key in the browser and registers its public half; gives the private one. */
async function ownKey(name: string, procurementId: string) {
  const page = await signedIn(name, `/anskaffelser/${procurementId}/nokler`);
  await press(page, 'Lag en nøkkel i nettleseren');
  await seen(page, 'Nøkkelen er laget.');
  const identity = await field(page, 'Privat nøkkel').inputValue();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Lagre nøkkelen som fil' }).click(),
  ]);
  const keyFile = await readFile(await download.path());
  await press(page, 'Registrer den offentlige nøkkelen');
  await seen(page, 'Den offentlige delen av nøkkelen din er registrert.');
  return { identity, keyFile };
}

async function dealTenderKey(procurementId: string): Promise<void> {
  const dealer = await signedIn('Anne Anbud', `/anskaffelser/${procurementId}/nokler`);
  // What needs the script is shown when the script is there.
  await field(dealer, 'Så mange deler åpner').waitFor();
  for (const holder of await dealer.getByRole('group', { name: 'Nøkkelholdere' }).getByRole('checkbox').all())
    await holder.check();
  await press(dealer, 'Del ut i nettleseren');
  await seen(dealer, 'Nøkkelen er delt ut i 3 deler, og 2 åpner.');
  await press(dealer, 'Registrer nøklene');
  await seen(dealer, 'Nøklene for tilbudene er registrert.');
}

/** Approves the opening, and unwraps the own share with the private key; gives the page and the share. */
async function approved(name: string, procurementId: string, keyFile: Buffer) {
  const page = await signedIn(name, `/anskaffelser/${procurementId}/apning`);
  await press(page, 'Godkjenn åpningen');
  await seen(page, 'Åpningen er godkjent av deg.');
  const file = { name: 'nokkel.txt', mimeType: 'text/plain', buffer: keyFile };
  await field(page, 'Nøkkelfilen din').setInputFiles(file);
  await press(page, 'Pakk ut nøkkeldelen');
  await seen(page, 'Nøkkeldelen er pakket ut.');
  return { page, share: await field(page, 'Nøkkeldelen, pakket ut').inputValue() };
}

const openers = ['Åsmund Åpner', 'Inger Innsyn'] as const;

/** Two openers open the envelopes whose turn it is, the second with both shares; gives that one's page. */
async function openNext(procurementId: string, [one, other]: readonly { readonly keyFile: Buffer }[]) {
  const first = await approved(openers[0], procurementId, one!.keyFile);
  const { page, share } = await approved(openers[1], procurementId, other!.keyFile);
  await field(page, 'Nøkkeldeler').fill(`${first.share}\n${share}`);
  await press(page, 'Åpne konvoluttene');
  return page;
}

/** All that browsers have sent, addresses and bodies. */
const sent = () => Buffer.concat(proxy.bodies.flatMap(({ url, bytes }) => [Buffer.from(url), bytes]));

test('a bid that is sealed in the browser reaches the platform as ciphertext alone, and is opened as it was written', async () => {
  const procurementId = await planned();
  const { procurement } = scene.world().as('procurement.opener');
  const keys: Awaited<ReturnType<typeof ownKey>>[] = [];
  for (const name of [...openers, 'Rita Revisor']) keys.push(await ownKey(name, procurementId));
  await dealTenderKey(procurementId);
  await publish(procurementId);
  const params = { procurementId };

  const bidder = await signedIn('Berit Bygg', `/kunngjoringer/${procurementId}/tilbud`);
  await press(bidder, 'Forsegl og lever');
  await seen(bidder, 'Skriv prisen for minst én delkontrakt.');
  await field(bidder, 'LOT-1: Hele taket').fill('1 234 567,89');
  await field(bidder, /^Vi oppfyller kravet/).check();
  await field(bidder, /^Gjennomføring/).fill('KANARI-svaret');
  const file = { name: 'KANARI-fil.txt', mimeType: 'text/plain', buffer: Buffer.from('KANARI-filen æøå') };
  await field(bidder, /^Filer i kvalitetskonvolutten/).setInputFiles(file);
  await press(bidder, 'Forsegl og lever');
  await seen(bidder, 'Tilbudet er levert.');
  await seen(bidder, 'Signaturen er ekte');
  const hashOf = (kind: string) => bidder.locator(`[data-content-hash=${kind}]`).textContent();
  const [contentHash, priceHash] = [await hashOf('quality'), await hashOf('price')];

  // Both envelopes went through the proxy, and nothing of what is in them.
  expect(sent().toString('latin1').split('age-encryption.org/v1').length - 1).toBe(2);
  for (const plain of ['KANARI', '1 234 567', '1234567', '123456789'])
    expect(sent().includes(plain)).toBe(false);

  await closeSoon(procurementId);
  const opening = await openNext(procurementId, keys);
  await seen(opening, 'Åpningsprotokoll');
  await seen(opening, contentHash!);
  // The private halves have stayed in their browsers.
  for (const { identity } of keys) {
    expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
    expect(sent().includes(identity)).toBe(false);
  }

  const { body: bids } = await procurement.listBids({ params });
  const [bid] = bids.items;
  expect(bid).toMatchObject({
    confirmedRequirementIds: ['R1'],
    answers: [{ id: 'K', text: 'KANARI-svaret' }],
    outcomes: [{ envelope: 'quality', result: 'opened', plaintextSha256: contentHash, findings: [] }],
  });
  const { body: opened } = await procurement.getBidFile({
    params: { ...params, bidId: bid!.bidId, envelope: 'quality' },
    query: { name: file.name },
  });
  expect(Buffer.from(opened.bytes).toString()).toBe('KANARI-filen æøå');

  // The price stays closed until the quality of all is settled, whoever asks.
  expect(bid).toMatchObject({ prices: [] });
  await press(opening, 'Godkjenn åpningen');
  await seen(opening, 'Priskonvoluttene åpnes først når kvaliteten er ferdig vurdert.');
  await scoreBids(scene.world(), procurementId, { [bid!.supplierId]: { K: 8, M: 6 } });
  await seen(await openNext(procurementId, keys), priceHash!);
  const { body: priced } = await procurement.getBid({ params: { ...params, bidId: bid!.bidId } });
  expect(priced).toMatchObject({
    prices: [{ lotId: 'LOT-1', priceOre: 123_456_789 }],
    outcomes: [{ envelope: 'quality' }, { envelope: 'price', plaintextSha256: priceHash }],
  });
  expect(complaints).toEqual([]);
}, 300_000);
