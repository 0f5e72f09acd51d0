import type { Message } from '../feed/message.ts';

/** What a request needs of a message. */
export type Content = Pick<Message, 'body' | 'receivedAt'>;

/** Characters of bodies that are remembered at the most. */
const charactersMax = 8 * 1024 * 1024;

/**
 * What this process has just committed, so that it need not be read back to be sent. Messages never change, so that
 * one which is remembered is right; the oldest are forgotten first.
 */
export function createFresh() {
  const contents = new Map<string, Content>();
  let characters = 0;

  return {
    get: (eventId: string): Content | undefined => contents.get(eventId),
    add(eventId: string, { body, receivedAt }: Content): void {
      if (contents.has(eventId)) return;
      contents.set(eventId, { body, receivedAt });
      characters += body.length;
      for (const [oldest, content] of contents) {
        if (characters <= charactersMax) return;
        contents.delete(oldest);
        characters -= content.body.length;
      }
    },
  };
}

export type Fresh = ReturnType<typeof createFresh>;
