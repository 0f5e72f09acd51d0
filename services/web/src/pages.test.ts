import { expect, test } from '@jest/globals';
import { hostile } from '../test/answers.ts';
import { shownBy, statuses, whole } from '../test/everyPage.ts';
import { answerLinkRoutes } from './answerLink/routes.ts';
import { unavailablePage } from './errorPages.ts';
import { routes } from './routes.ts';
import type { Route, Visit } from './visit.ts';

/** What a browser would make of the page: its tags, with their attributes. */
const tagsOf = (markup: string) => markup.match(/<[a-z!][^<>]*>/gi) ?? [];

/** Values stand in double quotes; without them there is nothing left that could run, and addresses lead nowhere else. */
const isHarmful = (tag: string): boolean =>
  /["'`]|\son\w+/i.test(tag.replaceAll(/="[^"]*"/g, '')) ||
  /(?:href|action|src)="(?!\/|#|http:\/\/127\.0\.0\.1)/.test(tag);

function expectHarmless(markup: string): void {
  expect(markup).not.toContain('<script src=//');
  expect(markup).not.toMatch(/<img(?! src="\/)/);
  expect(markup.match(/<script/g)).toHaveLength(1);
  expect(tagsOf(markup).filter(isHarmful)).toEqual([]);
}

/** A file is sent as it is, and is no page. */
const isFile = ({ path }: Route) =>
  path === '/eiendom/eksport' ||
  /\/filer\/:|\/protokoll\/(?:html|pdf)$|\/qr\.|\/kvittering$|^\/tildelingsbrev\//.test(path);
const shown = routes.filter((route) => route.path !== '/' && !isFile(route));

test.each(shown.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s shows whatever people wrote as text',
  async (_name, route) => {
    for (const status of statuses) {
      const markup = await shownBy(route, status);
      if (markup !== undefined) expectHarmless(markup);
      if (route.method === 'get') expect(markup).toContain('&lt;script src=//evil.example&gt;');
    }
  },
);

test('a form that is kept while a service is down is kept as text', () => {
  const visit: Pick<Visit, 'address' | 'form' | 'files'> = {
    files: new Map(),
    address: `/x?${hostile}`,
    form: new Map([[hostile, hostile]]),
  };
  expectHarmless(whole(unavailablePage(visit)));
});

test('no page says which page it is by anything but one main heading, and its headings are in order', async () => {
  for (const route of [...shown, ...answerLinkRoutes]) {
    for (const status of statuses) {
      const markup = await shownBy(route, status);
      const levels = [...(markup ?? '').matchAll(/<h([1-6])[\s>]/g)].map(([, level]) => Number(level));
      if (markup === undefined) continue;
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      expect(levels[0]).toBe(1);
      levels.reduce((before, level) => {
        expect(level).toBeLessThanOrEqual(before + 1);
        return level;
      });
    }
  }
});

test('every field has a label, and every form carries the CSRF token and an idempotency key', async () => {
  for (const route of shown) {
    for (const status of statuses) {
      const markup = (await shownBy(route, status)) ?? '';
      const ids = [
        ...markup.matchAll(/<(?:input|select|textarea)(?![^>]*type="hidden")[^>]*\sid="([^"]*)"/g),
      ];
      const labelled = new Set([...markup.matchAll(/<label for="([^"]*)">/g)].map(([, fieldId]) => fieldId));
      expect(ids.filter(([, fieldId]) => !labelled.has(fieldId))).toEqual([]);
      for (const [form] of markup.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g)) {
        expect(form).toContain('name="_csrf" value="csrf"');
        if (!form.includes('logg-ut')) expect(form).toMatch(/name="_key" value="[\da-f-]{36}"/);
      }
      expect(new Set(ids.map(([, fieldId]) => fieldId)).size).toBe(ids.length);
    }
  }
});
