import { afterAll, beforeAll } from '@jest/globals';
import { assemble, type Cast } from '../../../infra/demo/cast.ts';
import { eventually, type World } from '../../../infra/demo/world.ts';
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  startBrowser,
} from '../../../infra/test/browser.ts';
import { startSystem, type TestSystem } from '../../../infra/test/system.ts';
import { openTraceCollector } from '../../../infra/test/traceCollector.ts';

/** The machine of a test run may be busy with others. */
export const actionTimeoutMs = 30_000;

let collector: Awaited<ReturnType<typeof openTraceCollector>>;
let system: TestSystem;
let cast: Cast;
let browser: Browser;
/** What a browser reports of scripts and of the content security policy; nothing, if all is well. */
const complaints: string[] = [];

beforeAll(async () => {
  collector = await openTraceCollector();
  [system, browser] = await Promise.all([startSystem(collector.environment), startBrowser()]);
  cast = await assemble(system.world, (_what, step) => step());
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await cast?.close();
  await system?.stop();
  await collector?.close();
}, 90_000);

/**
 * The one system of all walks, with a real browser before it: to start one takes longer than most walks do. A walk
 * is a module that declares its tests; `console.e2e.test.ts` imports them in their order.
 */
export const scene = {
  complaints,
  world: (): World => system.world,
  cast: (): Cast => cast,
  spans: () => collector.spans,
  /** The console's address, without a slash at its end. */
  web: () => system.run().services.web!.url,
};

/** A page in a browser of its own, with nobody signed in. */
export async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'nb-NO', ...options });
  context.setDefaultTimeout(actionTimeoutMs);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
  return page;
}

/** Asks for a page, and signs in at the issuer as a demo person. */
export async function signedInAs(name: string, path: string, options: BrowserContextOptions = {}) {
  const page = await newPage(options);
  await page.goto(scene.web() + path);
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.waitForURL(scene.web() + path);
  return page;
}

/** The webhook that offered an order to a demo contractor, when it has come. */
export const offerTo = (client: string, orderId: string) =>
  eventually(
    `the offer to ${client}`,
    async () => cast.receivers[client]!.of(orderId, 'calloff.offered')[0],
    actionTimeoutMs,
  );

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
export const follow = (page: Page, name: string) =>
  page.getByRole('link', { name, exact: true }).first().click();
export const unfold = (page: Page, name: string) =>
  page.locator('summary', { hasText: name }).first().click();
export const seen = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
export const field = (page: Page, label: string | RegExp) => page.getByLabel(label, { exact: true }).first();

/** A file as a person would choose it in a form. */
export const upload = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
