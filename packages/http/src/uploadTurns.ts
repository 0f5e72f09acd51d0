import type { ServerResponse } from 'node:http';
import { Rejection } from '@tiltak/decider';

/** Uploads that may wait for their turn: each is a connection of which nothing is read yet. */
export const waitingUploadsMax = 1_000;

/**
 * Turns for uploads, so that however many come at once, they hold at most so many bytes of memory together; the others
 * wait, unread, in the order in which they came. One that is larger than all of it has its turn alone.
 */
export function createUploadTurns(bytesAtOnce: number) {
  let taken = 0;
  const waiting: { readonly bytes: number; readonly go: () => void }[] = [];

  function letIn(): void {
    for (
      let first = waiting[0];
      first && (taken === 0 || taken + first.bytes <= bytesAtOnce);
      first = waiting[0]
    ) {
      waiting.shift();
      taken += first.bytes;
      first.go();
    }
  }

  return {
    /** Waits for a turn of so many bytes, which lasts until the answer is sent or its caller is gone. Throws `too_busy`. */
    async take(bytes: number, response: Pick<ServerResponse, 'closed' | 'once'>): Promise<void> {
      if (waiting.length >= waitingUploadsMax)
        throw new Rejection('too_busy', `${waitingUploadsMax} uploads wait already; try again in a second.`);
      await new Promise<void>((go) => {
        waiting.push({ bytes, go });
        letIn();
      });
      const release = () => {
        taken -= bytes;
        letIn();
      };
      // Whoever hung up while waiting takes nobody's turn.
      if (response.closed) release();
      else response.once('close', release);
    },
  };
}
