import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const docs = join(import.meta.dirname, '../../docs');
/** The last cell of a row: the test's file as a link, and its name. */
const cell = /\| \[[^\]]+\]\(([^)]+\.ts)\): (.+?) +\|$/gm;
const named = [...readFileSync(join(docs, 'webhooks.md'), 'utf8').matchAll(cell)].map(
  ([, file = '', name = '']) => ({ file, name: name.replaceAll('\\', '') }),
);

test('each promise of webhooks.md names a test that is there', () => {
  expect(named.length).toBeGreaterThan(50);
  const missing = named.filter(({ file, name }) => {
    const source = readFileSync(join(docs, file), 'utf8');
    return ![`'${name}'`, `"${name}"`].some((quoted) => source.includes(quoted));
  });
  expect(missing).toEqual([]);
});
