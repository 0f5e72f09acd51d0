import { expect, test } from '@jest/globals';
import { isOwnForm } from './csrf.ts';

const publicUrl = 'https://tiltak.example.no';
const isOwn = (given: { headers?: Record<string, string>; token?: string; expected?: string }) =>
  isOwnForm({ headers: {}, publicUrl, token: undefined, expected: undefined, ...given });

test("a form with the session's token is our own", () => {
  const headers = { 'sec-fetch-site': 'same-origin', origin: publicUrl };
  expect(isOwn({ headers, token: 'abc', expected: 'abc' })).toBe(true);
  expect(isOwn({ token: 'abc', expected: 'abc' })).toBe(true);
});

test.each([undefined, '', 'ab', 'abcd', 'abd'])('a form with the token %j is not', (token) => {
  expect(isOwn({ ...(token !== undefined && { token }), expected: 'abc' })).toBe(false);
});

test.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
])('a form that the browser says comes from elsewhere (%j) is not, even with the token', (headers) => {
  expect(isOwn({ headers, token: 'abc', expected: 'abc' })).toBe(false);
  expect(isOwn({ headers })).toBe(false);
});
