import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The hidden field that carries the token. */
export const csrfField = '_csrf';

/**
 * Whether a form that was sent is one that the console showed: the browser must not say that it comes from another
 * site, and, for someone who is signed in, the token bound to the session must come with it.
 *
 * Who isn't signed in has nothing that another site could misuse: a contractor's answer needs the secret in its link.
 */
export function isOwnForm(sent: {
  readonly headers: IncomingHttpHeaders;
  readonly publicUrl: string;
  readonly token: string | undefined;
  readonly expected: string | undefined;
}): boolean {
  return isSameOrigin(sent) && (sent.expected === undefined || isEqual(sent.token ?? '', sent.expected));
}

/** By `Sec-Fetch-Site`, which browsers set and scripts can't; by `Origin` in browsers that don't have it. */
export function isSameOrigin({
  headers,
  publicUrl,
}: {
  readonly headers: IncomingHttpHeaders;
  readonly publicUrl: string;
}): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  return headers.origin === undefined || headers.origin === new URL(publicUrl).origin;
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
