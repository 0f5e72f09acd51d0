/**
 * A `fetch` for an issuer that this process reaches by another address than people do, as in containers: whatever is
 * asked of the issuer's origin goes to the origin of `internalUrl`. Tokens and metadata keep the issuer's own name.
 * Without an `internalUrl` it is `fetch` itself.
 */
export function issuerFetch(
  issuer: string,
  internalUrl: string | undefined,
): (input: string | URL, init?: object) => Promise<Response> {
  if (internalUrl === undefined) return (input, init) => fetch(input, init);
  const [known, reached] = [new URL(issuer).origin, new URL(internalUrl).origin];
  return (input, init) => {
    const url = new URL(input);
    return fetch(url.origin === known ? `${reached}${url.pathname}${url.search}` : url, init);
  };
}
