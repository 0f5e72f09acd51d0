import { expect, test } from '@jest/globals';
import { eventually } from '../../../../infra/demo/world.ts';
import type { Page } from '../../../../infra/test/browser.ts';
import { field, follow, newPage, offerTo, press, scene, seen, signedInAs } from '../consoleScene.ts';

const { complaints } = scene;
const dueOn = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10);

async function registerJob(page: Page, title: string): Promise<void> {
  await page.goto(`${scene.web()}/arbeid/nytt`);
  await field(page, 'Bygning').selectOption(scene.cast().buildingId);
  await field(page, 'Hva er galt eller ønsket?').fill(title);
  await press(page, 'Registrer');
  await seen(page, 'Arbeidet er registrert.');
}

async function fillOrder(page: Page, amount: string): Promise<void> {
  await follow(page, 'Bestill');
  await field(page, 'Tiltak som belastes').selectOption(scene.cast().measureId);
  await field(page, 'Rammeavtale').selectOption(scene.cast().frameworkAgreementId);
  await field(page, 'Høyeste beløp').fill(amount);
  await field(page, 'Frist').fill(dueOn);
}

const orderIdAt = (page: Page) => /\/bestillinger\/([^/?]+)/.exec(page.url())![1]!;

async function order(page: Page, title: string, amount: string): Promise<string> {
  await registerJob(page, title);
  await fillOrder(page, amount);
  await press(page, 'Send bestillingen');
  await page.waitForURL(/utfort=sendt/);
  return orderIdAt(page);
}

const linkOf = (offer: { readonly event: { readonly data: Record<string, unknown> } }) =>
  (offer.event.data.links as { readonly page: string }).page;

/** Amounts and times are shown with spaces that don't break. */
const textOf = async (page: Page) =>
  ((await page.locator('main').textContent()) ?? '').replaceAll('\u00a0', ' ');

test('a job becomes an order, is accepted by link, done, invoiced, settled, and shows in the portfolio', async () => {
  const before = (await scene.world().as('auditor').projects.getPortfolio()).body.total;
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const title = 'Taket lekker <script>alert("æøå")</script>';
  const orderId = await order(officer, title, '12 500,50');

  const offer = await offerTo('contractor-1', orderId);
  // The page follows by itself, and tells of the receipt.
  await seen(officer, 'Tilbudt entreprenør');
  await seen(officer, /mottok avropet kl\.\s\d\d:\d\d:\d\d/);
  await seen(officer, /Først etter rang/);

  const contractor = await newPage();
  await contractor.goto(linkOf(offer));
  expect(await textOf(contractor)).toContain('høyst 12 500,50 kr');
  await press(contractor, 'Godta oppdraget');
  await seen(contractor, 'Oppdraget er deres.');
  await officer.getByText('Bundet', { exact: true }).locator('visible=true').first().waitFor();

  const berit = await signedInAs('Berit Bygg', '/oppdrag');
  await berit
    .getByRole('link', { name: /Taket lekker/ })
    .first()
    .click();
  await press(berit, 'Meld at arbeidet har startet');
  await field(berit, 'Timer i alt').fill('75');
  await berit.getByLabel('Av dette lærlinger').fill('7,5');
  await press(berit, 'Meld arbeidet ferdig');
  await seen(berit, 'Arbeidet er meldt ferdig.');

  await officer.goto(`${scene.web()}/bestillinger/${orderId}`);
  await press(officer, 'Godkjenn arbeidet');
  await field(officer, 'Fakturanummer').fill('F-1001');
  await field(officer, 'Beløp').fill('12 000,25');
  await press(officer, 'Registrer faktura');
  await press(officer, 'Betalt: gjør opp bestillingen');
  await seen(officer, 'Bestillingen er gjort opp.');
  expect(await textOf(officer)).toContain('12 000,25 kr');

  const { as } = scene.world();
  const after = await eventually('the money to be paid', async () => {
    const { total } = (await as('auditor').projects.getPortfolio()).body;
    return total.paidOre === before.paidOre + 1_200_025 && total;
  });
  expect(after.availableOre).toBe(before.availableOre - 1_200_025);
  await officer.goto(`${scene.web()}/portefolje`);
  const shown = await textOf(officer);
  expect(shown).toContain('12 000,25 kr');
  const stimulus = officer.getByRole('row', { name: /^Stimuleringstiltak/ }).last();
  // 75 hours are two person-weeks of 37.5.
  expect(await stimulus.locator('td').last().textContent()).toBe('2');
  expect(complaints).toEqual([]);
}, 240_000);

test('one trace runs from the form in the browser to the webhook', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const orderId = await order(officer, 'Sporet arbeid', '1 000');
  const offer = await offerTo('contractor-1', orderId);
  const traceId = offer.traceparent?.split('-')[1];
  const names = await eventually('the exported trace', async () => {
    const trace = scene.spans().filter((span) => span.traceId === traceId);
    const services = new Set(trace.map(({ service }) => service));
    return services.has('web') && services.has('notifications') && trace.map(({ name }) => name);
  });
  expect(names).toEqual(expect.arrayContaining(['post /bestillinger/ny', 'createOrder']));
}, 120_000);

test('an order form that is sent twice orders once', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  await registerJob(officer, 'Dobbelt trykk');
  await fillOrder(officer, '2 000');
  const fields = (await officer.evaluate("[...new FormData(document.querySelector('form.sheet'))]")) as [
    string,
    string,
  ][];
  const send = () =>
    officer.request.post(`${scene.web()}/bestillinger/ny`, {
      form: Object.fromEntries(fields),
      maxRedirects: 0,
    });
  const [first, second] = await Promise.all([send(), send()]);
  expect(first.status()).toBe(303);
  expect(second.headers().location).toBe(first.headers().location);
}, 120_000);

test('a form that was shown before somebody else changed the job says so, and changes nothing', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  await registerJob(officer, 'To om samme arbeid');
  const approver = await signedInAs('Georg Godtatt', new URL(officer.url()).pathname);
  await press(officer, 'Godkjenn');
  await seen(officer, 'Arbeidet er godkjent');
  await approver.getByText('Avvis arbeidet').click();
  await field(approver, 'Hvorfor avvises det?').fill('Ikke nødvendig.');
  await press(approver, 'Avvis');
  await seen(approver, 'Dette ble endret av en annen');
  await approver.reload();
  await approver.goto(officer.url());
  await seen(approver, 'Godkjent');
}, 120_000);

test('an order that is too large is held with what is left, and goes on with a smaller amount', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const orderId = await order(officer, 'For dyrt', '51 000 000');
  await seen(officer, 'Igjen i rammen:');
  await field(officer, 'Høyeste beløp').fill('900,-');
  await press(officer, 'Send på nytt');
  await offerTo('contractor-1', orderId);
  await officer.goto(`${scene.web()}/bestillinger/${orderId}`);
  await seen(officer, 'Tilbudt entreprenør');
}, 120_000);

test('news appear on their page while it is open, and the digest is switched on and off', async () => {
  const auditor = await signedInAs('Rita Revisor', '/nyheter');
  await auditor.evaluate('window.isStillHere = true');
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const orderId = await order(officer, 'For dyrt også dette', '52 000 000');
  await auditor.locator(`a[href="/bestillinger/${orderId}"]`).waitFor();
  expect(await textOf(auditor)).toContain('En bestilling på 52 000 000 kr er på vent: beløpet er større');
  expect(await auditor.evaluate('window.isStillHere')).toBe(true);

  await field(auditor, 'E-postadresse').fill('rita');
  await press(auditor, 'Send meg sammendraget');
  await seen(auditor, 'Skriv en e-postadresse');
  await field(auditor, 'E-postadresse').fill('rita.revisor@kommune.example');
  await press(auditor, 'Send meg sammendraget');
  await seen(auditor, 'Du får et sammendrag på e-post');
  await press(auditor, 'Slå av sammendraget');
  await seen(auditor, 'Sammendraget er slått av');
  expect(complaints).toEqual([]);
}, 120_000);

test('changes that a contractor asks for are decided by the officer, and a link answers once', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const orderId = await order(officer, 'Med endringer', '3 000');
  const link = linkOf(await offerTo('contractor-1', orderId));
  const [contractor, colleague] = [await newPage(), await newPage()];
  await contractor.goto(link);
  await colleague.goto(link);
  await contractor.getByText('Godta med endringer').click();
  await contractor.getByLabel('Foreslått oppstart').fill(dueOn);
  await press(contractor, 'Send svaret');
  await seen(contractor, 'Svaret er sendt.');
  await press(colleague, 'Godta oppdraget');
  await seen(colleague, 'Svaret er sendt.');
  await officer.goto(`${scene.web()}/bestillinger/${orderId}`);
  await press(officer, 'Avvis, og spør neste');
  await offerTo('contractor-2', orderId);
  await contractor.goto(link);
  await seen(contractor, 'Forespørselen er trukket tilbake');

  const next = await newPage();
  await next.goto(linkOf(await offerTo('contractor-2', orderId)));
  await next.locator('summary', { hasText: 'Takk nei' }).click();
  await press(next, 'Takk nei');
  await seen(next, 'Skriv kort hvorfor dere takker nei.');
  await field(next, 'Hvorfor takker dere nei?').fill('Fullt i kalenderen.');
  await press(next, 'Takk nei');
  await seen(next, 'Dere har takket nei');
  await next.goto(`${scene.web()}/svar/finnes-ikke`);
  await seen(next, 'Lenken fører ikke til noen forespørsel');
  expect(complaints).toEqual([]);
}, 180_000);

test('a contractor sees nothing of the municipality’s pages, nor of another contractor’s', async () => {
  const officer = await signedInAs('Eli Eksempel', '/arbeid/nytt');
  const orderId = await order(officer, 'Bare for den første', '4 000');
  const { callOffId } = (await offerTo('contractor-1', orderId)).event.data;
  const mia = await signedInAs('Mia Maler', '/oppdrag');
  for (const [path, status] of [
    ['/portefolje', 403],
    ['/arbeid', 403],
    [`/bestillinger/${orderId}`, 403],
    [`/oppdrag/${callOffId}`, 404],
    ['/oppdrag/finnes-ikke', 404],
  ] as const) {
    expect((await mia.goto(scene.web() + path))?.status()).toBe(status);
  }
}, 120_000);
