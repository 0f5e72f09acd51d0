import type { IncomingMessage } from 'node:http';
import type { Operation } from '@tiltak/contracts';
import type { Actor } from './call.ts';
import { problemOf } from './problem.ts';
import { InvalidToken, IssuerUnavailable, type VerifyToken } from './token.ts';

const anonymous: Actor = { subject: 'anonymous', name: 'anonymous', roles: [] };
const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Who calls; each caller's rate is counted by its subject, that of callers who aren't known by their address.
 * Throws 401 `unauthenticated`, 429 `rate_limited` or 503 `issuer_unavailable`.
 */
export async function authenticate(
  request: IncomingMessage,
  operation: Operation,
  { verifyToken, limit }: { readonly verifyToken: VerifyToken; readonly limit: (caller: string) => void },
): Promise<Actor> {
  const header = request.headers.authorization;
  const address = `address ${request.socket.remoteAddress}`;
  if (header === undefined) {
    limit(address);
    if (operation.allow === 'anyone') return anonymous;
    throw unauthenticated('Send an access token: Authorization: Bearer <token>.', undefined);
  }
  try {
    const token = bearer.exec(header)?.[1];
    if (token === undefined) throw new InvalidToken('not a bearer token');
    const actor = await verifyToken(token);
    limit(actor.subject);
    return actor;
  } catch (error) {
    if (error instanceof InvalidToken) {
      limit(address);
      throw unauthenticated('The access token is not valid: get a new one from the issuer.', error);
    }
    if (error instanceof IssuerUnavailable) {
      throw Object.assign(
        problemOf('issuer_unavailable', 'The token could not be checked just now. Try again.', {
          headers: { 'Retry-After': '1' },
        }),
        { cause: error },
      );
    }
    throw error;
  }
}

/** Throws 403 `forbidden`, which names the roles that may. */
export function authorise(actor: Actor, { allow }: Operation): void {
  if (allow === 'anyone' || actor.roles.some((role) => allow.includes(role))) return;
  throw problemOf('forbidden', `Only these roles may do this: ${allow.join(', ')}.`, {
    facts: { roles: allow },
  });
}

/** RFC 6750, section 3: the error is named only where a token came. */
function unauthenticated(detail: string, cause: InvalidToken | undefined) {
  const challenge = 'Bearer realm="tiltak"';
  const headers = {
    'WWW-Authenticate': cause === undefined ? challenge : `${challenge}, error="invalid_token"`,
  };
  return Object.assign(problemOf('unauthenticated', detail, { headers }), { cause });
}
