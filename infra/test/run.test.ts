import { expect, test } from '@jest/globals';
import { countJest } from './run.ts';

const report = { numPassedTests: 5, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

test('failed tests and files that could not be run are both counted as failed', () => {
  expect(countJest({ ...report, numFailedTests: 2, numRuntimeErrorTestSuites: 1 }, 1)).toEqual({
    passed: 5,
    failed: 3,
  });
});

test('a run without any test is a failure', () => {
  expect(countJest({ ...report, numPassedTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
});

test('a run that ended badly without a failed test, or without a report, is a failure', () => {
  expect(countJest(report, 1)).toEqual({ passed: 5, failed: 1 });
  expect(countJest(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});

test('a good run has no failure', () => {
  expect(countJest(report, 0)).toEqual({ passed: 5, failed: 0 });
});
