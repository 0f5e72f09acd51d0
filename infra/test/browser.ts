import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

export type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A headless Chromium from npm, which needs nothing else on the machine. Close it when done. */
export async function startBrowser(): Promise<Browser> {
  return await playwright.launch({
    executablePath: process.env.TEST_CHROMIUM ?? (await chromium.executablePath()),
    // In a single process the `fetch` of one browser context was seen to send the cookies of another.
    args: chromium.args.filter((argument) => argument !== '--single-process'),
    headless: true,
  });
}
