import { join } from 'node:path';
import { clientIdentities } from './issuer/demoPeople.ts';
import { loadIssuerState, WEB_CLIENT_ID } from './issuer/issuerState.ts';
import { createPart, type Part } from './part.ts';

const ANSWER_WITHIN_MS = 2000;

/** Credentials for `POST <issuer>/token` with `grant_type=client_credentials`. */
export interface DemoClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Contractors only. */
  readonly organisationNumber?: string;
}

/** Where the issuer listens (127.0.0.1 only), keeps its keys and sends people after signing in. */
export interface IssuerOptions {
  readonly port: number;
  /** Keys and client secrets are kept in `issuer.json` here, mode 0600. */
  readonly dataDir: string;
  /** `<dataDir>/issuer.log` by default. */
  readonly logFile?: string;
  /** Of the client `web`; none by default. */
  readonly redirectUris?: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  /** 3600 by default. */
  readonly tokenLifetimeSeconds?: number;
}

/** A local OpenID issuer in a process of its own; see `Part` for stop, kill and start. */
export interface Issuer extends Part {
  /** Its URL, without a slash at the end: the `iss` of its tokens. */
  readonly issuer: string;
  /** One per role (`property.officer` ... `admin`) and `contractor-1` to `contractor-3`. */
  readonly clients: Readonly<Record<string, DemoClient>>;
  /** The web console's own client, for authorization code with PKCE. */
  readonly webClient: DemoClient;
}

/** Describes an issuer without starting it; its keys and secrets are made on first use. */
export function prepareIssuer(options: IssuerOptions): Issuer {
  const { port, dataDir } = options;
  const { clientSecrets } = loadIssuerState(dataDir);
  const issuer = `http://127.0.0.1:${port}`;
  const part = createPart({
    name: 'issuer',
    port,
    command: process.execPath,
    args: [join(import.meta.dirname, 'issuer/main.ts')],
    env: {
      ...process.env,
      PORT: String(port),
      ISSUER_URL: issuer,
      ISSUER_DATA_DIR: dataDir,
      WEB_REDIRECT_URIS: (options.redirectUris ?? []).join(','),
      WEB_POST_LOGOUT_REDIRECT_URIS: (options.postLogoutRedirectUris ?? []).join(','),
      TOKEN_LIFETIME_SECONDS: String(
        options.tokenLifetimeSeconds ?? process.env.TOKEN_LIFETIME_SECONDS ?? 3600,
      ),
    },
    logFile: options.logFile ?? join(dataDir, 'issuer.log'),
    async isReady() {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      return (await fetch(`${issuer}/health/ready`, { signal })).ok;
    },
  });
  const clients = Object.fromEntries(
    Object.entries(clientIdentities).map(([clientId, { organisation_number }]) => [
      clientId,
      {
        clientId,
        clientSecret: clientSecrets[clientId]!,
        ...(organisation_number !== undefined && { organisationNumber: organisation_number }),
      },
    ]),
  );
  const webClient: DemoClient = { clientId: WEB_CLIENT_ID, clientSecret: clientSecrets[WEB_CLIENT_ID]! };
  return Object.defineProperties(part as Issuer, {
    issuer: { value: issuer, enumerable: true },
    clients: { value: clients, enumerable: true },
    webClient: { value: webClient, enumerable: true },
  });
}

/** Starts an issuer and resolves once it answers. */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const issuer = prepareIssuer(options);
  await issuer.start();
  return issuer;
}

/** Asks an issuer for an access token by client credentials. Throws when it refuses. */
export async function fetchToken(issuer: string, client: DemoClient): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.clientId,
      client_secret: client.clientSecret,
    }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS * 5),
  });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (!answer.access_token)
    throw new Error(`${issuer} refused a token to ${client.clientId}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
