import { expect, test } from '@jest/globals';
import { eventually } from '../../../../infra/demo/world.ts';
import type { Page } from '../../../../infra/test/browser.ts';
import { actionTimeoutMs, newPage, scene, seen, signedInAs } from '../consoleScene.ts';

const { complaints } = scene;
/** Whether the image has arrived and can be shown; `waitForFunction` would need what the content policy forbids. */
const isDrawn = (page: Page, image: string) =>
  eventually(
    `the image ${image}`,
    () =>
      page.evaluate(
        `(document.querySelector(${JSON.stringify(image)})?.naturalWidth ?? 0) > 0`,
      ) as Promise<boolean>,
    actionTimeoutMs,
  );

test('an officer hangs up a QR code, a pupil reports by phone with a photo, and the officer sees both', async () => {
  const { body } = await scene.world().as('property.officer').maintenance.listBuildings();
  const { buildingId } = body.items[0]!;
  const links = `/bygninger/${buildingId}/meldelenker`;
  const officer = await signedInAs('Eli Eksempel', links);
  await officer.getByLabel('Hvor skal den henge?').fill('Hovedinngangen');
  await officer.getByRole('button', { name: 'Lag lenke' }).click();
  await officer.getByRole('link', { name: 'Plakat for utskrift' }).click();
  await isDrawn(officer, '.poster img');
  const address = await officer.locator('.poster .under').textContent();

  const pupil = await newPage({ viewport: { width: 390, height: 844 } });
  await pupil.goto(address!);
  const photo = {
    name: 'IMG_1.jpg',
    mimeType: 'image/jpeg',
    buffer: await pupil.screenshot({ type: 'jpeg' }),
  };
  await pupil.getByLabel('Hva er galt?').fill('Døren til garderoben er knust');
  await pupil.getByLabel('Eller velg bilder').setInputFiles(photo);
  await pupil.getByRole('button', { name: 'Send meldingen' }).dblclick();
  await seen(pupil, 'Takk for meldingen');
  await seen(pupil, /Mottatt/);
  const receipt = pupil.url();
  expect(await pupil.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);

  await officer.goto(`${scene.web()}/arbeid`);
  const reported = officer.getByRole('link', { name: 'Døren til garderoben er knust' });
  expect(await reported.count()).toBe(1);
  await reported.click();
  await seen(officer, /meldt av publikum/);
  await isDrawn(officer, '.files img');
  await officer.getByRole('button', { name: 'Godkjenn', exact: true }).click();
  await seen(officer, 'Arbeidet er godkjent');

  await pupil.goto(receipt);
  await seen(pupil, /Skal utbedres/);
  await officer.goto(scene.web() + links);
  await officer.getByText('Trekk tilbake', { exact: true }).click();
  await officer.getByLabel('Hvorfor trekkes lenken tilbake?').fill('Plakaten er tatt ned');
  await officer.getByRole('button', { name: 'Trekk lenken tilbake' }).click();
  await seen(officer, 'Lenken gjelder ikke lenger.');
  expect((await pupil.goto(address!))?.status()).toBe(410);
  expect(complaints).toEqual([]);
}, 240_000);

test('a job is registered on a phone with one sentence and one photo', async () => {
  const phone = await signedInAs('Eli Eksempel', '/arbeid/nytt', { viewport: { width: 390, height: 844 } });
  await phone.getByLabel('Hva er galt eller ønsket?').waitFor();
  const photo = {
    name: 'IMG_2.jpg',
    mimeType: 'image/jpeg',
    buffer: await phone.screenshot({ type: 'jpeg' }),
  };
  const started = performance.now();
  await phone.getByLabel('Bygning', { exact: true }).selectOption({ index: 1 });
  await phone.getByLabel('Hva er galt eller ønsket?').fill('Vinduet i trappen er knust');
  await phone.getByLabel('Ta bilde').setInputFiles(photo);
  await phone.getByRole('button', { name: 'Registrer', exact: true }).click();
  await isDrawn(phone, '.files img');
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(complaints).toEqual([]);
}, 120_000);
