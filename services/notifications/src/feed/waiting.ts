import { pause, type Store } from '@tiltak/store';
import type { Contractor } from '../endpoint/contractor.ts';
import { createAlarm } from '../engine/alarm.ts';

/** Reads of the feed that wait at the same time, and those of one contractor; one more sends the oldest on its way. */
export const waitingMax = 2000;
export const waitingPerContractorMax = 4;
/** How often it is looked whether there is news, while somebody waits: one look for all of them. */
const lookMs = 200;
/** How often at the most, however much this process commits. */
const lookMsMin = 20;

type Guest = { readonly organisationNumber: string; readonly position: number; readonly leave: () => void };

/**
 * Where reads of a feed that has nothing new wait until it has. The database is asked, so that it doesn't matter
 * which process took the event in; a commit of this one only makes it ask sooner. Nobody waits longer than asked, nor
 * after `stopping`.
 */
export function createWaitingRoom(
  store: Pick<Store, 'documents' | 'onCommit'>,
  stopping: AbortSignal,
  bounds = { waitingMax, waitingPerContractorMax },
) {
  /** The longest waiting first. */
  const guests = new Set<Guest>();
  const alarm = createAlarm();
  let isLooking = false;
  store.onCommit(() => {
    if (guests.size > 0) alarm.ring();
  });

  async function look(): Promise<void> {
    isLooking = true;
    for (;;) {
      await pause(lookMsMin, stopping);
      await alarm.sleep(lookMs);
      if (guests.size === 0) break;
      const firms = [...new Set([...guests].map(({ organisationNumber }) => organisationNumber))];
      // Should the look fail, the reads themselves are to say so.
      const found = await store.documents<Contractor>('contractors', firms).catch(() => undefined);
      for (const { organisationNumber, position, leave } of guests)
        if (!found || (found.get(organisationNumber)?.position ?? 0) > position) leave();
    }
    isLooking = false;
  }

  function makeRoom(organisationNumber: string): void {
    const own = [...guests].filter((guest) => guest.organisationNumber === organisationNumber);
    if (own.length >= bounds.waitingPerContractorMax) own[0]?.leave();
    else if (guests.size >= bounds.waitingMax) guests.values().next().value?.leave();
  }

  return {
    /** Resolves when the contractor's feed has gone beyond the position, or the time is over. */
    wait(organisationNumber: string, position: number, seconds: number): Promise<void> {
      if (stopping.aborted) return Promise.resolve();
      makeRoom(organisationNumber);
      return new Promise((resolve) => {
        const leave = () => {
          guests.delete(guest);
          clearTimeout(timer);
          stopping.removeEventListener('abort', leave);
          resolve();
        };
        const guest = { organisationNumber, position, leave };
        const timer = setTimeout(leave, seconds * 1000);
        stopping.addEventListener('abort', leave);
        guests.add(guest);
        if (!isLooking) void look();
      });
    },
    get size() {
      return guests.size;
    },
  };
}
