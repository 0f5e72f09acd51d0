#!/usr/bin/env node
import { SealingError } from '../sealingError.ts';
import { help, run } from './command.ts';
import { Refused } from './session.ts';
import { UsageError } from './usage.ts';

try {
  console.log(await run(process.argv.slice(2)));
} catch (error) {
  const isExpected =
    error instanceof SealingError ||
    error instanceof UsageError ||
    error instanceof Refused ||
    (error instanceof Error && 'syscall' in error);
  console.error(isExpected ? error.message : error);
  if (error instanceof UsageError) console.error(`\n${help}`);
  process.exitCode = 1;
}
