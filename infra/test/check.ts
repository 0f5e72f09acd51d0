import { join } from 'node:path';
import { repositoryRoot } from '../local/cache.ts';
import { runCommand } from '../local/command.ts';

/** One check of the source, done. */
export interface CheckResult {
  readonly name: string;
  readonly isPassed: boolean;
  readonly seconds: number;
  /** What the tool wrote. */
  readonly output: string;
}

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

function tool(name: string, ...args: string[]): Check {
  return { name, command: join(repositoryRoot, 'node_modules/.bin', name), args };
}

/** The compiler and the linter. What is left, the architecture among it, is tests: `npm test` runs both. */
const checks: readonly Check[] = [
  tool('tsc', '-p', 'tsconfig.base.json'),
  tool('biome', 'ci', '--colors=off'),
];

async function runCheck({ name, command, args }: Check): Promise<CheckResult> {
  const from = performance.now();
  const { code, output } = await runCommand(command, args, { cwd: repositoryRoot });
  return { name, isPassed: code === 0, seconds: (performance.now() - from) / 1000, output };
}

/** Runs every check side by side, and prints each with what it found. */
export async function runChecks(): Promise<readonly CheckResult[]> {
  const results = await Promise.all(checks.map(runCheck));
  for (const { name, isPassed, seconds, output } of results) {
    console.log(`check ${name}: ${isPassed ? 'passed' : 'FAILED'} (${seconds.toFixed(1)} s)`);
    if (!isPassed) console.log(output.trimEnd());
  }
  return results;
}

if (import.meta.main) {
  const failed = (await runChecks()).filter(({ isPassed }) => !isPassed);
  process.exit(failed.length === 0 ? 0 : 1);
}
