import { attempt, settled } from './request.ts';
import type { Tiltak } from './tiltak.ts';

/**
 * Your system's own credentials, as the municipality gave them to you. Keep the secret out of your code.
 *
 * @example
 * const credentials: Credentials = { issuer, clientId: 'takfirma', clientSecret: process.env.CLIENT_SECRET };
 */
export type Credentials = {
  /** The address of the token issuer. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** A token is renewed this long before it ends, or halfway through a short life. */
const marginSeconds = 30;

/**
 * Access tokens for a machine (OAuth 2.0 client credentials, RFC 6749, section 4.4), for `Tiltak.token`. A token is
 * fetched when it is first asked for, shared by all who ask, and renewed shortly before it ends. Throws TiltakError
 * when the issuer says no, NoAnswer when it says nothing.
 *
 * @example
 * const token = clientCredentials({ issuer, clientId, clientSecret });
 * const tiltak = { maintenanceUrl, notificationsUrl, token };
 */
export function clientCredentials(credentials: Credentials): Tiltak['token'] {
  let current: Promise<{ readonly token: string; readonly renewAt: number }> | undefined;
  let renewAt = 0;
  return async ({ fresh = false } = {}) => {
    if (current === undefined || fresh || Date.now() >= renewAt) {
      const fetching = fetchToken(credentials);
      current = fetching;
      renewAt = Number.POSITIVE_INFINITY;
      fetching.then(
        (fetched) => {
          if (current === fetching) renewAt = fetched.renewAt;
        },
        () => {
          if (current === fetching) current = undefined;
        },
      );
    }
    return (await current).token;
  };
}

async function fetchToken({ issuer, clientId, clientSecret }: Credentials) {
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { token_endpoint: url } = settled(await attempt({ method: 'GET', url: discovery })) as {
    readonly token_endpoint: string;
  };
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  const answer = settled(
    await attempt({
      method: 'POST',
      url,
      authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
      form: new URLSearchParams({ grant_type: 'client_credentials' }),
    }),
  ) as { readonly access_token: string; readonly expires_in?: number };
  const lifeSeconds = answer.expires_in ?? 60;
  const goodForSeconds = Math.max(lifeSeconds - marginSeconds, lifeSeconds / 2);
  return { token: answer.access_token, renewAt: Date.now() + goodForSeconds * 1000 };
}
