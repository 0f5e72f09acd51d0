import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import { createNewsHub, type NewsHubOptions, type NewsItem } from './hub.ts';
import { streamNews } from './stream.ts';

const item = (position: number, text = `Nyhet ${position}`): NewsItem => ({
  ...{ newsId: `n${position}`, position, kind: 'order_held', at: '2030-04-01T08:00:00.000Z', text },
  ...{ orderId: null, organisationNumber: null },
});
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A console that streams these news over real HTTP; each caller's token is its query's. */
async function serve(options: Partial<NewsHubOptions> = {}) {
  const news: NewsItem[] = [];
  const reads: { readonly token: string; readonly after: number }[] = [];
  const hub = createNewsHub({
    async read(token, { after, limit }) {
      reads.push({ token, after });
      const items = news.filter(({ position }) => position > after).slice(0, limit);
      return { items, latest: news.at(-1)?.position ?? 0 };
    },
    onError: (error) => {
      throw error;
    },
    ...{ pollMs: 10, ...options },
  });
  const server = createServer((request, response) => {
    const access = new URL(request.url ?? '', 'http://x').searchParams.get('token') ?? '';
    const tokens = { access, accessEndsAt: Date.now() / 1000 + 600, refresh: null, id: '' };
    streamNews(hub, tokens, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ends.push(() => {
    hub.end();
    server.closeAllConnections();
    server.close();
  });

  /** Connects, and gives what comes as it comes. */
  async function connect(query: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/?${query}`, { headers });
    const reader = response.body!.getReader();
    const decoder = new TextDecoder();
    let text = '';
    let isOver = false;
    const reading = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
      }
      isOver = true;
    })().catch(() => {
      isOver = true;
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: () => text,
      ids: () => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
      isOver: () => isOver,
      async leave() {
        await reader.cancel();
        await reading;
      },
    };
  }
  return { news, reads, connect, hub };
}

async function until(look: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!look()) {
    if (Date.now() > deadline) throw new Error('not in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('whoever listens gets each item once, in order, from its own position on, by one look for all', async () => {
  const { news, reads, connect } = await serve();
  news.push(...Array.from({ length: 250 }, (_, index) => item(index + 1)));
  const early = await connect('etter=0&token=a');
  const late = await connect('etter=249&token=b');
  // The browser says where it was; the page's own position is an older one.
  const again = await connect('etter=0&token=c', { 'last-event-id': '248' });
  await until(() => early.ids().length === 250 && late.ids().length === 1 && again.ids().length === 2);
  expect(early.type).toBe('text/event-stream; charset=utf-8');
  news.push(item(251));
  await until(() => [early, late, again].every((one) => one.ids().at(-1) === 251));
  expect(early.ids()).toEqual(Array.from({ length: 251 }, (_, index) => index + 1));
  expect(late.ids()).toEqual([250, 251]);
  expect(again.ids()).toEqual([249, 250, 251]);
  const before = reads.length;
  await until(() => reads.length >= before + 3);
  // All are where the news are, so that each look asks for the same and serves all three.
  expect(new Set(reads.slice(before + 1).map(({ after }) => after))).toEqual(new Set([251]));
});

test('a text is data, whatever it holds', async () => {
  const { news, connect } = await serve();
  news.push(item(1, 'to linjer\n\nid: 99\nevent: falsk\n\n«æøå» \u2028'));
  const one = await connect('etter=0');
  await until(() => one.ids().length === 1);
  expect(one.ids()).toEqual([1]);
  // U+2028 is a line's end to regular expressions, and none to the protocol.
  const [, data = ''] = /data: ([^\n]*)\n/.exec(one.text()) ?? [];
  expect(JSON.parse(data).text).toBe('to linjer\n\nid: 99\nevent: falsk\n\n«æøå» \u2028');
});

test('nobody looks while nobody listens, and whoever is beyond the bound is told to come later', async () => {
  const { reads, connect } = await serve({ listenersMax: 1 });
  expect(reads).toEqual([]);
  const one = await connect('etter=0');
  const other = await connect('etter=0');
  expect([one.status, other.status]).toEqual([200, 503]);
  await one.leave();
  const third = async () => (await connect('etter=0')).status;
  let status = await third();
  const deadline = Date.now() + 5000;
  while (status === 503 && Date.now() < deadline) status = await third();
  expect(status).toBe(200);
});

test('a token that is no longer good ends its own stream; the others go on with theirs', async () => {
  const news = [item(1)];
  const refused = new ProblemError(401, { errors: [], code: 'unauthorized', detail: '' } as never);
  const { connect } = await serve({
    async read(token, { after }) {
      if (token === 'old') throw refused;
      return { items: news.filter(({ position }) => position > after), latest: 1 };
    },
  });
  const good = await connect('etter=0&token=good');
  const old = await connect('etter=0&token=old');
  await until(() => old.isOver());
  news.push(item(2));
  await until(() => good.ids().length === 2);
  expect(good.isOver()).toBe(false);
});

test('a position that is none is refused, and one beyond the end waits for what comes', async () => {
  const { news, connect } = await serve();
  for (const query of ['', 'etter=', 'etter=x', 'etter=-1', `etter=${'9'.repeat(30)}`])
    expect((await connect(query)).status).toBe(400);
  news.push(item(1));
  const beyond = await connect('etter=500');
  await new Promise((resolve) => setTimeout(resolve, 30));
  news.push(item(2));
  await until(() => beyond.ids().length === 1);
  expect(beyond.ids()).toEqual([2]);
});
