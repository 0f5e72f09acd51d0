import { expect, test } from '@jest/globals';
import { answerToken, callOffIdIn, isGenuine } from './answerLink.ts';

const key = Buffer.alloc(32, 1).toString('base64');
const offer = {
  callOffId: '01a204c5-11da-709f-b1ba-3812a205b99b.1',
  organisationNumber: '310000019',
  respondBy: '2026-11-24T11:00:00.000Z',
};

test('a token names its call-off and is good for that offer', () => {
  const token = answerToken(key, offer);
  expect(callOffIdIn(token)).toBe(offer.callOffId);
  expect(isGenuine(token, key, offer)).toBe(true);
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
});

test('a token is good for no other call-off, firm or deadline, and by no other key', () => {
  const token = answerToken(key, offer);
  expect(isGenuine(token, key, { ...offer, callOffId: `${offer.callOffId}0` })).toBe(false);
  expect(isGenuine(token, key, { ...offer, organisationNumber: '310000027' })).toBe(false);
  expect(isGenuine(token, key, { ...offer, respondBy: '2026-11-25T11:00:00.000Z' })).toBe(false);
  expect(isGenuine(token, Buffer.alloc(32, 2).toString('base64'), offer)).toBe(false);
});

test('a token with any one character changed is not genuine', () => {
  const token = answerToken(key, offer);
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(isGenuine(changed, key, offer)).toBe(false);
  }
});

test.each(['', '.', 'æøå', 'AAAA', `${answerToken(key, offer)}.`, answerToken(key, offer).slice(0, -1)])(
  'the odd token %j is not genuine, and breaks nothing',
  (token) => {
    expect(isGenuine(token, key, offer)).toBe(false);
    expect(typeof callOffIdIn(token)).toBe('string');
  },
);
