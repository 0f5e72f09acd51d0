import { hash } from 'node:crypto';
import { Rejection } from '@tiltak/decider';
import { type Doc, type KeptFile, openFiles, type Reads, type Stage, type Store } from '@tiltak/store';
import type { JobFile } from '../job/job.ts';
import { fileKindOf, isWholePdf } from './fileKind.ts';
import { cleanPhoto } from './photo.ts';

/** The collection of files that no fact names (yet, or any more), and since when: what the sweep looks at. */
export const unnamedFiles = 'unnamedFiles';
export type UnnamedFile = { readonly at: string };

/** The largest file that is taken and kept, in bytes. */
export const bytesMax = 15 * 1024 * 1024;
const endings = { 'image/jpeg': 'jpg', 'image/png': 'png', 'application/pdf': 'pdf' } as const;
const nameLengthMax = 100;

const previewOf = (fileId: string): string => `${fileId}.preview`;

/**
 * Jobs' photos and documents. First the bytes, then the fact that names them: so that no acknowledged file is without
 * its bytes. Until a fact names it, and after one took it away, a file is noted in {@link unnamedFiles}.
 */
export function openFileStorage(store: Store) {
  const files = openFiles(store, 'jobFiles');

  return {
    /**
     * Checks a file by its bytes, takes from a photo all but its pixels, and keeps it. Throws `heic_not_supported`,
     * `file_type_not_allowed`, `file_damaged`, `photo_too_large` or `too_busy`.
     */
    async put({
      bytes,
      name,
      onlyPhotos = false,
    }: {
      readonly bytes: Uint8Array;
      readonly name: string | undefined;
      readonly onlyPhotos?: boolean;
    }): Promise<JobFile> {
      const clean = await cleaned(bytes, onlyPhotos);
      const fileId = store.newId();
      await store.transact(
        async (reads) => {
          const unnamed = await reads.doc<UnnamedFile>(unnamedFiles, fileId, 'new');
          return (stage) => stage.put(unnamed, { at: stage.at });
        },
        { actor: 'files' },
      );
      const { mediaType, preview } = clean;
      const called = nameOf(name, mediaType);
      await files.put(fileId, { bytes: clean.bytes, mediaType, name: called });
      if (preview)
        await files.put(previewOf(fileId), { bytes: preview, mediaType: 'image/jpeg', name: called });
      return {
        fileId,
        mediaType,
        bytes: clean.bytes.length,
        sha256: hash('sha256', clean.bytes, 'hex'),
        hasPreview: preview !== undefined,
      };
    },
    /** In full, or its preview. Throws `not_found`. */
    async open(fileId: string, size: 'full' | 'preview' = 'full'): Promise<KeptFile> {
      const found = await files.open(size === 'full' ? fileId : previewOf(fileId));
      if (!found) throw new Rejection('not_found', 'There is no such file.');
      return found;
    },
    /** Removes its bytes, of both sizes, and that it was noted. */
    async remove(fileId: string): Promise<void> {
      await files.remove(fileId);
      await files.remove(previewOf(fileId));
      await store.transact(
        async (reads) => {
          const unnamed = await reads.doc<UnnamedFile>(unnamedFiles, fileId);
          return (stage) => stage.put(unnamed, undefined);
        },
        { actor: 'files' },
      );
    },
    names: files.names,
  };
}

export type FileStorage = ReturnType<typeof openFileStorage>;

/** Reads what {@link nameFile} and {@link unnameFile} need to know of a file. */
export const readUnnamed = (reads: Reads, fileId: string): Promise<Doc<UnnamedFile>> =>
  reads.doc<UnnamedFile>(unnamedFiles, fileId);

/** A fact of this very transaction names the file. A fault where the file has been swept away by then. */
export function nameFile(stage: Stage, unnamed: Doc<UnnamedFile>): void {
  if (!unnamed.value) throw new Error(`the file ${unnamed.id} is not there any more`);
  stage.put(unnamed, undefined);
}

/** A fact of this very transaction takes the file away. */
export function unnameFile(stage: Stage, unnamed: Doc<UnnamedFile>): void {
  stage.put(unnamed, { at: stage.at });
}

type Clean = {
  readonly bytes: Uint8Array;
  readonly mediaType: JobFile['mediaType'];
  readonly preview?: Uint8Array;
};

async function cleaned(bytes: Uint8Array, onlyPhotos: boolean): Promise<Clean> {
  const kind = fileKindOf(bytes);
  if (onlyPhotos && kind === 'application/pdf')
    throw new Rejection('file_type_not_allowed', 'Only photos are taken here: JPEG or PNG.');
  switch (kind) {
    case 'image/jpeg':
    case 'image/png':
      return cleanPhoto(bytes, { mediaType: kind, bytesMax });
    case 'application/pdf':
      if (!isWholePdf(bytes)) throw new Rejection('file_damaged', 'The PDF is not all there; send it again.');
      return { bytes, mediaType: kind };
    case 'heic':
      throw new Rejection(
        'heic_not_supported',
        'HEIC photos are not taken; send a JPEG. On an iPhone: Settings > Camera > Formats > Most Compatible.',
      );
    case 'unknown':
      throw new Rejection(
        'file_type_not_allowed',
        'By its bytes this is no JPEG, PNG or PDF, whatever its name says; send one of these.',
      );
  }
}

/** The sender's name without folders and control characters, with the ending that fits what the file is. */
function nameOf(name: string | undefined, mediaType: JobFile['mediaType']): string {
  const base = (name ?? '')
    .replace(/^.*[\\/]/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?]/g, '')
    .replace(/\.[^.]{1,5}$/, '')
    .trim()
    .slice(0, nameLengthMax)
    .toWellFormed();
  const fallback = mediaType === 'application/pdf' ? 'dokument' : 'bilde';
  return `${base || fallback}.${endings[mediaType]}`;
}
