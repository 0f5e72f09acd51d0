import { NoAnswer } from './errors.ts';
import { parseEvent, type TiltakEvent } from './event.ts';
import { callOnce, pause, waitMsAfter } from './request.ts';
import type { Tiltak } from './tiltak.ts';

/**
 * An event of the feed. `body` is, to the byte, what an endpoint is sent. Store `cursor` together with what the event
 * led to, in one transaction: then every event counts exactly once, wherever your system stops.
 *
 * @example
 * for await (const { event, cursor } of readFeed(tiltak, { after: await loadCursor() })) {
 *   await database.transaction(async (t) => {
 *     await apply(t, event);
 *     await saveCursor(t, cursor);
 *   });
 * }
 */
export type FeedEntry = {
  readonly event: TiltakEvent;
  readonly body: string;
  /** Where to go on after this event. Opaque; it is good for ever. */
  readonly cursor: string;
  /** What `verify(body, headers, keys)` takes; only with `signed`. */
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * How to read a feed.
 *
 * @example
 * const options: FeedOptions = { after: stored, follow: false };
 */
export type FeedOptions = {
  /** The `cursor` of the last event that you have dealt with; left out: from the very first event. */
  readonly after?: string | null | undefined;
  /** Ends the loop, quietly and at once, wherever it is. */
  readonly signal?: AbortSignal;
  /** Whether to wait for news at the end of the feed, which is the default; with `false` the loop ends there. */
  readonly follow?: boolean;
  /** With signatures of Tiltak's public key, to verify or to keep as evidence. */
  readonly signed?: boolean;
  /** Is told of each failure that the loop survives, and how long it waits before it goes on. */
  readonly onTrouble?: (error: NoAnswer, waitMs: number) => void;
};

type Page = {
  readonly items: readonly unknown[];
  readonly cursors: readonly string[];
  readonly next: string;
  readonly signatures?: readonly Record<string, string>[];
};

const pageSize = 100;
/** How long a read waits at the end of the feed; the answer comes as soon as there is news. */
const waitSeconds = 20;
const timeoutMs = (waitSeconds + 10) * 1000;
/** After an empty page that came sooner than asked for (the server stops, or is full), this long is waited. */
const hasteMs = 1000;

/**
 * Your feed, as an endless sequence of events in order: all that concern you, whatever your endpoints subscribe to and
 * whether you have any. For a system without a server, and for catching up after an outage. News comes within a
 * second. Server errors, time-outs and lost connections are survived, with growing waits of up to half a minute.
 *
 * Throws TiltakError when the server says no for good (a token without access, a cursor that is none), and
 * UnreadableEvent for an event that this version of the package can't read; the last `cursor` stays good.
 *
 * @example
 * const stop = new AbortController();
 * process.once('SIGTERM', () => stop.abort());
 * for await (const { event, cursor } of readFeed(tiltak, { after: stored, signal: stop.signal })) {
 *   console.log(event.type, event.id);
 *   save(cursor);
 * }
 */
export async function* readFeed(
  tiltak: Pick<Tiltak, 'notificationsUrl' | 'token'>,
  options: FeedOptions = {},
): AsyncGenerator<FeedEntry, void, void> {
  const { signal, follow = true, signed = false } = options;
  let after = options.after ?? undefined;
  while (!signal?.aborted) {
    const askedAt = performance.now();
    const page = await pageAfter(tiltak, { after, follow, signed }, options);
    if (!page) return;
    for (const [index, item] of page.items.entries()) {
      if (signal?.aborted) return;
      const body = JSON.stringify(item);
      const headers = page.signatures?.[index];
      const cursor = page.cursors[index] ?? page.next;
      yield { event: parseEvent(body), body, cursor, ...(headers && { headers }) };
    }
    after = page.next;
    if (page.items.length > 0) continue;
    if (!follow) return;
    if (performance.now() - askedAt < hasteMs) await pause(hasteMs, signal);
  }
}

/** The next page, sooner or later; undefined when the signal has aborted. */
async function pageAfter(
  tiltak: Pick<Tiltak, 'notificationsUrl' | 'token'>,
  query: { readonly after: string | undefined; readonly follow: boolean; readonly signed: boolean },
  { signal, onTrouble }: FeedOptions,
): Promise<Page | undefined> {
  const search = new URLSearchParams({
    limit: String(pageSize),
    wait: String(query.follow ? waitSeconds : 0),
    signed: String(query.signed),
    ...(query.after !== undefined && { after: query.after }),
  });
  const url = `${tiltak.notificationsUrl}/feed?${search}`;
  for (let failures = 1; !signal?.aborted; failures++) {
    try {
      return (await callOnce(tiltak, { method: 'GET', url, timeoutMs, signal })) as Page;
    } catch (error) {
      if (signal?.aborted) return undefined;
      if (!(error instanceof NoAnswer)) throw error;
      const waitMs = waitMsAfter(failures, error);
      onTrouble?.(error, waitMs);
      await pause(waitMs, signal);
    }
  }
  return undefined;
}
