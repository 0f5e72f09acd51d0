import type { newsItem } from '@tiltak/contracts/notifications';
import { ProblemError } from '@tiltak/http/client';
import type * as z from 'zod';

export type NewsItem = z.output<typeof newsItem>;

/** Somebody who follows the news live. */
export type Listener = {
  /** Of the last item that it has got. */
  position: number;
  /** The access token of who listens: the news are read with one of these. */
  readonly token: string;
  readonly send: (item: NewsItem) => void;
  readonly end: () => void;
};

export type NewsHubOptions = {
  /** The news after a position, oldest first, at most {@link pageLimit}; `latest` is the last position there is. */
  readonly read: (
    token: string,
    query: { readonly after: number; readonly limit: number },
  ) => Promise<{ readonly items: readonly NewsItem[]; readonly latest: number }>;
  readonly onError: (error: unknown) => void;
  /** Milliseconds between two looks for what is new. */
  readonly pollMs?: number;
  readonly listenersMax?: number;
};

const pageLimit = 100;
/** A service that is out of reach is left alone for a while. */
const restMs = 10_000;

/**
 * Follows the news for all who listen: one look at a time for the whole process, however many they are, and none while
 * nobody listens. Each gets every item once, in order, from its own position on.
 */
export function createNewsHub({ read, onError, pollMs = 2000, listenersMax = 500 }: NewsHubOptions) {
  const listeners = new Set<Listener>();
  let isFollowing = false;
  let wakeUp: (() => void) | undefined;

  function remove(listener: Listener): void {
    listeners.delete(listener);
    if (listeners.size === 0) wakeUp?.();
  }

  /** Resolves after a while, or at once when somebody comes or nobody is left. */
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      if (listeners.size === 0) return resolve();
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Hands on what is new. True when there may be more at once. */
  async function look(asked: Listener): Promise<boolean> {
    const after = Math.min(...[...listeners].map(({ position }) => position));
    const { items, latest } = await read(asked.token, { after, limit: pageLimit });
    for (const listener of listeners) {
      // The news began anew: a position that isn't there yet would wait for ever.
      if (listener.position > latest) listener.position = latest;
      for (const item of items) {
        if (item.position <= listener.position) continue;
        listener.position = item.position;
        listener.send(item);
      }
    }
    return items.length === pageLimit;
  }

  async function follow(): Promise<void> {
    // Whoever came last has the token that lasts longest.
    for (let asked = [...listeners].at(-1); asked; asked = [...listeners].at(-1)) {
      try {
        if (!(await look(asked))) await rest(pollMs);
      } catch (error) {
        if (error instanceof ProblemError && [401, 403].includes(error.status)) {
          remove(asked);
          asked.end();
        } else {
          onError(error);
          await rest(restMs);
        }
      }
    }
    isFollowing = false;
  }

  return {
    /** False when as many listen as may. */
    add(listener: Listener): boolean {
      if (listeners.size >= listenersMax) return false;
      listeners.add(listener);
      if (isFollowing) wakeUp?.();
      else {
        isFollowing = true;
        void follow();
      }
      return true;
    },
    remove,
    /** Ends it for everybody. */
    end(): void {
      for (const listener of [...listeners]) {
        remove(listener);
        listener.end();
      }
    },
  };
}

export type NewsHub = ReturnType<typeof createNewsHub>;
