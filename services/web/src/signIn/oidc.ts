import { randomBytes } from 'node:crypto';
import { issuerFetch } from '@tiltak/http';
import { NoAnswer } from '@tiltak/http/client';
import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import * as z from 'zod';
import type { Person, Session } from '../session/session.ts';
import { sessionLimitSeconds } from '../session/session.ts';

const scope = 'openid profile';
/** Seconds before its end from which an access token is renewed: longer than any call with it takes. */
const renewBeforeSeconds = 30;
const csrfBytes = 24;

/** What a sign-in that is under way must prove when the browser comes back. */
export const attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** The page that was asked for: a path of the console. */
  returnTo: z.string(),
});
export type Attempt = z.output<typeof attempt>;

const claims = z.object({
  sub: z.string(),
  name: z.string().optional(),
  roles: z.array(z.string()).optional(),
  organisation_number: z.string().optional(),
});

/** Signing in at the OpenID issuer: authorization code with PKCE, state and nonce. */
export type Oidc = {
  /** Throws while the issuer can't be reached; once it was, its metadata is kept. */
  readonly ready: () => Promise<void>;
  readonly start: (returnTo: string) => Promise<{ readonly attempt: Attempt; readonly url: URL }>;
  /** `query`: what the issuer sent back. Throws when it doesn't fit the attempt. */
  readonly finish: (attempt: Attempt, query: string) => Promise<Session>;
  /** The session with a token that lasts a while; undefined where only signing in again helps. */
  readonly renewed: (session: Session) => Promise<Session | undefined>;
  /** Where to send the browser to end the session at the issuer, too. */
  readonly endSessionUrl: (session: Session) => Promise<URL | undefined>;
};

export function createOidc(options: {
  readonly issuer: string;
  readonly internalUrl?: string | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
}): Oidc {
  const { clientId, issuer, publicUrl } = options;
  const redirectUri = `${publicUrl}/auth/callback`;
  const discovered = kept(async () => {
    // Plain http is for an issuer on this machine or inside a closed network, and only if configured so.
    const insecure = issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {};
    return await client.discovery(new URL(issuer), clientId, options.clientSecret, undefined, {
      ...insecure,
      [client.customFetch]: issuerFetch(issuer, options.internalUrl),
    });
  });
  /** Two requests at once must not use the same refresh token twice: an issuer may take that for theft. */
  const renewals = new Map<string, Promise<Session | undefined>>();

  async function renew(session: Session, refreshToken: string): Promise<Session | undefined> {
    try {
      const answer = await client.refreshTokenGrant(await discovered(), refreshToken);
      return { ...session, tokens: tokensOf(answer, session.tokens) };
    } catch (error) {
      if (error instanceof client.ResponseBodyError) return undefined;
      // The issuer is out of reach: the old token is good to its end.
      if (session.tokens.accessEndsAt > nowSeconds()) return session;
      throw new NoAnswer('the issuer did not renew the access token', { cause: error });
    }
  }

  return {
    ready: async () => void (await discovered()),
    async start(returnTo) {
      const codeVerifier = client.randomPKCECodeVerifier();
      const made = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier, returnTo };
      const url = client.buildAuthorizationUrl(await discovered(), {
        redirect_uri: redirectUri,
        scope,
        state: made.state,
        nonce: made.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { attempt: made, url };
    },
    async finish({ state, nonce, codeVerifier }, query) {
      const answer = await client.authorizationCodeGrant(
        await discovered(),
        new URL(`${redirectUri}?${query}`),
        { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true },
      );
      return {
        person: personOf(answer),
        tokens: tokensOf(answer),
        csrf: randomBytes(csrfBytes).toString('base64url'),
        endsAt: nowSeconds() + sessionLimitSeconds,
      };
    },
    async renewed(session) {
      const { accessEndsAt, refresh } = session.tokens;
      if (accessEndsAt - renewBeforeSeconds > nowSeconds()) return session;
      if (refresh === null) return undefined;
      const renewal = renewals.get(refresh) ?? renew(session, refresh);
      renewals.set(refresh, renewal);
      try {
        return await renewal;
      } finally {
        renewals.delete(refresh);
      }
    },
    async endSessionUrl({ tokens }) {
      const configuration = await discovered();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(configuration, {
        id_token_hint: tokens.id,
        post_logout_redirect_uri: `${publicUrl}/`,
      });
    },
  };
}

type TokenAnswer = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

/** From the ID token, which was verified; what an issuer puts only in the access token is read there, for display. */
function personOf(answer: TokenAnswer): Person {
  const identity = claims.parse(answer.claims());
  const granted = claims.partial().safeParse(readable(answer.access_token)).data ?? {};
  return {
    subject: identity.sub,
    name: identity.name ?? granted.name ?? identity.sub,
    roles: identity.roles ?? granted.roles ?? [],
    organisationNumber: identity.organisation_number ?? granted.organisation_number ?? null,
  };
}

/** An access token is the services' to check; here it need not even be a JWT. */
function readable(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

function tokensOf(answer: TokenAnswer, before?: Session['tokens']): Session['tokens'] {
  return {
    access: answer.access_token,
    accessEndsAt: nowSeconds() + (answer.expiresIn() ?? 300),
    refresh: answer.refresh_token ?? before?.refresh ?? null,
    id: answer.id_token ?? before?.id ?? '',
  };
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** The result of the first success; a failure is tried again by the next who asks. */
function kept<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
