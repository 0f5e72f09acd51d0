import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@tiltak/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of a test's or measurement's own, for as many people and firms as it needs. Loopback only. */
export async function startMint() {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'mint', alg: 'EdDSA', use: 'sig' }] };
  const server = createServer(({ url }, response) => {
    const metadata = { issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` };
    const body = url === '/jwks' ? keys : url?.includes('openid-configuration') ? metadata : undefined;
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    /** An access token, good for an hour. */
    tokenFor: (subject: string, roles: readonly Role[], organisationNumber?: string): Promise<string> =>
      new SignJWT({
        roles,
        name: subject,
        ...(organisationNumber && { organisation_number: organisationNumber }),
      })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'mint', typ: 'at+jwt' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience('tiltak')
        .setExpirationTime('1h')
        .sign(privateKey),
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type Mint = Awaited<ReturnType<typeof startMint>>;

const weights = [3, 2, 7, 6, 5, 4, 3, 2];

/** Valid organisation numbers that begin with 3, as Norway's own synthetic test firms do. */
export function organisationNumbers(count: number): readonly string[] {
  const numbers: string[] = [];
  for (let stem = 31_100_000; numbers.length < count; stem++) {
    const digits = String(stem);
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) numbers.push(`${digits}${check}`);
  }
  return numbers;
}
