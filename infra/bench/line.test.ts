import { expect, test } from '@jest/globals';
import { line } from './line.ts';
import { tableOf } from './table.ts';

const rate = { what: 'orders', unit: '/s', value: 400, floor: 1000 };

test('a ratio below its target is missed, at the target it is met', () => {
  expect(line({ ...rate, target: { of: 'ratio', atLeast: 0.5 } }).met).toBe(false);
  expect(line({ ...rate, target: { of: 'ratio', atLeast: 0.4 } })).toMatchObject({ ratio: 0.4, met: true });
  expect(line({ ...rate, target: { of: 'ratio', atMost: 0.3 } }).met).toBe(false);
});

test('a target of the figure itself ignores the floor', () => {
  expect(line({ ...rate, target: { of: 'figure', atMost: 400 } }).met).toBe(true);
  expect(line({ ...rate, target: { of: 'figure', atMost: 399 } }).met).toBe(false);
});

test('a figure without a number is an error, not a line', () => {
  expect(() => line({ ...rate, value: Number.NaN })).toThrow('orders could not be measured');
  expect(() => line({ ...rate, floor: 0 })).toThrow('orders could not be measured');
});

test('the table says plainly what was missed', () => {
  const lines = [
    line({ ...rate, target: { of: 'ratio', atLeast: 0.5 } }),
    line({ what: 'memory', unit: 'MiB', value: 900.04, target: { of: 'figure', atMost: 1536 } }),
    line({ what: 'first start', unit: 's', value: 12.345 }),
  ];
  expect(tableOf(lines).split('\n').slice(1)).toEqual([
    'orders       400 /s   1000 /s  0.40   ratio >= 0.5  missed',
    'memory       900 MiB  -        -      <= 1536 MiB   met',
    'first start  12.3 s   -        -      -             -',
  ]);
});
