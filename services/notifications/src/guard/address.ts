import ipaddr from 'ipaddr.js';

/**
 * What a network address is to us: `public`, `loopback`, or the kind of place that nobody outside may make us go to.
 * The kinds are those of IANA's special-purpose registries (RFC 6890), as ipaddr.js names them.
 */
export type AddressKind = 'public' | 'loopback' | (string & {});

/** Cloud providers' own services on addresses that look public: Azure's wire server. */
const metadata = '168.63.129.16';
/** All of IPv6 that IANA has given out for the public: everything else is special or unassigned. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** Classifies an IPv4 or IPv6 address; what can't be read is `invalid`. An embedded address counts for nothing. */
export function kindOfAddress(address: string): AddressKind {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return 'invalid';
  const parsed = ipaddr.parse(bare);
  const range = parsed.range();
  if (range === 'loopback') return 'loopback';
  if (range !== 'unicast') return range;
  if (parsed.toString() === metadata) return 'metadata';
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(globalUnicast)) return 'unassigned';
  return 'public';
}
