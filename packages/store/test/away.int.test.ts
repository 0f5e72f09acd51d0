import { expect, jest, test } from '@jest/globals';
import { eventually } from '@tiltak/testing';
import { startEmbeddedMongod } from '../../../infra/test/infrastructure.ts';
import { isAway } from '../src/index.ts';
import { add, openAccounts } from './account.ts';

jest.setTimeout(120_000);

/** Ten seconds for a database that can't be reached; a silent one is noticed after fifteen, and then tried again. */
const toldWithinMs = 40_000;

// Side by side, each with a mongod of its own: nearly all of it is waiting.
test.concurrent.each(['killed', 'frozen'])(
  'with mongod %s for long, whoever waits is told so in time',
  async (way) => {
    await using mongod = await startEmbeddedMongod();
    const store = await openAccounts(mongod.uriOf('away'));
    const signal = (name: NodeJS.Signals) => process.kill(mongod.pid ?? Number.NaN, name);
    await add(store, 'a', 1);
    await (way === 'killed' ? mongod.kill() : signal('SIGSTOP'));
    const from = performance.now();
    const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => add(store, 'a', 1)));
    expect(performance.now() - from).toBeLessThan(toldWithinMs);
    const reasons = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(reasons.filter((reason) => !isAway(reason))).toEqual([]);
    await expect(store.ready()).rejects.toThrow();
    await (way === 'killed' ? mongod.start() : signal('SIGCONT'));
    await eventually(() => store.ready(), { deadlineMs: 30_000 });
    // Those who were told so have changed nothing.
    expect(await add(store, 'a', 1)).toBe(2);
    await store.close();
  },
);
