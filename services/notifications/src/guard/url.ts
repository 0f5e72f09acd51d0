import { isIP } from 'node:net';
import { kindOfAddress } from './address.ts';

/** Where webhooks may go. */
export type UrlPolicy = {
  /** The development switch: http and https, on any port, to this very machine. */
  readonly allowLoopback: boolean;
};

const allowedPorts = ['', '443', '8443'];
/** Names that can't belong to anybody out there (RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal`). */
const privateSuffixes = [
  'localhost',
  'local',
  'internal',
  'intranet',
  'lan',
  'corp',
  'private',
  'home',
  'home.arpa',
  'localdomain',
  'test',
  'invalid',
  'example',
  'onion',
  'arpa',
];

/**
 * Why a URL can't be a webhook endpoint, as far as the URL alone tells; undefined: nothing is wrong with it. What its
 * name leads to is looked at on every connection, see `lookup.ts`.
 */
export function whyNotAllowed(text: string, policy: UrlPolicy): string | undefined {
  if (!URL.canParse(text)) return 'it is not a whole URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'it holds a user name or password';
  if (policy.allowLoopback && isLoopback(url)) {
    return ['http:', 'https:'].includes(url.protocol) ? undefined : 'only https can be used';
  }
  if (url.protocol !== 'https:') return 'only https can be used';
  if (!allowedPorts.includes(url.port)) return `only the ports 443 and 8443 can be used, not ${url.port}`;
  const host = hostOf(url);
  if (isIP(host)) {
    const kind = kindOfAddress(host);
    return kind === 'public' ? undefined : `${host} is not a public address (${kind})`;
  }
  if (!host.includes('.')) return `${host} is not a public name`;
  const suffix = privateSuffixes.find((one) => host.endsWith(`.${one}`));
  return suffix === undefined ? undefined : `names in .${suffix} are not public`;
}

/** Whether a URL names this very machine: by `localhost`, or by a loopback address. */
function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  return host === 'localhost' || (isIP(host) !== 0 && kindOfAddress(host) === 'loopback');
}

/** Without the brackets of an IPv6 address and without the dot of the root. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
