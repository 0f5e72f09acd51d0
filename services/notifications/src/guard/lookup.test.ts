import type { LookupAddress } from 'node:dns';
import { expect, test } from '@jest/globals';
import { AddressRefused, guardedLookup } from './lookup.ts';

const leadingTo =
  (...addresses: string[]) =>
  (_: string, answer: (error: null, found: LookupAddress[]) => void) =>
    answer(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

function look(
  addresses: readonly string[],
  { allowLoopback = false, all = true } = {},
): Promise<string | LookupAddress[]> {
  return new Promise((resolve, reject) => {
    guardedLookup({ allowLoopback }, leadingTo(...addresses))('name.example.no', { all }, (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });
}

test('a name that leads to public addresses gives those very addresses', async () => {
  expect(await look(['8.8.8.8', '2606:4700::1'])).toEqual([
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1', family: 6 },
  ]);
  expect(await look(['8.8.8.8'], { all: false })).toBe('8.8.8.8');
});

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'fd00::1'])(
  'a name that leads to %s is refused, also beside a public address',
  async (address) => {
    await expect(look([address])).rejects.toThrow(AddressRefused);
    await expect(look(['8.8.8.8', address])).rejects.toThrow(AddressRefused);
  },
);

test('a name that leads nowhere is refused', async () => {
  await expect(look([])).rejects.toThrow('no address');
});

test('the development switch opens loopback, and nothing else', async () => {
  expect(await look(['127.0.0.1'], { allowLoopback: true, all: false })).toBe('127.0.0.1');
  await expect(look(['10.0.0.1'], { allowLoopback: true })).rejects.toThrow('private');
});
