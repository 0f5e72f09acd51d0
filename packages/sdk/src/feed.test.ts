import { afterEach, expect, test } from '@jest/globals';
import { type Asked, startFake, testEvent } from '../test/fakeTiltak.ts';
import { NoAnswer, TiltakError, UnreadableEvent } from './errors.ts';
import { type FeedEntry, type FeedOptions, readFeed } from './feed.ts';

const fakes: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of fakes.splice(0)) await one.stop();
});
async function fake(reply: Parameters<typeof startFake>[0]) {
  const one = await startFake(reply);
  fakes.push(one);
  return one;
}

const ids = Array.from({ length: 7 }, (_, index) => `e${index + 1}`);
/** The feed of a service that holds these events: cursors are `c0`, `c1`, ... */
function pageOf({ query }: Asked, all: readonly string[] = ids, size = 3) {
  const from = Number((query.get('after') ?? 'c0').slice(1));
  const items = all.slice(from, from + size);
  const cursors = items.map((_, index) => `c${from + index + 1}`);
  return {
    status: 200,
    body: { items: items.map((id) => testEvent(id)), cursors, next: cursors.at(-1) ?? `c${from}` },
  };
}
async function all(entries: AsyncIterable<FeedEntry>): Promise<FeedEntry[]> {
  const found: FeedEntry[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}
const idsOf = (entries: readonly FeedEntry[]) => entries.map(({ event }) => event.id);

test('the feed is read page after page to its end, each event once, with a cursor right after it', async () => {
  const { tiltak } = await fake((asked) => pageOf(asked));
  const entries = await all(readFeed(tiltak, { follow: false }));
  expect(idsOf(entries)).toEqual(ids);
  expect(entries.map(({ cursor }) => cursor)).toEqual(ids.map((_, index) => `c${index + 1}`));
  expect(entries[0]?.body).toBe(JSON.stringify(testEvent('e1')));
});

test('whoever stops in the middle of a page and goes on with the stored cursor misses nothing and repeats nothing', async () => {
  const { tiltak } = await fake((asked) => pageOf(asked));
  const got: string[] = [];
  let after: string | undefined;
  while (got.length < ids.length)
    for await (const { event, cursor } of readFeed(tiltak, { after, follow: false })) {
      got.push(event.id);
      after = cursor;
      break;
    }
  expect(got).toEqual(ids);
});

test('server errors, lost connections and pages of a proxy are survived', async () => {
  const troubles = [
    'hangUp',
    { status: 503 },
    { status: 502, body: '<html>' },
    { status: 200, body: '<html>' },
  ] as const;
  const { tiltak } = await fake((asked, count) => troubles[count - 2] ?? pageOf(asked));
  const waits: number[] = [];
  const onTrouble: FeedOptions['onTrouble'] = (error, waitMs) => {
    expect(error).toBeInstanceOf(NoAnswer);
    waits.push(waitMs);
  };
  expect(idsOf(await all(readFeed(tiltak, { follow: false, onTrouble })))).toEqual(ids);
  expect(waits).toHaveLength(4);
  expect(waits[3]).toBeGreaterThan(waits[0]!);
}, 30_000);

test('a server that asks to be left alone for a while is', async () => {
  const { tiltak } = await fake((asked, count) =>
    count === 1 ? { status: 429, headers: { 'retry-after': '1' } } : pageOf(asked),
  );
  const from = performance.now();
  await all(readFeed(tiltak, { follow: false }));
  expect(performance.now() - from).toBeGreaterThan(990);
});

test('a token that has ended is fetched anew, once', async () => {
  const { tiltak, asked } = await fake((one) =>
    one.headers.authorization === 'Bearer token-1'
      ? { status: 401, body: { code: 'unauthenticated' } }
      : pageOf(one),
  );
  expect(idsOf(await all(readFeed(tiltak, { follow: false })))).toEqual(ids);
  expect(asked[1]?.headers.authorization).toBe('Bearer token-2');
});

test.each([
  [400, 'bad_cursor'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
])('a no for good (%d) ends the loop with its code', async (status, code) => {
  const { tiltak, asked } = await fake(() => ({ status, body: { status, code, detail: 'No.' } }));
  const reading = all(readFeed(tiltak, { after: 'x' }));
  await expect(reading).rejects.toBeInstanceOf(TiltakError);
  await expect(reading).rejects.toMatchObject({ status, code });
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('an abort ends the loop at once and quietly, while it waits for news and while it backs off', async () => {
  for (const reply of [
    () => new Promise<never>(() => {}),
    () => ({ status: 503, headers: { 'retry-after': '30' } }),
  ]) {
    const { tiltak, asked } = await fake(reply);
    const stop = new AbortController();
    const reading = all(readFeed(tiltak, { signal: stop.signal }));
    while (asked.length === 0) await new Promise(setImmediate);
    setTimeout(() => stop.abort(), 50);
    const from = performance.now();
    expect(await reading).toEqual([]);
    expect(performance.now() - from).toBeLessThan(1000);
  }
});

test('following waits at the end of the feed for what comes', async () => {
  const growing = ids.slice(0, 2);
  const { tiltak, asked } = await fake(async (one) => {
    if (one.query.get('after') === `c${growing.length}`) {
      expect(one.query.get('wait')).toBe('20');
      growing.push(`e${growing.length + 1}`);
    }
    return pageOf(one, growing);
  });
  const got: string[] = [];
  for await (const { event } of readFeed(tiltak)) {
    got.push(event.id);
    if (got.length === 4) break;
  }
  expect(got).toEqual(['e1', 'e2', 'e3', 'e4']);
  expect(asked).toHaveLength(3);
});

test('an event that can’t be read stops the loop, and the cursor before it stays good', async () => {
  const { tiltak } = await fake((asked) => {
    const page = pageOf(asked);
    return {
      ...page,
      body: { ...page.body, items: page.body.items.map((item) => (item.id === 'e2' ? { id: 'e2' } : item)) },
    };
  });
  const got: string[] = [];
  const reading = (async () => {
    for await (const { cursor } of readFeed(tiltak, { follow: false })) got.push(cursor);
  })();
  await expect(reading).rejects.toBeInstanceOf(UnreadableEvent);
  expect(got).toEqual(['c1']);
});
