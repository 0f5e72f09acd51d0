import { hostname } from 'node:os';
import { holdLease, pause, type Store } from '@tiltak/store';
import {
  envelopesCollection,
  openEnvelopeStorage,
  type UnnamedContent,
  type UploadedEnvelope,
  unnamedContents,
} from './envelopes.ts';

/** An envelope that no bid has named for so long will not be: its bidder has replaced it, or sealed another one. */
export const sweepAfterMs = 48 * 3_600_000;
const intervalMs = 600_000;
/** Files that are removed in one look. */
const batchSize = 100;

type Row = { readonly _id: string; readonly value: UploadedEnvelope };

/** Removes what no fact has named for two days; answers how many files. */
export async function sweepEnvelopes(store: Store): Promise<number> {
  const storage = openEnvelopeStorage(store);
  const before = new Date(store.now().getTime() - sweepAfterMs).toISOString();
  const due = (await store
    .named(envelopesCollection.name)
    .find({ 'value.unnamedSince': { $lt: before, $type: 'string' } } as object)
    .limit(batchSize)
    .toArray()) as unknown as readonly Row[];
  for (const { _id } of due) if (await isTaken(store, _id, before)) await storage.sealed.remove(_id);
  for (const { _id } of due) await forgetSwept(store, _id);

  const contents = await store.documents<UnnamedContent>(unnamedContents.name, undefined, {
    limit: batchSize,
  });
  const stale = [...contents].filter(([, { at }]) => at < before);
  for (const [fileId] of stale) {
    await storage.opened.remove(fileId);
    await store.transact(
      async (reads) => {
        const note = await reads.doc<UnnamedContent>(unnamedContents.name, fileId);
        return (stage) => stage.put(note, undefined);
      },
      { actor: 'envelopes' },
    );
  }
  return due.length + stale.length;
}

/** Marks it, so that no bid names what is about to go; false where a bid was faster. */
function isTaken(store: Store, envelopeId: string, before: string): Promise<boolean> {
  return store.transact(
    async (reads) => {
      const doc = await reads.doc<UploadedEnvelope>(envelopesCollection.name, envelopeId);
      return (stage) => {
        const { value } = doc;
        if (!value?.unnamedSince || value.unnamedSince >= before) return false;
        stage.put(doc, { ...value, isSwept: true });
        return true;
      };
    },
    { actor: 'envelopes' },
  );
}

function forgetSwept(store: Store, envelopeId: string): Promise<void> {
  return store.transact(
    async (reads) => {
      const doc = await reads.doc<UploadedEnvelope>(envelopesCollection.name, envelopeId);
      return (stage) => {
        if (doc.value?.isSwept) stage.put(doc, undefined);
      };
    },
    { actor: 'envelopes' },
  );
}

/** Sweeps every ten minutes, in one process at a time; two at once would do no harm. */
export function runEnvelopeSweep(store: Store, onError: (error: unknown) => void) {
  return holdLease(store, {
    name: 'envelopeSweep',
    holder: `${hostname()}:${process.pid}`,
    onError,
    async work(signal) {
      while (!signal.aborted) {
        await sweepEnvelopes(store).catch(onError);
        await pause(intervalMs, signal);
      }
    },
  });
}
