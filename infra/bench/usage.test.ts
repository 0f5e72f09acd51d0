import { expect, test } from '@jest/globals';
import { limitOf, type Usage } from './usage.ts';

const idle: Usage = {
  seconds: 10,
  processes: [
    { name: 'mongod', cpuSeconds: 3, mainThread: 0 },
    { name: 'maintenance', cpuSeconds: 1, mainThread: 0.1 },
  ],
  machine: 0.2,
  othersCpuSeconds: 0,
  disk: 0.3,
  flushesPerSecond: 200,
  flushMs: 1,
};

test('all cores busy is the CPU, whoever uses most of it', () => {
  expect(limitOf({ ...idle, machine: 0.97 })).toBe(
    'the CPU: all cores 97 % busy, most of ours mongod 75 %, maintenance 25 %',
  );
});

test('other programs that took a part of the CPU are told of', () => {
  expect(limitOf({ ...idle, machine: 0.97, othersCpuSeconds: 12 })).toMatch(
    /other programs used 75 % of it$/,
  );
});

test('one busy event loop is named, although other cores are idle', () => {
  const processes = [{ name: 'maintenance', cpuSeconds: 9, mainThread: 0.9 }];
  expect(limitOf({ ...idle, processes })).toBe('the main thread of maintenance: 90 % busy');
});

test('a busy disk is named when no core is', () => {
  expect(limitOf({ ...idle, disk: 0.9 })).toBe('the disk: 90 % busy, 200 flushes a second');
});

test('when nothing is used up it says so instead of naming the first best', () => {
  expect(limitOf(idle)).toMatch(/^no single resource/);
});
