import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshDatabase } from '@tiltak/testing';
import type { Store } from '../src/index.ts';
import { add, move, openAccounts } from './account.ts';

let store: Store;
beforeAll(async () => {
  store = await openAccounts(freshDatabase('plans'));
  await Promise.all(['a', 'b'].map((id) => add(store, id, 1000)));
  await Promise.all(Array.from({ length: 300 }, (_, at) => move(store, 'a', 'b', 1, `key-${at}`)));
});
afterAll(() => store.close());

test('a command reads by index alone, however long the journal is', async () => {
  const db = store.connection.db;
  await db?.command({ profile: 2 });
  await move(store, 'a', 'b', 1, 'one-more');
  await move(store, 'a', 'b', 1, 'one-more');
  await db?.command({ profile: 0 });
  const reads = await db
    ?.collection('system.profile')
    .find({ op: { $in: ['query', 'getmore', 'command'] }, ns: /\.(journal|accounts|copies|replies)$/ })
    .toArray();
  const scanning = reads?.filter(
    ({ planSummary, docsExamined }) => /COLLSCAN/.test(planSummary ?? '') && docsExamined > 0,
  );
  expect(reads?.some(({ ns }) => ns.endsWith('.journal'))).toBe(true);
  expect(scanning?.map(({ command }) => command)).toEqual([]);
});
