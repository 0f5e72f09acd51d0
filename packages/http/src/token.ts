import { roles as knownRoles, type Role } from '@tiltak/contracts';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { Actor } from './call.ts';
import { lazyIssuer } from './issuer.ts';
import { issuerFetch } from './issuerFetch.ts';

/** Whom a token speaks for. Throws {@link InvalidToken} or {@link IssuerUnavailable}. */
export type VerifyToken = (token: string) => Promise<Actor>;

/** The token is no good (401). The message is for the log: the caller is told only that it isn't valid. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/** The issuer's keys can't be read, so that nothing can be said of the token (503). */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** RFC 9068 says `at+jwt`; Keycloak and Maskinporten say `JWT`, others nothing. */
const tokenTypes = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
const clockToleranceSeconds = 10;
const maxCachedTokens = 10_000;
const maxCachedMs = 60_000;
const maxSubjectLength = 200;
/** How soon after a fetch an unknown key id may cause the next one. */
const keysCooldownMs = 10_000;

/**
 * Verifies access tokens (RFC 9068, with the leniencies that common issuers need): signature by one of the issuer's
 * published keys and an allowed algorithm, exact `iss`, `aud`, `exp` and `nbf` with 10 s tolerance. The keys are
 * fetched on first use. A verified token is remembered for at most 60 s, and never past its end.
 */
export function createTokenVerifier(options: {
  readonly issuer: string;
  readonly audience: string;
  /** See {@link issuerFetch}. */
  readonly internalUrl?: string | undefined;
}): VerifyToken {
  const actors = new LRUCache<string, Actor>({ max: maxCachedTokens, perf: { now: () => Date.now() } });
  const key = issuerKeys(options.issuer, options.internalUrl);
  return async (token) => {
    const cached = actors.get(token);
    if (cached !== undefined) return cached;
    const payload = await verifiedPayload(token, key, options);
    const actor = actorOf(payload);
    const leftMs = (payload.exp ?? 0) * 1000 - Date.now();
    if (leftMs > 0) actors.set(token, actor, { ttl: Math.min(Math.ceil(leftMs), maxCachedMs) });
    return actor;
  };
}

/** The issuer's key for a token's header; never one that the token itself brings or points to. */
function issuerKeys(issuer: string, internalUrl: string | undefined): JWTVerifyGetKey {
  const ask = issuerFetch(issuer, internalUrl);
  const metadata = lazyIssuer(issuer, ask);
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  return async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(new URL((await metadata()).jwks_uri), {
        cooldownDuration: keysCooldownMs,
        [customFetch]: ask,
      });
      return await keys(header, token);
    } catch (cause) {
      const ofToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];
      if (ofToken.some((kind) => cause instanceof kind)) throw cause;
      throw new IssuerUnavailable(`the keys of ${issuer} can't be read: ${cause}`, { cause });
    }
  };
}

async function verifiedPayload(
  token: string,
  key: JWTVerifyGetKey,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Promise<JWTPayload> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms,
      issuer,
      audience,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp'],
    });
    if (!tokenTypes.includes(protectedHeader.typ?.toLowerCase())) throw new Error('not an access token');
    // Keycloak's ID and refresh tokens differ from its access tokens in this claim only.
    if (payload.typ !== undefined && payload.typ !== 'Bearer') throw new Error('not an access token');
    return payload;
  } catch (cause) {
    if (cause instanceof IssuerUnavailable) throw cause;
    throw new InvalidToken(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function actorOf(payload: JWTPayload): Actor {
  const subject = payload.sub ?? payload.client_id;
  if (typeof subject !== 'string' || subject === '' || subject.length > maxSubjectLength) {
    throw new InvalidToken('neither sub nor client_id');
  }
  const { name, organisation_number: organisationNumber, realm_access: realm } = payload;
  const claimed = payload.roles ?? (realm as { readonly roles?: unknown } | undefined)?.roles;
  return {
    subject,
    name: typeof name === 'string' ? name : subject,
    roles: Array.isArray(claimed) ? knownRoles.filter((role: Role) => claimed.includes(role)) : [],
    ...(typeof organisationNumber === 'string' && { organisationNumber }),
  };
}
