import { hash } from 'node:crypto';
import { hostname } from 'node:os';
import { type Doc, holdLease, openFiles, pause, type Stage, type Store } from '@tiltak/store';
import type { DocumentFile } from './document.ts';
import { documentTypeOf } from './fileKind.ts';

/** The collection of documents' files that no fact names (yet, or any more), and since when: what the sweep looks at. */
export const unnamedDocuments = 'unnamedDocuments';
export type Unnamed = { readonly at: string };

/** A file that no fact names after so long never will be: whoever sent it has had a refusal, or no answer at all. */
export const sweepAfterMs = 3_600_000;
const sweepIntervalMs = 600_000;
/** Files that are removed in one look. */
const sweepMax = 200;

/**
 * The files of competitions' documents. First the bytes, then the fact that names them: so that no acknowledged document
 * is without its bytes.
 */
export function openDocumentStorage(store: Store) {
  const files = openFiles(store, 'documentFiles');
  const note = (fileId: string, value: (at: string) => Unnamed | undefined) =>
    store.transact(
      async (reads) => {
        const unnamed = await reads.doc<Unnamed>(unnamedDocuments, fileId);
        return (stage) => stage.put(unnamed, value(stage.at));
      },
      { actor: 'documents' },
    );

  return {
    /** Checks a document by its bytes, and keeps it. Throws `document_type_not_allowed`, `file_damaged`. */
    async put(bytes: Uint8Array): Promise<DocumentFile> {
      const mediaType = await documentTypeOf(bytes);
      const fileId = store.newId();
      await note(fileId, (at) => ({ at }));
      await files.put(fileId, { bytes, mediaType, name: fileId });
      return { fileId, mediaType, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') };
    },
    open: files.open,
    /** Removes those that no fact has named for an hour; answers how many. */
    async sweep(): Promise<number> {
      const unnamed = await store.documents<Unnamed>(unnamedDocuments, undefined, { limit: sweepMax });
      const before = store.now().getTime() - sweepAfterMs;
      const due = [...unnamed].filter(([, { at }]) => Date.parse(at) < before);
      for (const [fileId] of due) {
        await files.remove(fileId);
        await note(fileId, () => undefined);
      }
      return due.length;
    },
  };
}

/** A fact of this very transaction names the file. A fault where it has been swept away by then. */
export function nameFile(stage: Stage, unnamed: Doc<Unnamed>): void {
  if (!unnamed.value) throw new Error(`the file ${unnamed.id} is not there any more`);
  stage.put(unnamed, undefined);
}

/** Sweeps every ten minutes, in one process at a time; two at once would do no harm. */
export function runDocumentSweep(store: Store, onError: (error: unknown) => void) {
  const storage = openDocumentStorage(store);
  return holdLease(store, {
    name: 'documentSweep',
    holder: `${hostname()}:${process.pid}`,
    onError,
    async work(signal) {
      while (!signal.aborted) {
        await storage.sweep().catch(onError);
        await pause(sweepIntervalMs, signal);
      }
    },
  });
}
