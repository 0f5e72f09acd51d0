import { expect, test } from '@jest/globals';
import { given } from '@tiltak/decider/testing';
import { probes } from './probes.ts';
import { type ProbeResult, type SelfTestEvent, selfTests } from './selfTest.ts';

const at = (minutes: number) => new Date(Date.UTC(2030, 3, 1, 8, minutes)).toISOString();
const run = { endpointId: 'p1', organisationNumber: '310000019' };
const started = (selfTestId: string, minutes: number): SelfTestEvent => ({
  type: 'SelfTestStarted',
  data: { selfTestId, ...run, at: at(minutes) },
});
const start = (selfTestId: string, minutes: number) =>
  ({ type: 'start', selfTestId, ...run, at: at(minutes) }) as const;
const finished = (minutes: number): SelfTestEvent => ({
  type: 'SelfTestFinished',
  data: { at: at(minutes) },
});
const answered = (index: number, statusCode = 204): ProbeResult => ({
  ...{ probe: probes[index]!.name, at: at(1), durationMs: 3, statusCode, error: null },
});
const record = (selfTestId: string, index: number) =>
  ({ type: 'record', selfTestId, result: answered(index) }) as const;
const events = (count: number): SelfTestEvent[] =>
  Array.from({ length: count }, (_, index) => ({ type: 'ProbeAnswered', data: answered(index) }));

test('one self-test at a time', () => {
  given(selfTests, [started('t1', 0)])
    .when(start('t2', 1))
    .rejects('self_test_running');
  given(selfTests, [started('t1', 0), ...events(probes.length), finished(1)])
    .when(start('t2', 2))
    .then([started('t2', 2)]);
});

test('at most ten within an hour; the eleventh is told when', () => {
  const ten = Array.from({ length: 10 }, (_, n) => [started(`t${n}`, n), finished(n)]).flat();
  given(selfTests, ten).when(start('t10', 59)).rejects('self_test_too_often');
  given(selfTests, ten)
    .when(start('t10', 60))
    .then([started('t10', 60)]);
});

test('answers are recorded once, in the probes’ order, and the last one ends the test', () => {
  const running = given(selfTests, [started('t1', 0), ...events(1)]);
  running.when(record('t1', 0)).then([]);
  running.when(record('t1', 2)).then([]);
  running.when(record('t1', 1)).then([{ type: 'ProbeAnswered', data: answered(1) }]);
  const last = probes.length - 1;
  given(selfTests, [started('t1', 0), ...events(last)])
    .when(record('t1', last))
    .then([{ type: 'ProbeAnswered', data: answered(last) }, finished(1)]);
});

test('what belongs to an earlier run is not recorded in this one', () => {
  given(selfTests, [started('t1', 0), finished(1), started('t2', 2)])
    .when(record('t1', 0))
    .then([]);
  given(selfTests, [started('t1', 0), finished(1)])
    .when(record('t1', 0))
    .then([]);
  given(selfTests, []).when(record('t1', 0)).then([]);
});

test('a new run begins afresh', () => {
  const state = given(selfTests, [started('t1', 0), ...events(3), finished(1)])
    .when(start('t2', 2))
    .state();
  expect(state).toMatchObject({ status: 'running', selfTestId: 't2', results: [], finishedAt: null });
});
