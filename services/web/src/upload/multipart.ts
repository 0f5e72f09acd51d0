import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import type { Entered } from '../visit.ts';

/** How much a form with files may hold. */
export type UploadLimits = {
  readonly filesMax: number;
  /** Of one file; what a larger one has beyond it is not kept. */
  readonly bytesMax: number;
};

/** A file as a browser sent it: its name and type are the sender's words, and only its bytes are to be believed. */
export type SentFile = {
  readonly name: string;
  readonly mediaType: string;
  /** Cut off where the file was larger than it may be. */
  readonly bytes: Uint8Array;
  readonly isTooLarge: boolean;
};

/** The files of a form by their field, in the order that they were chosen in; fields without a file are left out. */
export type SentFiles = ReadonlyMap<string, readonly SentFile[]>;

export type Multipart = {
  readonly form: Entered;
  readonly files: SentFiles;
  /** Gives back the memory that was counted for the files; to be called once, when nobody needs them any more. */
  readonly release: () => void;
};

/** A form that is not read to its end; `status` says why: 400 malformed, 413 too large, 503 too many at once. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
  readonly status: 400 | 413 | 503;

  constructor(status: 400 | 413 | 503, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

const fieldsMax = 100;
const fieldBytesMax = 64 * 1024;
/** A file that is too large is read to its end up to so many times its limit, so that its sender can be told. */
const drainTimes = 3;
/** What all forms that are being read and handled in this process may hold in memory together. */
export const heldBytesMax = 256 * 1024 * 1024;
let heldBytes = 0;

/** Whether a request's body is a form with files. */
export function isMultipart({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

/**
 * Reads a form with files into memory, all of it bounded: fields, files, the size of each, the size of the whole, and
 * what all of a process hold together. Files beyond `filesMax` are left out. Throws a {@link MultipartError}.
 */
export async function readMultipart(request: IncomingMessage, limits: UploadLimits): Promise<Multipart> {
  const bodyBytesMax = limits.filesMax * limits.bytesMax * drainTimes + fieldsMax * fieldBytesMax;
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) throw tooLarge(bodyBytesMax);
  const form = new Map<string, string>();
  const files = new Map<string, SentFile[]>();
  let held = 0;
  const release = () => {
    heldBytes -= held;
    held = 0;
  };
  const hold = (bytes: number) => {
    held += bytes;
    heldBytes += bytes;
    if (heldBytes > heldBytesMax) throw new MultipartError(503, 'too many files are being sent right now');
  };
  try {
    await parse(request, { ...limits, bodyBytesMax, form, files, hold });
    return { form, files, release };
  } catch (error) {
    release();
    // What is still on its way is not waited for.
    request.unpipe();
    request.resume();
    throw error instanceof MultipartError
      ? error
      : new MultipartError(400, `the form can't be read: ${(error as Error).message}`, { cause: error });
  }
}

type Parsing = UploadLimits & {
  readonly bodyBytesMax: number;
  readonly form: Map<string, string>;
  readonly files: Map<string, SentFile[]>;
  /** Counts memory. Throws where there is none left. */
  readonly hold: (bytes: number) => void;
};

function parse(request: IncomingMessage, parsing: Parsing): Promise<void> {
  const { bodyBytesMax, bytesMax, files, filesMax, form, hold } = parsing;
  return new Promise((resolve, reject) => {
    const parser = new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type']! },
      limits: {
        ...{ fieldNameSize: 100, fieldSize: fieldBytesMax, fields: fieldsMax },
        // An empty field for files comes as a file without a name, and must not count against one that is there.
        ...{ files: filesMax * 2, fileSize: bytesMax, parts: fieldsMax + filesMax * 2, headerPairs: 20 },
      },
    });
    parser.on('field', (name, value, _nameCut, isCut) => {
      if (isCut) reject(new MultipartError(413, `the field ${name} is too long`));
      // Of a field that is given twice the first counts.
      else if (!form.has(name)) form.set(name, value);
    });
    let kept = 0;
    parser.on('file', (field, stream, name = '', _encoding, mediaType) => {
      const chunks: Buffer[] = [];
      stream.on('error', reject);
      stream.on('data', (chunk: Buffer) => {
        if (kept >= filesMax) return;
        try {
          hold(chunk.length);
          chunks.push(chunk);
        } catch (error) {
          reject(error);
        }
      });
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        if (kept >= filesMax || (name === '' && bytes.length === 0)) return;
        kept += 1;
        const file = { name, mediaType, bytes, isTooLarge: stream.truncated };
        files.set(field, [...(files.get(field) ?? []), file]);
      });
    });
    parser.on('error', reject);
    parser.on('finish', resolve);
    let received = 0;
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > bodyBytesMax) reject(tooLarge(bodyBytesMax));
    });
    request.on('aborted', () => reject(new MultipartError(400, 'the sender hung up')));
    request.on('error', reject);
    request.pipe(parser);
  });
}

const tooLarge = (bytesMax: number) =>
  new MultipartError(413, `the form is larger than ${bytesMax} bytes, which is the most that is read`);
