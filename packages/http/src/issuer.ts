import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { issuerFetch } from './issuerFetch.ts';

/** What is used of an issuer's metadata (OpenID Connect Discovery 1.0, section 3). */
const metadata = z.object({ issuer: z.string(), jwks_uri: z.url(), token_endpoint: z.url() });
type IssuerMetadata = z.output<typeof metadata>;

const attempts = 3;
const timeoutMs = 2_000;
const backoffMs = 150;

/**
 * Reads the issuer's metadata on the first call and keeps it; a failure is tried again, at most 3 times a call, and
 * not kept. Its endpoints must be the issuer's own origin, or https.
 */
export function lazyIssuer(
  issuer: string,
  ask = issuerFetch(issuer, undefined),
): () => Promise<IssuerMetadata> {
  let found: Promise<IssuerMetadata> | undefined;
  return () => {
    found ??= discover(issuer, ask).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

async function discover(
  issuer: string,
  ask: ReturnType<typeof issuerFetch>,
  attempt = 1,
): Promise<IssuerMetadata> {
  try {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return checked(issuer, metadata.parse(await answer.json()));
  } catch (error) {
    if (attempt === attempts) throw error;
    await delay(backoffMs * attempt);
    return discover(issuer, ask, attempt + 1);
  }
}

function checked(issuer: string, found: IssuerMetadata): IssuerMetadata {
  if (found.issuer !== issuer) throw new Error(`the issuer at ${issuer} calls itself ${found.issuer}`);
  for (const endpoint of [found.jwks_uri, found.token_endpoint]) {
    const { origin, protocol } = new URL(endpoint);
    if (origin !== new URL(issuer).origin && protocol !== 'https:') {
      throw new Error(`${endpoint} is neither at the issuer ${issuer} nor https`);
    }
  }
  return found;
}
