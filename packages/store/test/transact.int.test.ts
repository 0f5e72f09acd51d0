import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Rejection } from '@tiltak/decider';
import { freshDatabase } from '@tiltak/testing';
import { eventBytesMax, type Store } from '../src/index.ts';
import { accounts, add, balances, openAccounts, purses } from './account.ts';
import { expectSound } from './expectSound.ts';

let uri: string;
let store: Store;
let other: Store;

beforeEach(async () => {
  uri = freshDatabase('transact');
  [store, other] = await Promise.all([openAccounts(uri), openAccounts(uri)]);
});
afterEach(async () => {
  await expectSound(store);
  await Promise.all([store.close(), other.close()]);
});

const actor = { actor: 'test' };

test('500 commands at once on one stream from two instances all take effect once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, index) => add(index % 2 ? store : other, 'a', 1)),
  );
  expect(await balances(store)).toEqual({ a: 500 });
  // Each saw the one before it: no two were given the same balance.
  expect(new Set(answers).size).toBe(500);
  expect(await store.journal.countDocuments()).toBe(500);
});

test('works of one batch on one stream see each other, in the order in which they came', async () => {
  const answers = await Promise.all([add(store, 'a', 5), add(store, 'a', 7), add(store, 'a', -12)]);
  expect(answers).toEqual([5, 12, 0]);
  await expect(Promise.all([add(store, 'a', 3), add(store, 'a', -4)])).rejects.toMatchObject({
    code: 'overdrawn',
  });
  expect(await balances(store)).toEqual({ a: 3 });
});

test('a work that throws undoes all that it did, and nothing of the others in its batch', async () => {
  const failing = store.transact(async (reads) => {
    const [account, copy] = await Promise.all([reads.stream(accounts, 'a'), reads.doc('copies', 'x')]);
    return (stage) => {
      stage.handle(account, { type: 'add', amountOre: 100 });
      stage.put(copy, { value: 'half' });
      stage.schedule({ id: 't', kind: 'k', dueAt: new Date(), payload: {} });
      throw new Error('on purpose');
    };
  }, actor);
  const all = await Promise.allSettled([add(store, 'a', 1), failing, add(store, 'a', 2)]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await balances(store)).toEqual({ a: 3 });
  expect((await store.documents('copies')).size).toBe(0);
  expect(await store.timers.countDocuments()).toBe(0);
});

test('an attempt that throws is undone alone, also inside of another', async () => {
  const swallow = (step: () => void) => {
    try {
      step();
    } catch {}
  };
  await store.transact(async (reads) => {
    const account = await reads.stream(accounts, 'a');
    const copy = await reads.doc<{ readonly text: string }>('copies', 'x');
    return (stage) => {
      stage.put(copy, { text: 'before' });
      stage.attempt(() => {
        stage.handle(account, { type: 'add', amountOre: 1 });
        swallow(() =>
          stage.attempt(() => {
            stage.handle(account, { type: 'add', amountOre: 10 });
            stage.put(copy, { text: 'inner' });
            stage.schedule({ id: 't', kind: 'k', dueAt: new Date(), payload: {} });
            throw new Error('on purpose');
          }),
        );
        expect(copy.value).toEqual({ text: 'before' });
        expect(account.state.balanceOre).toBe(1);
      });
      swallow(() =>
        stage.attempt(() => {
          stage.handle(account, { type: 'add', amountOre: 100 });
          throw new Rejection('no', 'on purpose');
        }),
      );
    };
  }, actor);
  expect(await balances(store)).toEqual({ a: 1 });
  expect((await store.documents('copies')).get('x')).toEqual({ text: 'before' });
  expect(await store.timers.countDocuments()).toBe(0);
});

test('a work whose document is too large for the database fails alone', async () => {
  const tooLarge = store.transact(async (reads) => {
    const [account, copy] = await Promise.all([reads.stream(accounts, 'a'), reads.doc('copies', 'x')]);
    return (stage) => {
      stage.handle(account, { type: 'add', amountOre: 100 });
      stage.put(copy, { text: 'x'.repeat(17 * 1024 * 1024) });
    };
  }, actor);
  const all = await Promise.allSettled([
    add(store, 'a', 1),
    tooLarge,
    add(store, 'b', 2),
    add(store, 'a', 4),
  ]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(await balances(store)).toEqual({ a: 5, b: 2 });
});

test('works that are together larger than one command of the database are all done', async () => {
  const note = 'x'.repeat(200_000);
  const works = Array.from({ length: 120 }, () =>
    store.transact(async (reads) => {
      const account = await reads.stream(accounts, 'a');
      return (stage) => void stage.handle(account, { type: 'add', amountOre: 1, note });
    }, actor),
  );
  await Promise.all(works);
  expect(await balances(store)).toEqual({ a: 120 });
});

test('an event too large to be sent is refused before it is stored', async () => {
  const note = 'ø'.repeat(eventBytesMax / 2);
  const large = store.transact(async (reads) => {
    const account = await reads.stream(accounts, 'a');
    return (stage) => void stage.handle(account, { type: 'add', amountOre: 1, note });
  }, actor);
  await expect(large).rejects.toThrow(RangeError);
  expect(await store.journal.countDocuments()).toBe(0);
});

test('beyond the limit of waiting works a caller is told to come back', async () => {
  const works = Array.from({ length: 10_050 }, () => store.transact(async () => () => 0, actor));
  const outcomes = await Promise.allSettled(works);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBe(50);
  expect(refused[0]).toMatchObject({ reason: { code: 'too_busy' } });
  expect(await add(store, 'a', 1)).toBe(1);
});

test('no update of a document is lost between two instances', async () => {
  const count = (by: Store) =>
    by.transact(async (reads) => {
      const counter = await reads.doc<{ readonly count: number }>('copies', 'counter');
      return (stage) => stage.put(counter, { count: (counter.value?.count ?? 0) + 1 });
    }, actor);
  await Promise.all(Array.from({ length: 300 }, (_, index) => count(index % 2 ? store : other)));
  expect((await store.documents('copies')).get('counter')).toEqual({ count: 300 });
});

test('a document that was deleted and made anew elsewhere is not taken for the old one', async () => {
  const put = (by: Store, value: { text: string } | undefined, wait?: () => Promise<void>) => {
    const seen: unknown[] = [];
    return by.transact(async (reads) => {
      const doc = await reads.doc<{ text: string }>('copies', 'x');
      seen.push(doc.value);
      if (seen.length === 1) await wait?.();
      return (stage) => {
        stage.put(doc, value);
        return seen;
      };
    }, actor);
  };
  await put(store, { text: 'first' });
  const seen = await put(store, { text: 'last' }, async () => {
    await put(other, undefined);
    await put(other, { text: 'anew' });
  });
  expect(seen).toEqual([{ text: 'first' }, { text: 'anew' }]);
});

test('an id of another kind shows nothing of that kind in the same batch', async () => {
  await add(store, 'a', 5);
  const read = (kind: typeof accounts) =>
    store.transact(async (reads) => {
      const stream = await reads.stream(kind, 'a');
      return () => stream.version;
    }, actor);
  expect(await Promise.all([read(accounts), read(purses)])).toEqual([1, 0]);
});

test('what goes into an event comes back as it went in, and its hash still fits', async () => {
  const odd = {
    negativeZero: -0,
    large: 2 ** 53 - 1,
    larger: 4_294_967_296,
    fraction: 0.1 + 0.2,
    nothing: undefined,
    list: [undefined, null, [], {}],
    date: new Date(0),
    '10': 'ten',
    '9': 'nine',
    'a.b': { $set: 1 },
    loneSurrogate: 'x\ud800y',
    nul: 'a\u0000b',
    norwegian: 'Bærum ønsker å æøå',
  };
  await store.transact(async (reads) => {
    const account = await reads.stream(accounts, 'a');
    return (stage) =>
      void stage.handle(account, { type: 'add', amountOre: 1, note: odd as unknown as string });
  }, actor);
  const row = await store.journal.findOne({ stream: 'a' });
  expect((row?.data as { note: object } | undefined)?.note).toEqual({
    ...JSON.parse(JSON.stringify(odd)),
    loneSurrogate: 'x\ufffdy',
  });
});

test('time does not go back within a stream, though a process has a clock that is slow', async () => {
  const slow = await openAccounts(uri, { now: () => new Date(Date.now() - 600_000) });
  await add(store, 'a', 1);
  await add(slow, 'a', 1);
  const [first, second] = await store.journal.find({ stream: 'a' }).sort({ version: 1 }).toArray();
  expect(Date.parse(second?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(first?.at ?? ''));
  await slow.close();
});

test('who listens to commits hears of each row once, after it is durable and before the answer', async () => {
  const heard: string[] = [];
  store.onCommit((rows) => heard.push(...rows.map((row) => row._id)));
  await Promise.all(Array.from({ length: 50 }, (_, index) => add(store, `s${index % 5}`, 1)));
  const kept = await store.journal.find().toArray();
  expect([...heard].sort()).toEqual(kept.map((row) => row._id).sort());
});

test('what waits at the close is finished, and nothing new is taken', async () => {
  const closing = await openAccounts(uri);
  const works = Array.from({ length: 300 }, () => add(closing, 'c', 1));
  const closed = closing.close();
  await expect(add(closing, 'c', 1)).rejects.toMatchObject({ code: 'too_busy' });
  await Promise.all(works);
  await closed;
  expect(await balances(store)).toEqual({ c: 300 });
});
