import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { errors } from 'oidc-provider';
import { demoPeople } from './demoPeople.ts';
import { loadIssuerState } from './issuerState.ts';
import { errorPage, signInPage } from './pages.ts';
import { createProvider } from './provider.ts';

const FORM_CHARACTERS_MAX = 1000;

/** The settings of the process, all from the environment. */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing in the environment of the issuer`);
  return value;
}

const port = Number(required('PORT'));
const issuer = required('ISSUER_URL');
const redirectUris = (process.env.WEB_REDIRECT_URIS ?? '').split(',').filter(Boolean);
const postLogoutRedirectUris = (process.env.WEB_POST_LOGOUT_REDIRECT_URIS ?? '').split(',').filter(Boolean);

const provider = createProvider({
  issuer,
  state: loadIssuerState(required('ISSUER_DATA_DIR')),
  redirectUris,
  postLogoutRedirectUris,
  tokenLifetimeSeconds: Number(process.env.TOKEN_LIFETIME_SECONDS ?? 3600),
});
provider.on('server_error', (_context, error) => console.error(error));

const assets: Readonly<Record<string, { readonly type: string; readonly body: string }>> = {
  '/assets/signIn.css': {
    type: 'text/css; charset=utf-8',
    body: await readFile(join(import.meta.dirname, 'assets/signIn.css'), 'utf8'),
  },
  '/assets/signOut.js': {
    type: 'text/javascript; charset=utf-8',
    body: await readFile(join(import.meta.dirname, 'assets/signOut.js'), 'utf8'),
  },
};

// A form's answer is redirected to the console, and browsers hold that redirect against form-action too.
const consoleOrigins = [
  ...new Set([...redirectUris, ...postLogoutRedirectUris].map((uri) => new URL(uri).origin)),
];
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  ["form-action 'self'", ...consoleOrigins].join(' '),
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function sendHtml(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(html);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (Number(request.headers['content-length'] ?? Number.NaN) <= FORM_CHARACTERS_MAX) {
    return new URLSearchParams(await text(request));
  }
  return new URLSearchParams();
}

/** The sign-in page of one attempt: GET shows the demo people, POST signs in as one of them. */
async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return sendHtml(response, 200, signInPage(demoPeople));
  const chosen = (await readForm(request)).get('person');
  const person = demoPeople.find(({ id }) => id === chosen);
  if (!person) return sendHtml(response, 400, signInPage(demoPeople));
  await provider.interactionFinished(request, response, { login: { accountId: person.id } });
}

const handleProtocol = provider.callback();

const server = createServer((request, response) => {
  // The addresses in its answers are those that people know, by whatever way the request came.
  request.headers.host = new URL(issuer).host;
  const { pathname } = new URL(request.url ?? '/', issuer);
  response.setHeader('Content-Security-Policy', contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  const asset = assets[pathname];
  if (asset) {
    response.writeHead(200, { 'Content-Type': asset.type });
    response.end(asset.body);
  } else if (pathname === '/health/ready') {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end('{"status":"ready"}');
  } else if (pathname.startsWith('/interaction/')) {
    signIn(request, response).catch((error: unknown) => {
      if (!(error instanceof errors.OIDCProviderError)) console.error(error);
      sendHtml(response, 400, errorPage('invalid_request', 'the sign-in attempt is unknown or too old'));
    });
  } else {
    void handleProtocol(request, response);
  }
});

server.listen(port, process.env.HOST ?? '127.0.0.1', () => console.log(`issuer ${issuer} listens`));
process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
