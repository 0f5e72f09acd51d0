import type { IncomingMessage, ServerResponse } from 'node:http';

/** Browsers keep at most 4096 bytes of one cookie, its name and attributes included. */
const maxChunkLength = 3800;
/** Three of them stay below the 16 KiB that Node reads of a request's headers. */
const maxChunks = 3;

export type CookieOptions = {
  /** Sent over https only, and bound to this very host (`__Host-`). */
  readonly secure: boolean;
  /** Left out: until the browser is closed. */
  readonly maxAgeSeconds?: number;
};

/** A cookie's value from its numbered parts; undefined where there is none. */
export function readCookie(
  request: IncomingMessage,
  name: string,
  { secure }: CookieOptions,
): string | undefined {
  const cookies = new Map<string, string>();
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  const parts = partNames(name, secure).map((part) => cookies.get(part) ?? '');
  return parts.join('') || undefined;
}

/**
 * Sets a cookie that scripts can't read and that other sites' forms don't carry (SameSite=Lax), in up to 3 parts;
 * parts of an earlier, longer value are removed. The value must be URL-safe. Throws when it is too long.
 */
export function setCookie(
  response: ServerResponse,
  { name, value, ...options }: CookieOptions & { readonly name: string; readonly value: string },
): void {
  if (value.length > maxChunkLength * maxChunks) {
    throw new Error(
      `the cookie ${name} would be ${value.length} bytes; at most ${maxChunkLength * maxChunks} fit`,
    );
  }
  partNames(name, options.secure).forEach((part, at) => {
    const chunk = value.slice(at * maxChunkLength, (at + 1) * maxChunkLength);
    const age = chunk === '' ? 0 : options.maxAgeSeconds;
    const attributes = [
      `${part}=${chunk}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      ...(options.secure ? ['Secure'] : []),
      ...(age === undefined ? [] : [`Max-Age=${age}`]),
    ];
    response.appendHeader('Set-Cookie', attributes.join('; '));
  });
}

/** Removes all parts of a cookie. */
export function clearCookie(response: ServerResponse, name: string, { secure }: CookieOptions): void {
  setCookie(response, { name, value: '', secure });
}

function partNames(name: string, secure: boolean): readonly string[] {
  return Array.from({ length: maxChunks }, (_, at) => `${secure ? '__Host-' : ''}${name}.${at}`);
}
