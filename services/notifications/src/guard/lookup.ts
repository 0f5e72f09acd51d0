import { type LookupAddress, lookup as lookupName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { kindOfAddress } from './address.ts';

/** The name of an endpoint leads to a place that nobody outside may make us go to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/** Gives every address of a name. */
export type Resolve = (
  hostname: string,
  answer: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;
const resolveAll: Resolve = (hostname, answer) => lookupName(hostname, { all: true, verbatim: true }, answer);

/**
 * A `lookup` for `net.connect` that gives only addresses one may connect to: the socket is opened to the very address
 * that was looked at, so that a second answer of the name's server (DNS rebinding) can't slip in between. One bad
 * address among several refuses them all.
 */
export function guardedLookup(
  policy: { readonly allowLoopback: boolean },
  resolve: Resolve = resolveAll,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const refused = addresses.find(({ address }) => !isAllowed(address, policy));
      if (refused || addresses.length === 0) {
        const kind = refused ? kindOfAddress(refused.address) : 'no address';
        return callback(new AddressRefused(`${hostname} does not lead to a public address (${kind})`), '', 0);
      }
      const [first] = addresses;
      if (options.all) callback(null, [...addresses]);
      else callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

function isAllowed(address: string, { allowLoopback }: { readonly allowLoopback: boolean }): boolean {
  const kind = kindOfAddress(address);
  return kind === 'public' || (allowLoopback && kind === 'loopback');
}
