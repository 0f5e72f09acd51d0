import { expect, test } from '@jest/globals';
import { type ProbeName, probes } from './probes.ts';
import { reportOf } from './report.ts';
import type { ExistingSelfTest } from './selfTest.ts';

/** The self-test of a receiver that answers like this; the rest rightly. */
function testOf(answers: Partial<Record<ProbeName, number | null>>, durationMs = 12): ExistingSelfTest {
  return {
    ...{ status: 'finished', selfTestId: 't1', endpointId: 'p1', organisationNumber: '310000019' },
    ...{ startedAt: '2030-04-01T08:00:00Z', finishedAt: '2030-04-01T08:00:01Z', starts: [] },
    results: probes.map(({ name, expected }) => {
      const right = expected === 'taken' ? 204 : 401;
      const statusCode = answers[name] === undefined ? right : answers[name];
      const error = statusCode === null ? 'no answer within 15 s' : null;
      return { probe: name, at: '2030-04-01T08:00:00Z', durationMs, statusCode, error };
    }),
  };
}
const failed = (test: ExistingSelfTest) =>
  reportOf(test).checks.flatMap(({ check, passed }) => (passed ? [] : [check]));

test('a receiver that does all it should passes every check', () => {
  const report = reportOf(testOf({}));
  expect(report.passed).toBe(true);
  expect(report.checks).toHaveLength(9);
  expect(report.checks[0]).toMatchObject({ passed: true, finding: 'Your receiver answered 204.' });
});

test.each<[Partial<Record<ProbeName, number | null>>, string[]]>([
  [{ good_event: 404 }, ['good_event']],
  [{ duplicate: 409 }, ['duplicate']],
  [{ earlier_event: 422 }, ['reordered']],
  [{ wrong_signature: 200 }, ['wrong_signature']],
  [{ changed_body: 202, old_timestamp: 204 }, ['changed_body', 'old_timestamp']],
  [{ new_secret_first: 401 }, ['rotation']],
  [{ old_secret_first: 401 }, ['rotation']],
  [{ large_body: 413 }, ['large_body']],
  // No answer at all is no refusal.
  [{ wrong_signature: null }, ['wrong_signature', 'answer_time']],
  [{ good_event: 301 }, ['good_event']],
])('a receiver that answers %j fails %j', (answers, checks) => {
  expect(failed(testOf(answers))).toEqual(checks);
  expect(reportOf(testOf(answers)).passed).toBe(false);
});

test('a receiver that accepts everything is told that its verification is missing, in words', () => {
  const open = testOf({ wrong_signature: 200, changed_body: 200, old_timestamp: 200 });
  const [check] = reportOf(open).checks.filter(({ check }) => check === 'wrong_signature');
  expect(check?.finding).toContain('verify the signature');
});

test('answers that are slow, but in time, pass with advice', () => {
  const report = reportOf(testOf({}, 9000));
  expect(report.passed).toBe(true);
  expect(report.checks.at(-1)?.finding).toContain('9000 ms. Store the event and answer at once');
});

test('while it runs, what is not done is null', () => {
  const done = testOf({});
  const report = reportOf({
    ...done,
    status: 'running',
    finishedAt: null,
    results: done.results.slice(0, 3),
  });
  expect(report.passed).toBeNull();
  expect(report.checks.map(({ passed }) => passed)).toEqual([
    true,
    true,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
