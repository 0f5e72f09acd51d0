import mongoose from 'mongoose';
import type { Collections } from './collections.ts';

export type KeptFile = { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string };

/** A chunk goes to the disk of a majority by itself: large ones make few of these waits, and stay far below 16 MB. */
const chunkBytes = 1024 * 1024;

/**
 * Files of a service, in its own database (GridFS): narrow, so that another storage of objects could take its place.
 * What is put is on the disk of a majority when `put` resolves. Ids are the caller's, and an id is put once.
 */
export function openFiles({ db }: Pick<Collections, 'db'>, bucketName: string) {
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName, chunkSizeBytes: chunkBytes });
  const files = db.collection<{ _id: string; filename: string; metadata: { mediaType: string } }>(
    `${bucketName}.files`,
  );
  const chunks = db.collection<{ _id: unknown; files_id: string }>(`${bucketName}.chunks`);

  return {
    async put(id: string, { bytes, mediaType, name }: KeptFile): Promise<void> {
      // The driver's types know ids of its own kind only; the format takes any.
      const stream = bucket.openUploadStreamWithId(id as never, name, { metadata: { mediaType } });
      await new Promise<void>((resolve, reject) => {
        stream.once('error', reject).once('finish', resolve).end(bytes);
      });
    },
    /** Undefined where there is no such file. */
    async open(id: string): Promise<KeptFile | undefined> {
      const found = await files.findOne({ _id: id });
      if (!found) return undefined;
      const parts: Uint8Array[] = [];
      for await (const part of bucket.openDownloadStream(id as never)) parts.push(part as Uint8Array);
      return { bytes: Buffer.concat(parts), mediaType: found.metadata.mediaType, name: found.filename };
    },
    /** Also of a file that was never put to its end, or isn't there: then nothing is left of it. */
    async remove(id: string): Promise<void> {
      await files.deleteOne({ _id: id });
      await chunks.deleteMany({ files_id: id });
    },
    /** The names that files were put under, by id. */
    async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const found = await files.find({ _id: { $in: [...ids] } }, { projection: { filename: 1 } }).toArray();
      return new Map(found.map(({ _id, filename }) => [_id, filename]));
    },
  };
}

export type Files = ReturnType<typeof openFiles>;
