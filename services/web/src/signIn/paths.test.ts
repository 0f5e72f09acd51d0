import { expect, test } from '@jest/globals';
import { pathWithin } from './paths.ts';

const publicUrl = 'http://127.0.0.1:7000';

test.each([
  ['/arbeid/1?utfort=x#a', '/arbeid/1?utfort=x#a'],
  ['http://127.0.0.1:7000/portefolje?per=2026-01-01', '/portefolje?per=2026-01-01'],
])('after signing in %s leads to %s', (asked, path) => {
  expect(pathWithin(publicUrl, asked)).toBe(path);
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example',
  'http://127.0.0.1:7000//evil.example',
  'http://127.0.0.1:7001/',
  'javascript:alert(1)',
  'data:text/html,x',
  '/auth/logg-inn',
  ['/arbeid'],
  undefined,
])('after signing in %j leads to the front page', (asked) => {
  expect(pathWithin(publicUrl, asked)).toBe('/');
});
