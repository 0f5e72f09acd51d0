import { expect, test } from '@jest/globals';
import type { Page } from '../../../../infra/test/browser.ts';
import { field, offerTo, press, scene, seen, signedInAs, unfold } from '../consoleScene.ts';

const dueOn = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);

async function makeTemplate(officer: Page): Promise<void> {
  await field(officer, 'Navn').fill('Etter arbeid på tak');
  await field(officer, 'Punkter').fill('Rennene er rene');
  await press(officer, 'Lag malen');
  await seen(officer, 'Malen er laget.');
}

/** Orders construction work that must be documented, and gives the order's id. */
async function order(officer: Page): Promise<string> {
  await officer.goto(`${scene.web()}/arbeid/nytt`);
  await field(officer, 'Bygning').selectOption(scene.cast().buildingId);
  await field(officer, 'Hva er galt eller ønsket?').fill('Nytt tak over gymsalen');
  await press(officer, 'Registrer');
  await officer.getByRole('link', { name: 'Bestill', exact: true }).click();
  await field(officer, 'Tiltak som belastes').selectOption(scene.cast().measureId);
  await field(officer, 'Rammeavtale').selectOption(scene.cast().frameworkAgreementId);
  await field(officer, 'Høyeste beløp').fill('20 000');
  await field(officer, 'Frist').fill(dueOn);
  await unfold(officer, 'Flere vilkår');
  await field(officer, /^Bygge- eller anleggsarbeid/).check();
  await field(officer, /^Dokumentasjon \(FDV\) som skal leveres/).fill('Brukerveiledning');
  await field(officer, /^Bestillingen kan ikke gjøres opp før/).check();
  await field(officer, /^Kortere svarfrist/).fill('700');
  await press(officer, 'Send bestillingen');
  await seen(officer, /Svarfristen kan være fra .* timer/);
  await field(officer, /^Kortere svarfrist/).fill('');
  await press(officer, 'Send bestillingen');
  await officer.waitForURL(/utfort=sendt/);
  return /\/bestillinger\/([^/?]+)/.exec(officer.url())![1]!;
}

/** What the contractor must do before it may report the work as done. */
async function carryOut(berit: Page): Promise<void> {
  await field(berit, /^SHA-planen er lest/).check();
  await field(berit, /bærer HMS-kort$/).check();
  await field(berit, 'Bekreftet av').fill('A-17');
  await press(berit, 'Bekreft');
  await press(berit, 'Meld at arbeidet har startet');
  await unfold(berit, 'Svar');
  await field(berit, 'Hva fant dere?').selectOption({ label: 'I orden' });
  await press(berit, 'Lagre');
  await seen(berit, 'Ferdig utfylt');
  await unfold(berit, 'Lever et dokument');
  await field(berit, 'Hva slags dokumentasjon').selectOption('Brukerveiledning');
  await field(berit, 'Hva dokumentet gjelder').fill('Takbelegget');
  await field(berit, 'Hvor det finnes').fill('Perm 4');
  await press(berit, 'Lever');
  await field(berit, 'Timer i alt').fill('30');
  await press(berit, 'Meld arbeidet ferdig');
  await seen(berit, 'Arbeidet er meldt ferdig.');
}

test('construction work goes out with its terms, and is settled when the checklist, the invoice and the documentation are', async () => {
  const officer = await signedInAs('Eli Eksempel', '/sjekklister');
  await makeTemplate(officer);
  const orderId = await order(officer);
  const offer = await offerTo('contractor-1', orderId);
  const berit = await signedInAs('Berit Bygg', `/oppdrag/${offer.event.data.callOffId}`);
  await press(berit, 'Godta oppdraget');

  await officer.goto(`${scene.web()}/bestillinger/${orderId}`);
  await unfold(officer, 'Legg ved en sjekkliste');
  await field(officer, 'Mal').selectOption({ label: 'Etter arbeid på tak' });
  await press(officer, 'Legg ved');
  await seen(officer, 'Sjekklisten er lagt ved');
  await berit.reload();
  await carryOut(berit);

  await officer.goto(`${scene.web()}/bestillinger/${orderId}`);
  await press(officer, 'Godkjenn arbeidet');
  await field(officer, 'Fakturanummer').fill('F-77');
  await field(officer, 'Beløp').fill('18 000');
  await field(officer, /^Avsenderens organisasjonsnummer/).fill('310 000 108');
  await field(officer, /^Fakturerte timer/).fill('40');
  await press(officer, 'Registrer faktura');
  await seen(officer, /Fakturaen er sendt av et annet foretak/);
  await seen(officer, 'Det er fakturert flere timer enn de 30 som er meldt.');
  await unfold(officer, 'Godkjenn fakturaen');
  await field(officer, 'Begrunnelse').fill('Avklart på telefon.');
  await press(officer, 'Godkjenn fakturaen');
  await press(officer, 'Betalt: gjør opp bestillingen');
  await seen(officer, 'Dokumentasjonen (FDV) er ikke komplett');
  await press(officer, 'Godkjenn dokumentet');
  await seen(officer, 'Dokumentet er godkjent.');
  await press(officer, 'Betalt: gjør opp bestillingen');
  await seen(officer, 'Bestillingen er gjort opp.');
  expect(await officer.locator('main').textContent()).toContain('Alt som kreves, er godkjent.');
}, 240_000);

test('a firm changes the address of its offers, and narrows what its endpoint is told of', async () => {
  const berit = await signedInAs('Berit Bygg', '/mottak');
  await field(berit, /^E-postadresse/).fill('post@');
  await press(berit, 'Lagre adressen');
  await seen(berit, 'Skriv en e-postadresse, for eksempel post@firma.no.');
  await field(berit, /^E-postadresse/).fill('ordre@bygg.example');
  await press(berit, 'Lagre adressen');
  await seen(berit, 'E-postadressen er lagret.');
  expect(await field(berit, /^E-postadresse/).inputValue()).toBe('ordre@bygg.example');

  await berit.locator('tbody a').first().click();
  await unfold(berit, 'Velg hendelser og oppdrag');
  await field(berit, 'Bestilling bindende').check();
  await field(berit, /^Beløp fra/).fill('1 000');
  await press(berit, 'Lagre');
  await seen(berit, 'Det gjelder for det som kommer fra nå av.');
  await seen(berit, /Beløp fra 1.000.kr/);
  await unfold(berit, 'Velg hendelser og oppdrag');
  expect(await field(berit, 'Bestilling bindende').isChecked()).toBe(true);
}, 120_000);
