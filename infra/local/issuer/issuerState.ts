import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writeSecretJson } from '../secretFile.ts';
import { clientIdentities } from './demoPeople.ts';

/** The client id of the web console, which signs people in. */
export const WEB_CLIENT_ID = 'web';

/** What the issuer keeps over restarts, so that tokens and client secrets stay valid. */
export interface IssuerState {
  /** Private signing keys as a JWK set (RS256). */
  readonly jwks: { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  readonly cookieKeys: readonly string[];
  /** client id -> secret */
  readonly clientSecrets: Readonly<Record<string, string>>;
}

function signingKey(): Readonly<Record<string, unknown>> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

/** A secret that needs no encoding in an URL, a header or a shell: 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Reads `<dataDir>/issuer.json`, mode 0600; what is missing in it is made, and the file written. */
export function loadIssuerState(dataDir: string): IssuerState {
  const file = join(dataDir, 'issuer.json');
  const stored = readJson<IssuerState>(file);
  const clientIds = [...Object.keys(clientIdentities), WEB_CLIENT_ID];
  if (stored && clientIds.every((clientId) => stored.clientSecrets[clientId])) return stored;
  const state: IssuerState = {
    jwks: stored?.jwks ?? { keys: [signingKey()] },
    cookieKeys: stored?.cookieKeys ?? [newSecret()],
    clientSecrets: Object.fromEntries(
      clientIds.map((clientId) => [clientId, stored?.clientSecrets[clientId] ?? newSecret()]),
    ),
  };
  writeSecretJson(file, state);
  return state;
}
