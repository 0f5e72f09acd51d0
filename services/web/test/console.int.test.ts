import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Listening, listen } from '@tiltak/http';
import { createLogger } from '@tiltak/telemetry';
import { freePort } from '../../../infra/local/ports.ts';
import { startTestIssuer } from '../../../infra/test/infrastructure.ts';
import { createConsole } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

let issuer: Awaited<ReturnType<typeof startTestIssuer>>;
let console_: Listening;
let url: string;
/** Where the services would be: it takes down what arrives, and drops the connection, as a service that is down. */
const arrived: { readonly method: string; readonly path: string; readonly idempotencyKey: unknown }[] = [];
const nobody = createServer((request) => {
  const { method = '', url: path = '', headers } = request;
  arrived.push({ method, path, idempotencyKey: headers['idempotency-key'] });
  request.socket.destroy();
});

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  issuer = await startTestIssuer({
    redirectUris: [`${url}/auth/callback`],
    postLogoutRedirectUris: [`${url}/`],
  });
  const service = await new Promise<string>((resolve) => {
    nobody.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(nobody.address() as { port: number }).port}`),
    );
  });
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: issuer.webClient.clientId,
    OIDC_CLIENT_SECRET: issuer.webClient.clientSecret,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ...{
      PROJECTS_URL: service,
      PROCUREMENT_URL: service,
      MAINTENANCE_URL: service,
      NOTIFICATIONS_URL: service,
    },
  });
  const logger = createLogger('web', { write: () => {} });
  console_ = await listen(await createConsole(config, logger), { port, host: '127.0.0.1' });
});

afterAll(async () => {
  await console_?.close();
  await issuer?.[Symbol.asyncDispose]();
  nobody.close();
});

beforeEach(() => {
  arrived.length = 0;
});

/** A browser reduced to cookies, and redirects that are followed one at a time. */
function createBrowser() {
  const cookies = new Map<string, string>();
  async function visit(address: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(new URL(address, url), {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { ...headers, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0|1970/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  /** From the page that was asked for, over the issuer, and back to where the console leads. */
  async function signIn(asked: string, person = 'eli-eksempel'): Promise<string> {
    let next = (await visit(asked)).headers.get('location')!;
    for (let step = 0; step < 10; step++) {
      const at = new URL(next, url);
      const isChoice = at.pathname.startsWith('/interaction/');
      const response = await visit(next, isChoice ? { person } : undefined);
      const location = response.headers.get('location')!;
      const target = new URL(location, at);
      if (at.pathname === '/auth/callback') return location;
      next = target.href;
    }
    throw new Error(`signing in did not end: ${next}`);
  }
  return { cookies, visit, signIn };
}

const csrfIn = (markup: string) => /name="_csrf" value="([^"]+)"/.exec(markup)?.[1] ?? '';

async function signedIn() {
  const browser = createBrowser();
  await browser.signIn('/');
  const page = await browser.visit('/arbeid/nytt');
  const markup = await page.text();
  return { ...browser, page, markup, csrf: csrfIn(markup) };
}

test('signing in leads to the page that was asked for', async () => {
  expect(await createBrowser().signIn('/bestillinger?status=held')).toBe('/bestillinger?status=held');
});

test('a sign-in that another browser began is not finished', async () => {
  const victim = createBrowser();
  const attacker = createBrowser();
  const begun = (await attacker.visit('/auth/logg-inn')).headers.get('location')!;
  const { searchParams } = new URL(begun);
  const answer = await victim.visit(`/auth/callback?code=stolen&state=${searchParams.get('state')}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('Innloggingen ble ikke fullført');
  expect(victim.cookies.size).toBe(0);
});

test('a form without the session’s token, or from another site, reaches no service', async () => {
  const { csrf, visit } = await signedIn();
  const fields = { title: 'Tak', buildingId: 'b', urgency: 'normal' };
  arrived.length = 0;
  for (const [form, headers] of [
    [fields, {}],
    [{ ...fields, _csrf: 'x' }, {}],
    [{ ...fields, _csrf: csrf }, { 'sec-fetch-site': 'cross-site' }],
    [{ ...fields, _csrf: csrf }, { origin: 'https://evil.example' }],
  ] as const) {
    const answer = await visit('/arbeid/nytt', form, headers);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Skjemaet kunne ikke bekreftes');
  }
  expect(arrived).toEqual([]);
  await visit('/arbeid/nytt', { ...fields, _csrf: csrf }, { 'sec-fetch-site': 'same-origin' });
  expect(arrived[0]).toMatchObject({ method: 'POST', path: '/jobs' });
});

test("one person's token is worth nothing in another's session", async () => {
  const { csrf } = await signedIn();
  const other = await signedIn();
  const answer = await other.visit('/arbeid/nytt', {
    title: 'Tak',
    buildingId: 'b',
    urgency: 'normal',
    _csrf: csrf,
  });
  expect(answer.status).toBe(403);
});

test('a session cookie that was changed is no session', async () => {
  const { cookies, visit } = await signedIn();
  const [name, value] = [...cookies].find(([cookie]) => cookie.startsWith('tiltak.'))!;
  cookies.set(
    name,
    value.replace(/.(?=.{20}$)/, (last) => (last === 'A' ? 'B' : 'A')),
  );
  const answer = await visit('/arbeid/nytt');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toContain('/auth/logg-inn?til=%2Farbeid%2Fnytt');
});

test('while a service is down the page says so, and keeps what was sent under the same idempotency key', async () => {
  const { csrf, visit } = await signedIn();
  expect((await visit('/arbeid')).status).toBe(503);
  arrived.length = 0;
  const key = 'key-of-this-form';
  const answer = await visit('/arbeid/nytt', {
    ...{ title: 'Tak "nytt"', buildingId: 'b', urgency: 'normal', _csrf: csrf, _key: key },
  });
  const markup = await answer.text();
  expect(answer.status).toBe(503);
  expect(markup).toContain('Systemet svarer ikke akkurat nå');
  expect(markup).toContain('name="title" value="Tak &quot;nytt&quot;"');
  expect(markup).toContain(`name="_key" value="${key}"`);
  const sent = arrived.filter(({ method }) => method === 'POST');
  expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([key]));
});

test('no token and no secret is in a page, and no page is kept by the browser', async () => {
  const { cookies, markup, page, visit } = await signedIn();
  expect([...cookies.values()].join('').length).toBeGreaterThan(1000);
  for (const shown of [
    markup,
    await (await visit('/docs')).text(),
    await (await visit('/finnes-ikke')).text(),
  ]) {
    expect(shown).not.toMatch(/eyJ[\w-]{10}/);
    expect(shown).not.toContain(issuer.webClient.clientSecret);
    for (const value of cookies.values()) expect(shown).not.toContain(value.slice(0, 40));
  }
  expect(page.headers.get('cache-control')).toBe('no-store');
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|\*|data:/);
  expect(page.headers.get('set-cookie')).toBeNull();
});

test('signing out ends the session here and at the issuer', async () => {
  const { cookies, csrf, visit } = await signedIn();
  expect((await visit('/auth/logg-ut', { _csrf: 'x' })).headers.get('location')).toBe('/');
  expect(cookies.size).toBeGreaterThan(0);
  const answer = await visit('/auth/logg-ut', { _csrf: csrf });
  expect(answer.headers.get('location')).toMatch(`${issuer.issuer}/session/end?id_token_hint=`);
  expect([...cookies.keys()].filter((name) => name.startsWith('tiltak'))).toEqual([]);
  expect((await visit('/arbeid')).headers.get('location')).toContain('/auth/logg-inn');
});

test('a page that is not there, and a form that is too large, are answered as pages', async () => {
  const missing = await fetch(`${url}/finnes-ikke`);
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('Siden finnes ikke');
  const large = await fetch(`${url}/svar/x`, {
    method: 'POST',
    body: new URLSearchParams({ reason: 'x'.repeat(260 * 1024) }),
  });
  expect(large.status).toBe(413);
});

test('machines find health, metrics and an OpenAPI document', async () => {
  for (const path of ['/health/live', '/health/ready', '/metrics', '/docs']) {
    expect((await fetch(url + path)).status).toBe(200);
  }
  expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({
    openapi: expect.stringMatching(/^3\.1/),
  });
});

test('news are streamed to staff who are signed in, and to nobody else', async () => {
  expect((await createBrowser().visit('/nyheter/strom?etter=0')).status).toBe(401);
  const contractor = createBrowser();
  await contractor.signIn('/', 'berit-bygg');
  expect((await contractor.visit('/nyheter/strom?etter=0')).status).toBe(403);
  const officer = createBrowser();
  await officer.signIn('/nyheter');
  const stream = await officer.visit('/nyheter/strom?etter=0');
  expect(stream.status).toBe(200);
  expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  // It asks the service in the name of who listens; that the service is down does not end it.
  const end = Date.now() + 10_000;
  while (!arrived.some(({ path }) => path.startsWith('/news/after?')) && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(arrived.map(({ path }) => path)).toContain('/news/after?after=0&limit=100');
  await stream.body?.cancel();
});
