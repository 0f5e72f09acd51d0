import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import { problemOf } from './problem.ts';

/** The largest body that is read. */
export const maxBodyBytes = 256 * 1024;
/** How deeply objects and arrays may be nested in a body. */
const maxJsonDepth = 20;

const tooLarge = () =>
  problemOf('body_too_large', `The body may be at most ${maxBodyBytes} bytes (256 KiB).`, {
    headers: { Connection: 'close' },
  });

/** By the announced length alone, before anything is read. Throws 413 `body_too_large`. */
export function checkAnnouncedSize(request: IncomingMessage): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
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
  const bytes = await readBytes(request, response);
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

function unsupported(what: string) {
  return problemOf('unsupported_media_type', `Send the body as Content-Type: application/json, ${what}.`, {
    headers: { Accept: 'application/json' },
  });
}

/** A compressed body is refused: what it would grow to can't be known beforehand. */
const raw = express.raw({ type: () => true, limit: maxBodyBytes, inflate: false });

function readBytes(request: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    raw(request as never, response as never, (error?: unknown) => {
      const { type, status } = (error ?? {}) as { readonly type?: string; readonly status?: number };
      if (error === undefined) resolve((request as { body?: Buffer }).body ?? Buffer.alloc(0));
      else if (type === 'entity.too.large') reject(tooLarge());
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
