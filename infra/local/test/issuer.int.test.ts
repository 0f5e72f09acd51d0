import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startTestIssuer } from '../../test/infrastructure.ts';
import { tokenFor } from '../../test/tokens.ts';
import { fetchToken } from '../issuer.ts';

const redirectUri = 'http://127.0.0.1:7000/auth/callback';
const home = 'http://127.0.0.1:7000/';
let own: Awaited<ReturnType<typeof startTestIssuer>>;

beforeAll(async () => {
  own = await startTestIssuer({ redirectUris: [redirectUri], postLogoutRedirectUris: [home] });
});

afterAll(async () => {
  await own[Symbol.asyncDispose]();
});

async function verified(token: string, issuer = own.issuer): Promise<Record<string, unknown>> {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return (await jwtVerify(token, keys, { issuer, audience: 'tiltak', algorithms: ['RS256'] })).payload;
}

/** A browser reduced to what signing in needs: cookies, and redirects followed one at a time. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async function visit(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/);
      cookies.set(name, value);
    }
    return response;
  };
}

const verifier = 'a-verifier-of-at-least-forty-three-characters-0123456789';

async function signIn(personId: string) {
  const visit = createBrowser();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const query = new URLSearchParams({
    client_id: 'web',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    state: 's1',
    code_challenge: Buffer.from(digest).toString('base64url'),
    code_challenge_method: 'S256',
  });
  const toSignIn = await visit(`${own.issuer}/auth?${query}`);
  const page = new URL(toSignIn.headers.get('location')!, own.issuer).href;
  const shown = await visit(page);
  const html = await shown.text();
  const chosen = await visit(page, { person: personId });
  const back = await visit(new URL(chosen.headers.get('location')!, own.issuer).href);
  const callback = new URL(back.headers.get('location')!);
  return { visit, html, shown, callback };
}

async function redeem(code: string, codeVerifier: string) {
  const { clientId, clientSecret } = own.webClient;
  const response = await fetch(`${own.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

test("every demo client's token verifies against the published keys and carries its role and name", async () => {
  const roles = Object.keys(own.clients).filter((role) => !role.startsWith('contractor-'));
  expect(roles).toEqual([
    'property.officer',
    'property.approver',
    'procurement.officer',
    'procurement.officer-2',
    'procurement.opener',
    'procurement.opener-2',
    'project.owner',
    'portfolio.controller',
    'auditor',
    'admin',
  ]);
  for (const role of roles) {
    const claims = await verified(await fetchToken(own.issuer, own.clients[role]!));
    expect(claims).toMatchObject({
      sub: role,
      client_id: role,
      roles: [role.replace('-2', '')],
      aud: 'tiltak',
    });
    expect(claims.name).toMatch(/^Demoklient /);
    expect(claims).not.toHaveProperty('organisation_number');
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
  }
});

test("a contractor's token carries the organisation number that its client entry names", async () => {
  for (const name of ['contractor-1', 'contractor-2', 'contractor-3']) {
    const client = own.clients[name]!;
    const claims = await verified(await fetchToken(own.issuer, client));
    expect(claims).toMatchObject({ roles: ['contractor'], organisation_number: client.organisationNumber });
    expect(client.organisationNumber).toMatch(/^3\d{8}$/);
  }
});

test('the client may identify itself by Basic header as well as in the form, and a wrong secret is refused', async () => {
  const ask = async (secret: string) =>
    fetch(`${own.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`auditor:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  const { access_token } = (await (await ask(own.clients.auditor!.clientSecret)).json()) as Record<
    string,
    string
  >;
  expect(await verified(access_token!)).toMatchObject({ roles: ['auditor'] });
  expect((await ask('wrong')).status).toBe(401);
});

test('a person signs in by code and PKCE, and access and ID token carry who it is', async () => {
  const { html, callback } = await signIn('berit-bygg');
  expect(html).toContain('Eiendomsforvalter');
  expect(html.match(/<button name="person"/g)).toHaveLength(13);
  expect(callback.href.startsWith(redirectUri)).toBe(true);
  expect(callback.searchParams.get('state')).toBe('s1');

  const { body } = await redeem(callback.searchParams.get('code')!, verifier);
  expect(await verified(body.access_token!)).toMatchObject({
    sub: 'berit-bygg',
    name: 'Berit Bygg',
    roles: ['contractor'],
    client_id: 'web',
    organisation_number: own.clients['contractor-1']!.organisationNumber,
  });
  const keys = createRemoteJWKSet(new URL(`${own.issuer}/jwks`));
  const { payload } = await jwtVerify(body.id_token!, keys, { issuer: own.issuer, audience: 'web' });
  expect(payload).toMatchObject({ sub: 'berit-bygg', name: 'Berit Bygg', roles: ['contractor'] });

  const refreshed = await fetch(`${own.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token!,
      client_id: 'web',
      client_secret: own.webClient.clientSecret,
    }),
  });
  const again = (await refreshed.json()) as Record<string, string>;
  expect(await verified(again.access_token!)).toMatchObject({ sub: 'berit-bygg', roles: ['contractor'] });
});

test('a code is worth nothing without the verifier that it was asked with', async () => {
  const { callback } = await signIn('eli-eksempel');
  const wrong = 'another-verifier-of-at-least-forty-three-characters-0123';
  expect((await redeem(callback.searchParams.get('code')!, wrong)).status).toBe(400);
});

test('signing out ends the session and leads back to the console', async () => {
  const { visit, callback } = await signIn('eli-eksempel');
  const { body } = await redeem(callback.searchParams.get('code')!, verifier);
  const query = new URLSearchParams({ id_token_hint: body.id_token!, post_logout_redirect_uri: home });
  const asked = await (await visit(`${own.issuer}/session/end?${query}`)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked)![1]!;
  const left = await visit(`${own.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  expect(left.headers.get('location')).toBe(home);
});

test('its pages allow no inline script or style', async () => {
  const { shown, html } = await signIn('eli-eksempel');
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(shown.headers.get('content-security-policy')).not.toContain('unsafe-inline');
  expect(html).not.toMatch(/<style|<script(?! src=)| style=| on\w+=/);
});

test('tokens from before a restart still verify after it, and client secrets stay', async () => {
  const before = await fetchToken(own.issuer, own.clients.admin!);
  await own.kill();
  await own.start();
  expect(await verified(before)).toMatchObject({ roles: ['admin'] });
  expect(await verified(await fetchToken(own.issuer, own.clients.admin!))).toMatchObject({
    roles: ['admin'],
  });
});

test('the test run has an issuer of its own that gives a token for every role', async () => {
  const claims = await verified(await tokenFor('project.owner'), process.env.TILTAK_TEST_ISSUER);
  expect(claims.roles).toEqual(['project.owner']);
});
