import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../local/cache.ts';
import { readJson } from '../local/secretFile.ts';
import { runChecks } from './check.ts';

/** What of Jest's JSON report is counted. */
interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not be run at all, so that none of their tests is counted above. */
  readonly numRuntimeErrorTestSuites: number;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Counts a finished Jest run. No report (Jest did not get that far), no test at all, or a bad exit without a failed
 * test is one failure: a run that proves nothing must not look like a success.
 */
export function countJest(report: JestReport | undefined, exitCode: number): Count {
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  const isUnexplained = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: failed + (isUnexplained ? 1 : 0) };
}

function runJest(args: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'tiltak-jest-'));
  const reportFile = join(folder, 'report.json');
  const jest = spawn(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      join(repositoryRoot, 'node_modules/jest/bin/jest.js'),
      ...['-c', 'infra/jest.config.mjs', '--json', '--outputFile', reportFile, ...args],
    ],
    { cwd: repositoryRoot, stdio: ['inherit', 'inherit', 'inherit'] },
  );
  const pass = (signal: NodeJS.Signals): void => void jest.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  process.on('SIGHUP', pass);
  // The parent process was killed: nobody waits for the answer any more.
  process.once('disconnect', () => pass('SIGTERM'));
  process.channel?.unref();
  return new Promise((resolve) => {
    jest.once('exit', (code, signal) => {
      const exitCode = code ?? 128 + constants.signals[signal ?? 'SIGKILL'];
      const count = countJest(readJson<JestReport>(reportFile), exitCode);
      rmSync(folder, { recursive: true });
      resolve(count);
    });
  });
}

if (import.meta.main) {
  const checks = await runChecks();
  const tests = await runJest(process.argv.slice(2));
  const passed = tests.passed + checks.filter(({ isPassed }) => isPassed).length;
  const failed = tests.failed + checks.filter(({ isPassed }) => !isPassed).length;
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
