import { randomUUID } from 'node:crypto';
import type mongoose from 'mongoose';

type Document = { readonly _id: string } & Readonly<Record<string, unknown>>;

const chunkSize = 5_000;

/** A time-ordered id (UUIDv7), so that copies lie in the indexes as what is made one after the other does. */
export function idAt(ms: number): string {
  const time = Math.floor(ms).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/**
 * Fills a collection with copies of a document that the service itself has stored, until it has so many: each is what
 * `vary` makes of it. Quick, because nobody waits for the disk. Resolves to how many were added.
 */
export async function fillWith(
  collection: mongoose.mongo.Collection<Document>,
  options: {
    readonly template: Document;
    readonly until: number;
    readonly vary: (template: Document, index: number) => Document;
    readonly signal: AbortSignal;
  },
): Promise<number> {
  const { template, until, vary, signal } = options;
  const missing = until - (await collection.estimatedDocumentCount());
  for (let made = 0; made < missing; made += chunkSize) {
    signal.throwIfAborted();
    const copies = Array.from({ length: Math.min(chunkSize, missing - made) }, (_, at) =>
      vary(template, made + at),
    );
    await collection.insertMany(copies, { ordered: false, writeConcern: { w: 1, j: false } });
  }
  return Math.max(0, missing);
}
