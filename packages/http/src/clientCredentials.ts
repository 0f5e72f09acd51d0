import * as z from 'zod';
import { lazyIssuer } from './issuer.ts';
import { issuerFetch } from './issuerFetch.ts';

const answer = z.object({ access_token: z.string(), expires_in: z.number().positive().default(60) });
const timeoutMs = 10_000;
/** A new token is fetched this long before the old one ends, or halfway through a short life. */
const marginSeconds = 30;

/**
 * Access tokens for a machine (OAuth 2.0 client credentials, RFC 6749 section 4.4). A token is fetched when it is
 * first asked for, shared by all who ask, and renewed shortly before it ends. Throws when the issuer says no.
 */
export function clientCredentials(options: {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where this process reaches the issuer, if not at `issuer`. */
  readonly internalUrl?: string | undefined;
}): () => Promise<string> {
  const ask = issuerFetch(options.issuer, options.internalUrl);
  const metadata = lazyIssuer(options.issuer, ask);
  let current: Promise<{ readonly token: string; readonly renewAt: number }> | undefined;
  let renewAt = Number.POSITIVE_INFINITY;
  return async () => {
    if (current === undefined || Date.now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY;
      const fetching = metadata().then(({ token_endpoint }) => fetchToken(token_endpoint, options, ask));
      current = fetching;
      fetching.then(
        (fetched) => {
          renewAt = fetched.renewAt;
        },
        () => {
          if (current === fetching) current = undefined;
        },
      );
    }
    return (await current).token;
  };
}

async function fetchToken(
  endpoint: string,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  ask: ReturnType<typeof issuerFetch>,
): Promise<{ readonly token: string; readonly renewAt: number }> {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const response = await ask(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    const said = (await response.text()).slice(0, 300);
    throw new Error(`no token for ${clientId}: ${endpoint} answered ${response.status} ${said}`);
  }
  const { access_token, expires_in } = answer.parse(await response.json());
  const lifeSeconds = Math.max(
    expires_in - marginSeconds,
    expires_in * 0.9 - marginSeconds,
    expires_in * 0.5,
  );
  return { token: access_token, renewAt: Date.now() + lifeSeconds * 1000 };
}
