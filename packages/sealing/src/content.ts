import { packTar, unpackTar } from 'modern-tar';
import * as z from 'zod';
import { contentBytesMax } from './envelope.ts';
import { SealingError } from './sealingError.ts';

/** The most files beside the document. */
export const filesMax = 100;
/** The largest document, in bytes: it becomes part of an event, which has a limit. */
const documentBytesMax = 128 * 1024;
const documentName = 'bid.json';
const filesFolder = 'files/';
const id = z.string().min(1).max(100);

/** What a program reads of an envelope: answers to requirements and criteria, and prices by lot. */
export const bidDocument = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          /** The requirement or criterion that it answers. */
          id,
          /** Left out where the answer is the same for all lots. */
          lotId: id.optional(),
          text: z.string().max(20_000),
        }),
      )
      .max(1000)
      .default([]),
    /** Integer øre, without VAT. */
    prices: z
      .array(z.strictObject({ lotId: id, priceOre: z.int().min(0).max(1_000_000_000_000_00) }))
      .max(500)
      .default([]),
  })
  .refine(({ prices }) => new Set(prices.map(({ lotId }) => lotId)).size === prices.length, {
    path: ['prices'],
    message: 'a lot has one price',
  });
export type BidDocument = z.output<typeof bidDocument>;

export type BidFile = { readonly name: string; readonly bytes: Uint8Array };
export type BidContent = { readonly document: BidDocument; readonly files: readonly BidFile[] };

/**
 * Packs an envelope's content: a tar archive (POSIX pax) of `bid.json` and `files/<name>`, so that any computer can
 * open it in ten years too.
 *
 * Throws a SealingError `content_malformed` that names the field or file, or `too_large`.
 */
export async function packContent(content: {
  readonly document: z.input<typeof bidDocument>;
  readonly files?: readonly BidFile[];
}): Promise<Uint8Array> {
  const document = checkedDocument(content.document);
  const files = content.files ?? [];
  checkNames(files.map(({ name }) => name));
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  if (bytes.length > documentBytesMax)
    throw new SealingError(
      'too_large',
      `${documentName} has more than ${documentBytesMax} bytes; put long texts into files.`,
    );
  // So that equal contents are equal bytes, and no clock of the bidder's shows.
  const entry = (name: string, body: Uint8Array) => ({
    header: { name, size: body.length, type: 'file' as const, mtime: new Date(0), mode: 0o644 },
    body,
  });
  const packed = await packTar([
    entry(documentName, bytes),
    ...files.map((file) => entry(filesFolder + file.name, file.bytes)),
  ]);
  if (packed.length > contentBytesMax)
    throw new SealingError('too_large', `Document and files have more than ${contentBytesMax} bytes.`);
  return packed;
}

/** Reads what {@link packContent} packed. Throws a SealingError `content_malformed` that says what is wrong. */
export async function readContent(packed: Uint8Array): Promise<BidContent> {
  const entries = await unpackTar(packed, { strict: true }).catch((error: unknown) => {
    throw malformed(`The content is no tar archive: ${error instanceof Error ? error.message : error}.`);
  });
  const [first, ...others] = entries;
  if (first?.header.name !== documentName || (first.data?.length ?? 0) > documentBytesMax)
    throw malformed(`The first file must be ${documentName}, of at most ${documentBytesMax} bytes.`);
  const files = others.map(({ header, data }) => {
    if (header.type !== 'file' || !header.name.startsWith(filesFolder) || !data)
      throw malformed(`${header.name} is no file in ${filesFolder}.`);
    return { name: header.name.slice(filesFolder.length), bytes: data };
  });
  checkNames(files.map(({ name }) => name));
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(first.data));
  } catch {
    throw malformed(`${documentName} is not JSON in UTF-8.`);
  }
  return { document: checkedDocument(json), files };
}

const malformed = (detail: string) => new SealingError('content_malformed', detail);

function checkedDocument(given: unknown): BidDocument {
  const result = bidDocument.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw malformed(`${documentName}: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}.`);
}

/** A name is one level deep, and can't be mistaken for another on any computer. */
function checkNames(names: readonly string[]): void {
  if (names.length > filesMax) throw malformed(`There are more than ${filesMax} files.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  const wrong = names.find((name) => !/^(?!\.{1,2}$)[^\u0000-\u001f\u007f"<>|:*?/\\]{1,150}$/.test(name));
  if (wrong !== undefined) throw malformed(`${JSON.stringify(wrong)} can't be a file's name here.`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw malformed(`There are two files with the name ${twice}.`);
}
