import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export const audience = 'tiltak';

/** A token issuer on a free port, with a key of each kind; what it publishes can be changed. */
export async function startIssuer() {
  const made = await Promise.all(
    (['RS256', 'PS256', 'ES256', 'EdDSA', 'RS512'] as const).map(async (alg) => ({
      alg,
      ...(await generateKeyPair(alg)),
    })),
  );
  const keys = Object.fromEntries(made.map((key) => [key.alg, key]));
  const jwks = await Promise.all(
    made.map(async ({ alg, publicKey }) => ({ ...(await exportJWK(publicKey)), alg, kid: alg, use: 'sig' })),
  );
  const calls: string[] = [];
  const state = { down: false, metadata: {} as Record<string, unknown>, tokenLifeSeconds: 300, jwks };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    calls.push(path);
    if (state.down) {
      response.destroy();
      return;
    }
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer: url,
        jwks_uri: `${url}/jwks`,
        token_endpoint: `${url}/token`,
        ...state.metadata,
      },
      '/jwks': { keys: state.jwks },
      '/token': { access_token: `token-${calls.length}`, expires_in: state.tokenLifeSeconds },
    };
    if (path === '/token' && request.headers.authorization !== `Basic ${btoa('client-1:a%20secret')}`) {
      response.writeHead(401).end('{"error":"invalid_client"}');
      return;
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(documents[path]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A good token, but for what is changed; a claim that is set to undefined is left out. */
  function token(
    claims: Readonly<Record<string, unknown>> = {},
    header: Partial<JWTHeaderParameters> = {},
    key = keys[header.alg ?? 'RS256']?.privateKey,
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const good = {
      iss: url,
      aud: audience,
      sub: 'kari',
      iat: now,
      exp: now + 300,
      roles: ['property.officer'],
    };
    const alg = header.alg ?? 'RS256';
    return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg, kid: alg, ...header }).sign(key!);
  }

  return {
    url,
    keys,
    calls,
    state,
    token,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
