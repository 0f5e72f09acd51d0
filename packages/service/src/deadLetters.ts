import type { Operations } from '@tiltak/contracts';
import type { Handlers } from '@tiltak/http';
import { listParked, type Reactions, replayParked } from '@tiltak/messaging';
import type { Store } from '@tiltak/store';
import * as z from 'zod';

/** What an administrator can do about events that a service could not apply; every service has these. */
export const deadLetterOperations = {
  listDeadLetters: {
    method: 'get',
    path: '/dead-letters',
    summary: 'Events that could not be applied, and those that wait behind them; at most 200',
    allow: ['admin'],
    answer: {
      status: 200,
      body: z.object({
        items: z.array(
          z.object({
            id: z.string(),
            stream: z.string(),
            sequence: z.int(),
            topic: z.string(),
            reason: z.string(),
            parkedAt: z.string(),
            eventType: z.string().nullable(),
          }),
        ),
        next: z.null(),
      }),
    },
  },
  replayDeadLetters: {
    method: 'post',
    path: '/dead-letters/replay',
    summary: 'Applies them again, each stream in its order',
    allow: ['admin'],
    answer: {
      status: 200,
      body: z.object({
        applied: z.int(),
        failed: z.array(z.object({ id: z.string(), reason: z.string() })),
      }),
    },
  },
} as const satisfies Operations;

/** The handlers of {@link deadLetterOperations}. */
export function deadLetterHandlers(
  store: Store,
  reactions: Reactions,
): Handlers<typeof deadLetterOperations> {
  return {
    async listDeadLetters() {
      const parked = await listParked(store, 200);
      const items = parked.map(({ event, raw: _raw, ...shown }) => ({
        ...shown,
        eventType: event?.type ?? null,
      }));
      return { body: { items, next: null } };
    },
    async replayDeadLetters() {
      const { applied, failed } = await replayParked(store, reactions);
      return { body: { applied, failed: [...failed] } };
    },
  };
}
