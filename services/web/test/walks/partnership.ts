import { expect, test } from '@jest/globals';
import { contractPartners, planInnovation } from '../../../../infra/demo/procurement/innovation.ts';
import { eventually } from '../../../../infra/demo/world.ts';
import type { Page } from '../../../../infra/test/browser.ts';
import { actionTimeoutMs, field, follow, press, scene, seen, signedInAs, unfold } from '../consoleScene.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** The error that stands at the field with this label. */
const errorAt = (page: Page, label: string | RegExp, text: string) =>
  page
    .locator('.field', { has: page.getByLabel(label, { exact: true }) })
    .locator('.error', { hasText: text })
    .first()
    .waitFor();
const main = (page: Page) => page.locator('main').textContent();

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await field(page, new RegExp(`^${label}`)).fill(value);
}

/** States one goal of the whole and one phase; a second phase is refused at its field, and taken out again. */
async function stateTerms(anne: Page): Promise<void> {
  await fill(anne, {
    ...{ 'Hva som måles i mål 1': 'Varsel før skade', 'Verdi i mål 1': 'god tid', 'Enhet i mål 1': 'timer' },
    ...{ 'Utviklingen koster høyst': '1 200 000', 'Kjøpet av løsningen koster høyst': '1 500 000' },
    ...{ 'Navn på fase 1': 'Konsept', 'Budsjett til hver partner i fase 1': '100 000' },
    ...{ 'Leveringsfrist i fase 1': inDays(120), 'Leveranse 1 i fase 1': 'Konseptbeskrivelse' },
    ...{ 'Hva som måles i delmål 1 i fase 1': 'Rekkevidde', 'Verdi i delmål 1 i fase 1': '30' },
    ...{
      'Enhet i delmål 1 i fase 1': 'meter',
      'Vilkårene om rettigheter': 'Partneren eier, kommunen bruker.',
    },
  });
  // As many partners as the competition was specified for.
  expect(await field(anne, 'Partnere i fase 1, høyst').inputValue()).toBe('3');
  await field(anne, 'Hvem får rettighetene?').selectOption('supplier');
  await press(anne, 'Lagre vilkårene');
  await errorAt(anne, 'Verdi i mål 1', 'Skriv målet som et tall');
  await fill(anne, { 'Verdi i mål 1': '24' });
  await press(anne, 'Vis flere tomme rader');
  await field(anne, /^Navn på fase 3/).waitFor();
  const second = {
    ...{ 'Navn på fase 2': 'Prototype', 'Budsjett til hver partner i fase 2': '200 000' },
    ...{ 'Leveringsfrist i fase 2': inDays(30), 'Partnere i fase 2, høyst': '2' },
    'Leveranse 1 i fase 2': 'Prototype i tre bygg',
  };
  await fill(anne, second);
  await press(anne, 'Lagre vilkårene');
  await errorAt(anne, /^Leveringsfrist i fase 2/, 'Hver fase må ha senere frist enn fasen før.');
  await fill(anne, Object.fromEntries(Object.keys(second).map((label) => [label, ''])));
  await press(anne, 'Lagre vilkårene');
  await seen(anne, 'Vilkårene er lagret.');
}

/** The partner delivers on its own page, which tells nothing of the others. */
async function deliver(procurementId: string, others: readonly string[]): Promise<void> {
  const berit = await signedInAs('Berit Bygg', `/kunngjoringer/${procurementId}/partnerskap`);
  await press(berit, 'Lever');
  await errorAt(berit, 'Beskrivelse av Konseptbeskrivelse', 'Beskriv det som leveres.');
  await field(berit, 'Beskrivelse av Konseptbeskrivelse').fill('Sensorer i takrennene');
  await field(berit, /^Hvor finnes Konseptbeskrivelse/).fill('sak 26/17');
  await press(berit, 'Lever');
  await seen(berit, 'Leveransen er sendt til kommunen.');
  await seen(berit, 'sak 26/17');
  for (const name of others) expect(await main(berit)).not.toContain(name);
}

async function recordTest(anne: Page, values: { readonly range: string; readonly warning: string }) {
  await field(anne, 'Målt: Rekkevidde').fill(values.range);
  await field(anne, 'Målt: Varsel før skade').fill(values.warning);
  await field(anne, 'Hvordan og hvor det ble testet').fill('I Eksempelskolen');
}

/** A second person confirms what waits on the partnership's page. */
async function confirm(ola: Page, procurementId: string): Promise<void> {
  await ola.goto(`${scene.web()}/anskaffelser/${procurementId}/partnerskap`);
  await press(ola, 'Bekreft');
  await seen(ola, 'Bekreftelsen er registrert.');
}

test('an innovation partnership is led in the console from its terms to the purchase of what was developed', async () => {
  const { procurementId } = await planInnovation(scene.world(), scene.cast());
  const anne = await signedInAs('Anne Anbud', `/anskaffelser/${procurementId}/vilkar`);
  await stateTerms(anne);
  const suppliers = await contractPartners(scene.world(), procurementId, (_what, step) => step());

  await anne.goto(`${scene.web()}/anskaffelser/${procurementId}`);
  await follow(anne, 'Partnerskapet');
  await press(anne, 'Start partnerskapet');
  await seen(anne, 'Partnerskapet er i gang.');
  const params = { procurementId };
  const { body } = await scene.world().as('auditor').procurement.getPartnership({ params });
  const partner = body.partners.find(({ supplierId }) => supplierId === suppliers.get('contractor-1'))!;
  const others = body.partners.flatMap(({ name }) => (name === partner.name ? [] : name));
  expect(others).toHaveLength(2);
  await seen(anne, `Sett i gang fase 1 for ${others[0]}.`);
  await follow(anne, `Gå til ${partner.name}`);
  await press(anne, 'Sett i gang fase 1');
  await seen(anne, `${partner.name} arbeider med fase 1 og skal levere.`);
  await deliver(procurementId, others);

  await anne.reload();
  await recordTest(anne, { range: '45', warning: 'lenge' });
  await press(anne, 'Registrer testen');
  await errorAt(anne, 'Målt: Varsel før skade', 'Skriv det som ble målt');
  await recordTest(anne, { range: '45', warning: '12,5' });
  await press(anne, 'Registrer testen');
  await seen(anne, 'Testen er registrert.');
  await seen(anne, 'Opsjonen er stengt.');
  await seen(anne, 'Varsel før skade: minst 24 timer.');
  await unfold(anne, 'Gjør testen om');
  await recordTest(anne, { range: '45', warning: '31' });
  await press(anne, 'Registrer den nye testen');
  await seen(anne, 'Testen er registrert.');

  await unfold(anne, 'Betal underveis i fasen');
  await field(anne, 'Beløp').fill('60 000');
  await field(anne, 'Hva det betales for').fill('Halve konseptet');
  await press(anne, 'Foreslå betalingen');
  await seen(anne, 'Betalingen er foreslått.');
  const ola = await signedInAs('Ola Oppdrag', `/anskaffelser/${procurementId}/partnerskap`);
  await confirm(ola, procurementId);

  await anne.reload();
  await field(anne, `Utfall for ${partner.name}`).selectOption('continue');
  await field(anne, new RegExp(`^Betaling nå til ${partner.name}`)).fill('40 001');
  await field(anne, `Begrunnelse for ${partner.name}`).fill('Målene er nådd.');
  await press(anne, 'Avgjør');
  await errorAt(anne, new RegExp(`^Betaling nå til ${partner.name}`), 'Det gjenstår 40');
  await field(anne, new RegExp(`^Betaling nå til ${partner.name}`)).fill('40 000');
  await press(anne, 'Avgjør');
  await seen(anne, /venter på at en annen person bekrefter den/);
  await follow(anne, 'Se forslaget');
  await seen(anne, 'Du la inn dette. En annen person må bekrefte det.');
  await confirm(ola, procurementId);

  await follow(anne, `Gå til ${partner.name}`);
  await seen(anne, 'Alle målene er nådd.');
  await field(anne, 'Hva som kjøpes').fill('Varsling i tolv bygg');
  await field(anne, 'Pris').fill('1 500 001');
  await press(anne, 'Åpne kjøpsopsjonen');
  await errorAt(anne, 'Pris', 'Prisen er høyere enn den høyeste kostnaden');
  await field(anne, 'Pris').fill('1 350 000');
  await press(anne, 'Åpne kjøpsopsjonen');
  await seen(anne, 'Du åpnet opsjonen. En annen person må utløse kjøpet.');
  await ola.goto(anne.url().replace(/\?.*/, ''));
  await field(ola, 'Begrunnelse for kjøpet').fill('Alle mål er nådd, og prisen er innenfor.');
  await press(ola, 'Utløs kjøpet');
  await seen(ola, 'Kjøpet er utløst og er blitt en endring av kontrakten.');
  // The frame is asked for the money, and the page says what it answered.
  await eventually(
    'the frame has the money for the purchase',
    async () => {
      await ola.reload();
      return (await main(ola))?.includes('Endring av kontraktenGjelder');
    },
    actionTimeoutMs,
  );
  expect(scene.complaints).toEqual([]);
}, 300_000);
