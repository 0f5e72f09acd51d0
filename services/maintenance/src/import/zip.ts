import type { Entry, ZipFile } from 'yauzl';
import { notReadable } from './table.ts';

/** A workbook has a dozen parts; pictures and the like may add some. */
const partsMax = 2000;

/** The parts of a zip archive, by their path. */
export type Zip = {
  has(part: string): boolean;
  /** A part's text in pieces. It is refused where it says that it is larger, and cut off where it is larger than it says. */
  read(part: string, bytesMax: number): AsyncGenerator<string>;
};

/** Opens a zip archive. Throws `file_not_readable`. */
export async function openZip(bytes: Uint8Array): Promise<Zip> {
  const { default: yauzl } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = await new Promise<ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (error, opened) =>
      error ? reject(notReadable('the archive is damaged.')) : resolve(opened),
    ),
  );
  const entries = await entriesOf(file);
  return {
    has: (part) => entries.has(part),
    async *read(part, bytesMax) {
      const entry = entries.get(part);
      if (!entry) throw notReadable('it is no Excel workbook.');
      if (entry.uncompressedSize > bytesMax)
        throw notReadable(
          `its part ${part} has more than ${bytesMax} bytes when it is unpacked; split it up.`,
        );
      if (entry.isEncrypted()) throw notReadable('it is protected by a password.');
      const decoder = new TextDecoder();
      try {
        for await (const chunk of await open(file, entry)) yield decoder.decode(chunk, { stream: true });
      } catch {
        throw notReadable('the archive is damaged.');
      }
    },
  };
}

const open = (file: ZipFile, entry: Entry) =>
  new Promise<AsyncIterable<Uint8Array>>((resolve, reject) =>
    file.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  );

function entriesOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    file.on('entry', (entry: Entry) => {
      if (entries.size >= partsMax) return reject(notReadable(`it has more than ${partsMax} parts.`));
      entries.set(entry.fileName, entry);
      file.readEntry();
    });
    file.on('end', () => resolve(entries));
    file.on('error', () => reject(notReadable('the archive is damaged.')));
    file.readEntry();
  });
}
