import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type { Page } from '../../../../infra/test/browser.ts';
import { scene, seen, signedInAs } from '../consoleScene.ts';

async function importing(page: Page, button: string, table: string): Promise<void> {
  await page.goto(`${scene.web()}/eiendom/import`);
  const file = { name: 'register.csv', mimeType: 'text/csv', buffer: Buffer.from(table, 'latin1') };
  await page.getByLabel('Fil', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: button, exact: true }).click();
}

test('an officer tries a table, mends the row that is shown, imports it, finds the building and takes the register home', async () => {
  const page = await signedInAs('Eli Eksempel', '/eiendom/import');

  const table = (area: string) =>
    `Type;Eiendomsnummer;Bygnings-ID;Romnummer;Navn;Adresse;Matrikkel;Areal (m²)
Eiendom;E-900;;;Prøveeiendommen;;0219-900/1, 3201-900/1;
Bygning;E-900;B-900;;Prøvebygget på Øverland;Øverlandsveien 1;;${area}
Rom;;B-900;U12;Teknisk rom;;;12,5
`
      .replace(', ', '; ')
      .replace('0219-900/1; 3201-900/1', '"0219-900/1; 3201-900/1"');
  await importing(page, 'Prøv filen', table('mye'));
  await seen(page, /1 av 3 rader må rettes/);
  await seen(page, 'Skal være et tall, for eksempel 1234,5');
  await importing(page, 'Importer', table('mye'));
  await seen(page, 'Ingenting ble importert, fordi filen har rader med feil.');
  await importing(page, 'Prøv filen', table('1 234,5'));
  await seen(page, /Alle 3 rader kan importeres: 3 nye/);
  await importing(page, 'Importer', table('1 234,5'));
  await seen(page, /3 rader er importert: 3 nye/);

  await page.goto(`${scene.web()}/eiendom`);
  await page.getByRole('searchbox').fill('0219-900/1');
  await page.getByRole('button', { name: 'Søk' }).click();
  await seen(page, 'Prøveeiendommen');
  await page.getByRole('link', { name: 'Prøvebygget på Øverland' }).click();
  for (const text of ['Øverlandsveien 1', 'Teknisk rom', 'Prøveeiendommen']) await seen(page, text);

  await page.goto(`${scene.web()}/eiendom`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^eiendomsregister-.*\.csv$/);
  const saved = await readFile(await download.path(), 'utf8');
  expect(saved).toMatch(/^\ufeffType;/);
  expect(saved).toContain('Prøvebygget på Øverland;Øverlandsveien 1');
}, 120_000);

test('an officer adds a property, a building on it and a room, mends the building, and registers a job in the room', async () => {
  const page = await signedInAs('Eli Eksempel', '/eiendom');
  const save = () => page.getByRole('button', { name: 'Lagre', exact: true }).click();
  const follow = (name: string) => page.getByRole('link', { name, exact: true }).click();

  await follow('Ny eiendom');
  await page.getByLabel('Navn', { exact: true }).fill('Svømmehalltomta');
  await page.getByLabel(/^Matrikkelenheter/).fill('3024-901/1\n901/2');
  await save();
  await seen(page, /Linje 2 \(«901\/2»\) skal skrives som/);
  await page.getByLabel(/^Matrikkelenheter/).fill('3024-901/1\n3201-901/1');
  await save();
  await seen(page, 'Eiendommen er lagret.');
  await seen(page, 'fra 1. januar 2020 til 31. desember 2023');

  await follow('Ny bygning');
  await page.getByLabel('Navn', { exact: true }).fill('Svømmehallen');
  await save();
  await seen(page, 'Svømmehalltomta');
  await follow('Endre');
  await page.getByLabel(/^Areal/).fill('1 234,5');
  await save();
  await seen(page, '1 234,5 m²');
  await follow('Nytt rom');
  await page.getByLabel('Romnummer').fill('U13');
  await page.getByLabel(/^Navn/).fill('Pumperom');
  await save();
  await seen(page, 'Rommet er lagret.');

  await follow('Registrer arbeid');
  await page.getByLabel('Hva er galt eller ønsket?').fill('Pumpa står');
  await page.getByText('Mer om arbeidet').click();
  await page.getByLabel(/^Rom /).selectOption({ label: 'U13 Pumperom' });
  await page.getByRole('button', { name: 'Registrer', exact: true }).click();
  await seen(page, 'U13, Pumperom');
}, 120_000);
