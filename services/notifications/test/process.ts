import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { createClient } from '@tiltak/http/client';
import { tokenFor } from '../../../infra/test/tokens.ts';
import { type Environment, until } from './harness.ts';

const main = join(import.meta.dirname, '../src/main.ts');
/**
 * A transaction that the kill leaves open keeps its documents locked until mongod ends it: 60 s (and up to 30 more until
 * it looks) with mongod's default `transactionLifetimeLimitSeconds`, about 4 s with 3.
 */
export const orphanedTransactionMs = 120_000;

let running: ChildProcess | undefined;

/** For `afterEach`: ends the process that a test has left. */
export const killRunning = () => running && kill(running);

/** SIGKILL; resolves when the process is gone. */
export async function kill(victim: ChildProcess): Promise<void> {
  victim.kill('SIGKILL');
  if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
}

/** Starts notifications in a process of its own, which can be killed, on the environment's port. */
export async function startProcess(environment: Environment): Promise<ChildProcess> {
  running = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment, LOG_LEVEL: 'fatal' },
    stdio: 'inherit',
  });
  const isReady = () =>
    fetch(`${urlOf(environment)}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('the service to be ready', isReady, 120_000);
  return running;
}

export const urlOf = ({ PORT }: Environment): string => `http://127.0.0.1:${PORT}`;

/** A contractor's client of that process. */
export const clientOf = (environment: Environment, who: string) =>
  createClient(notificationsOperations, { baseUrl: urlOf(environment), token: () => tokenFor(who) });
