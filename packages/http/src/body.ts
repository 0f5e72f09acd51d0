import type { IncomingMessage, ServerResponse } from 'node:http';
import type { File, Operation } from '@tiltak/contracts';
import express from 'express';
import { problemOf } from './problem.ts';
import { createUploadTurns } from './uploadTurns.ts';
import { invalid } from './validate.ts';

/** The largest body that is read. */
export const maxBodyBytes = 256 * 1024;
/** How deeply objects and arrays may be nested in a body. */
const maxJsonDepth = 20;

const tooLarge = (bytesMax: number) =>
  problemOf(
    'body_too_large',
    `The body may be at most ${bytesMax} bytes (${Math.floor(bytesMax / 1024)} KiB).`,
    {
      headers: { Connection: 'close' },
    },
  );

/** By the announced length alone, before anything is read. Throws 413 `body_too_large`. */
export function checkAnnouncedSize(request: IncomingMessage, bytesMax = maxBodyBytes): void {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) throw tooLarge(bytesMax);
}

const mediaType = /^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as JSON; an empty one is an empty object, so that the fields that are missing are named one by one.
 * Throws 413 `body_too_large`, 415 `unsupported_media_type` or 400 `malformed_json`.
 */
export async function readJson(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
  const type = request.headers['content-type'];
  if (type !== undefined && !mediaType.test(type)) throw unsupported(`not ${type.slice(0, 100)}`);
  const bytes = await readBytes(request, response, { read: raw, bytesMax: maxBodyBytes });
  if (bytes.length === 0) return {};
  if (type === undefined) throw unsupported('and say so in the header');
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message.slice(0, 200) : 'it is not UTF-8';
    throw problemOf('malformed_json', `The body is not JSON: ${reason}`);
  }
  if (isDeeper(value, maxJsonDepth)) {
    throw problemOf('malformed_json', `The body is nested deeper than ${maxJsonDepth} levels.`);
  }
  return value;
}

type Upload = NonNullable<Operation['upload']>;

/** Of all uploads that a process holds in its memory at once. */
const uploadBytesAtOnce = 256 * 1024 * 1024;
const turns = createUploadTurns(uploadBytesAtOnce);

/**
 * Reads the file that an operation takes. The media type is the caller's word only: what a file is shows in its bytes.
 * It is read when there is room for it. Throws 413 `body_too_large`, 415 `unsupported_media_type`, 400
 * `invalid_request` or 503 `too_busy`.
 */
export function fileReader({ types, bytesMax }: Upload) {
  const read = rawUpTo(bytesMax);
  return async (request: IncomingMessage, response: ServerResponse): Promise<File> => {
    const [mediaType = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(/\s*;/);
    if (!types.includes(mediaType))
      throw problemOf(
        'unsupported_media_type',
        `Send the file itself, as Content-Type: ${types.join(' or ')}.`,
        {
          headers: { Accept: types.join(', ') },
        },
      );
    // Without an announced length it may be as large as any.
    await turns.take(Number(request.headers['content-length']) || bytesMax, response);
    const bytes = await readBytes(request, response, { read, bytesMax });
    if (bytes.length === 0)
      throw invalid([{ path: 'body', message: 'missing; the bytes of a file are required' }]);
    return { bytes, mediaType };
  };
}

function unsupported(what: string) {
  return problemOf('unsupported_media_type', `Send the body as Content-Type: application/json, ${what}.`, {
    headers: { Accept: 'application/json' },
  });
}

/** A compressed body is refused: what it would grow to can't be known beforehand. */
const rawUpTo = (limit: number) => express.raw({ type: () => true, limit, inflate: false });
const raw = rawUpTo(maxBodyBytes);

function readBytes(
  request: IncomingMessage,
  response: ServerResponse,
  { read, bytesMax }: { readonly read: typeof raw; readonly bytesMax: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    read(request as never, response as never, (error?: unknown) => {
      const { type, status } = (error ?? {}) as { readonly type?: string; readonly status?: number };
      if (error === undefined) resolve((request as { body?: Buffer }).body ?? Buffer.alloc(0));
      else if (type === 'entity.too.large') reject(tooLarge(bytesMax));
      else if (type === 'encoding.unsupported') reject(unsupported('without Content-Encoding'));
      else if (status === 400) reject(problemOf('malformed_json', 'The body ended too early.'));
      else reject(error);
    });
  });
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Object.values(value)) {
    if (isDeeper(inner, levels - 1)) return true;
  }
  return false;
}
