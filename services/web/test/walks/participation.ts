import { expect, test } from '@jest/globals';
import { prepare } from '../../../../infra/demo/procurement/prepare.ts';
import { dealTenderKey, makeKeyRing, untilStatus } from '../../../../infra/demo/procurement/sealedBids.ts';
import { field, follow, press, scene, seen, signedInAs, unfold } from '../consoleScene.ts';

/** Longer than any machine takes to fill a form in: the deadline is moved when what was asked for is in. */
const openForMs = 3_600_000;
/** The firm that Berit Bygg works for. */
const firm = 'Eksempel Bygg AS';
const officer = (name = 'procurement.officer') => scene.world().as(name).procurement;

/** A rehearsal that takes requests or applications now. */
async function published(
  procedure: 'restricted' | 'dynamic_purchasing_system',
  { title, result }: { readonly title: string; readonly result: object },
): Promise<string> {
  const { procurementId } = await prepare(scene.world(), {
    facts: {
      ...{ title, procedure, kind: 'works', measureId: scene.cast().measureId },
      ...{ estimatedValueOre: 500_000_000, need: 'Tette tak.', cpvCodes: ['45261900'] },
    },
    specification: {
      lots: [{ lotId: 'LOT-1', title: 'Takene', estimatedValueOre: 500_000_000 }],
      noLotsReason: 'Takene er like.',
      requirements: [{ requirementId: 'R1', title: 'Erfaring med tak', evidence: 'Tre referanser' }],
      criteria: [
        { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 40 },
        { criterionId: 'K', title: 'Gjennomføring', type: 'quality', weightPercent: 30 },
        { criterionId: 'M', title: 'Utslipp', type: 'climate', weightPercent: 30 },
      ],
      priceModel: { type: 'linear' },
      climate: { treatment: 'weighted' },
      result: result as { readonly type: 'contract' },
    },
  });
  const requestsDeadline = new Date(Date.now() + openForMs).toISOString();
  await officer().publishProcurement({ params: { procurementId }, body: { requestsDeadline } });
  return procurementId;
}

/** Two persons move the deadline to where it is over at once. */
async function endRequests(procurementId: string): Promise<void> {
  const params = { procurementId };
  const deadline = new Date(Date.now() + 3000).toISOString();
  await officer().proposeShorterDeadline({ params, body: { deadline, reason: 'Øvelsen går videre.' } });
  await officer('procurement.officer-2').approveShorterDeadline({ params });
  await untilStatus(scene.world(), procurementId, 'qualification');
}

test('a firm asks to take part from the notice, withdraws, asks anew, and is found qualified', async () => {
  const title = 'Nye tak på skolene';
  const procurementId = await published('restricted', { title, result: { type: 'contract' } });
  // A rehearsal's notice is read by those who are signed in: it is the public's page at another address.
  const berit = await signedInAs('Berit Bygg', `/invitasjoner/${procurementId}`);
  await follow(berit, 'Be om å få delta');
  await unfold(berit, 'Be om å få delta');
  await field(berit, 'Vi oppfyller kravet').check();
  await press(berit, 'Lever forespørselen');
  await seen(berit, 'Skriv hva som dokumenterer kravet');
  await field(berit, 'Dokumentasjon for Erfaring med tak').fill('Tre skoler i nabokommunen');
  await press(berit, 'Lever forespørselen');
  await seen(berit, 'Forespørselen er levert.');
  await unfold(berit, 'Trekk forespørselen');
  await press(berit, 'Trekk forespørselen');
  await seen(berit, 'Forespørselen er trukket.');
  await unfold(berit, 'Be om å få delta');
  expect(await field(berit, 'Vi oppfyller kravet').isChecked()).toBe(true);
  await press(berit, 'Lever forespørselen');
  await seen(berit, 'Forespørselen er levert.');

  const anne = await signedInAs('Anne Anbud', `/anskaffelser/${procurementId}/deltakelse`);
  await seen(anne, 'Forespørslene kan leses når fristen');
  await endRequests(procurementId);
  await berit.reload();
  await seen(berit, 'forespørselen er til vurdering');
  await anne.reload();
  await follow(anne, firm);
  await seen(anne, 'Tre skoler i nabokommunen');
  await unfold(anne, 'Kvalifiser leverandøren');
  await press(anne, 'Kvalifiser');
  await seen(anne, 'Et krav er ikke oppfylt.');
  await field(anne, 'Erfaring med tak er oppfylt').check();
  await press(anne, 'Kvalifiser');
  await seen(anne, 'Leverandøren er kvalifisert.');
  await berit.reload();
  await seen(berit, 'Dere er kvalifisert.');
  expect(scene.complaints).toEqual([]);
}, 180_000);

test('a firm applies to a dynamic purchasing system, is admitted, and finds the purchase that it is invited to', async () => {
  const procurementId = await published('dynamic_purchasing_system', {
    title: 'Håndverkere til små oppdrag',
    result: { type: 'dynamic_purchasing_system', months: 24 },
  });
  const berit = await signedInAs('Berit Bygg', `/invitasjoner/${procurementId}`);
  await follow(berit, 'Opptak i ordningen');
  await unfold(berit, 'Søk om opptak');
  await field(berit, /^Hvordan kravene er oppfylt/).fill('Se referansene på nettsiden vår');
  await press(berit, 'Send søknaden');
  await seen(berit, 'Alle kvalifikasjonskravene må være oppfylt');
  await field(berit, /^Vi oppfyller kravet: Erfaring med tak/).check();
  await press(berit, 'Send søknaden');
  await seen(berit, 'Søknaden er til behandling.');

  const anne = await signedInAs('Anne Anbud', `/anskaffelser/${procurementId}/opptak`);
  await follow(anne, firm);
  await seen(anne, 'Se referansene på nettsiden vår');
  await press(anne, 'Ta opp leverandøren');
  await seen(anne, 'Leverandøren er tatt opp i ordningen.');
  await seen(anne, /av Anne Anbud/);
  await endRequests(procurementId);
  await anne.goto(`${scene.web()}/anskaffelser/${procurementId}/opptak`);
  await press(anne, 'Åpne ordningen for kjøp');
  await seen(anne, 'Innkjøpsordningen er åpnet for kjøp.');
  await follow(anne, 'Nytt kjøp');
  await field(anne, 'Hva skal anskaffes?').fill('Tak på barnehagen');
  await field(anne, 'Anslått verdi').fill('400 000');
  await press(anne, 'Opprett anskaffelsen');
  await anne.waitForURL(/utfort=ny/);

  const callId = /\/anskaffelser\/([^/?]+)/.exec(anne.url())![1]!;
  await publishCall(callId);
  await anne.goto(`${scene.web()}/anskaffelser/${procurementId}/opptak`);
  await seen(anne, 'Tak på barnehagen');
  await berit.reload();
  await seen(berit, 'Dere er tatt opp i ordningen');
  await follow(berit, 'Tak på barnehagen');
  await berit.waitForURL(`${scene.web()}/invitasjoner/${callId}`);
  await seen(berit, 'Gi tilbud');
  expect(scene.complaints).toEqual([]);
}, 180_000);

/** All who are admitted are invited, to seal their bids to keys that are dealt out first. */
async function publishCall(procurementId: string): Promise<void> {
  const params = { procurementId };
  const publishOn = new Date().toISOString().slice(0, 10);
  await officer().planProcurement({ params, body: { publishOn } });
  await officer().specifyCompetition({
    params,
    body: {
      lots: [{ lotId: 'LOT-1', title: 'Taket', estimatedValueOre: 40_000_000 }],
      ...{ noLotsReason: 'Taket er ett.', result: { type: 'contract' }, priceModel: { type: 'linear' } },
      criteria: [
        { criterionId: 'P', title: 'Pris', type: 'price', weightPercent: 70 },
        { criterionId: 'M', title: 'Utslipp', type: 'climate', weightPercent: 30 },
      ],
      climate: { treatment: 'weighted' },
      requirements: [],
    },
  });
  await makeKeyRing(scene.world());
  await dealTenderKey(scene.world(), procurementId);
  const bidsDeadline = new Date(Date.now() + openForMs).toISOString();
  await officer().publishProcurement({ params, body: { bidsDeadline } });
}
