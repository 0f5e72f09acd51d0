import { hostname } from 'node:os';
import { holdLease, pause, type Store } from '@tiltak/store';
import { openFileStorage, type UnnamedFile, unnamedFiles } from './storage.ts';

/** A file that no fact names after so long never will be: whoever sent it has had a refusal, or no answer at all. */
export const sweepAfterMs = 3_600_000;
const intervalMs = 600_000;
/** Files that are removed in one look. */
const batchSize = 200;

/** Removes the files that no fact has named for an hour; answers how many. */
export async function sweepFiles(store: Store): Promise<number> {
  const storage = openFileStorage(store);
  const unnamed = await store.documents<UnnamedFile>(unnamedFiles, undefined, { limit: batchSize });
  const before = store.now().getTime() - sweepAfterMs;
  const due = [...unnamed].filter(([, { at }]) => Date.parse(at) < before);
  for (const [fileId] of due) await storage.remove(fileId);
  return due.length;
}

/** Sweeps every ten minutes, in one process at a time; two at once would do no harm. */
export function runFileSweep(store: Store, onError: (error: unknown) => void) {
  return holdLease(store, {
    name: 'fileSweep',
    holder: `${hostname()}:${process.pid}`,
    onError,
    async work(signal) {
      while (!signal.aborted) {
        await sweepFiles(store).catch(onError);
        await pause(intervalMs, signal);
      }
    },
  });
}
