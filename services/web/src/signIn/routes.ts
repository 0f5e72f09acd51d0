import { hash } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { signInFailedPage, unavailablePage } from '../errorPages.ts';
import { type ServeOptions, send } from '../serve.ts';
import { clearCookie, readCookie, setCookie } from '../session/cookies.ts';
import { csrfField, isOwnForm } from '../session/csrf.ts';
import { seal, unseal } from '../session/sealed.ts';
import { type Attempt, attempt } from './oidc.ts';
import { pathWithin, signInPath } from './paths.ts';

/** As long as a person may take at the issuer's page. */
const attemptSeconds = 15 * 60;

type SignInOptions = ServeOptions & { readonly key: Uint8Array; readonly secure: boolean };

/** Signing in and out. Each sign-in that is under way has a cookie of its own, so that two tabs don't disturb each other. */
export function addSignIn(app: Express, options: SignInOptions): void {
  const { key, oidc, publicUrl, secure, sessions } = options;

  app.get(
    signInPath,
    guarded(options, async (request, response) => {
      const started = await oidc.start(pathWithin(publicUrl, request.query.til));
      const endsAt = new Date(Date.now() + attemptSeconds * 1000);
      const value = await seal(started.attempt, { key, purpose: 'sign-in', endsAt });
      setCookie(response, {
        name: cookieOf(started.attempt.state),
        value,
        secure,
        maxAgeSeconds: attemptSeconds,
      });
      response.redirect(303, started.url.href);
    }),
  );

  app.get(
    '/auth/callback',
    guarded(options, async (request, response) => {
      const query = request.originalUrl.split('?')[1] ?? '';
      const name = cookieOf(new URLSearchParams(query).get('state') ?? '');
      const sealed = readCookie(request, name, { secure });
      const begun = sealed && (await unseal(sealed, { key, purpose: 'sign-in', schema: attempt }));
      clearCookie(response, name, { secure });
      if (!begun) {
        send(response, signInFailedPage(), { options, session: undefined });
        return;
      }
      await finish(begun, query, { options, response });
    }),
  );

  app.post(
    '/auth/logg-ut',
    guarded(options, async (request, response) => {
      const session = await sessions.read(request);
      const token = String((request.body as Record<string, unknown>)[csrfField] ?? '');
      if (session && !isOwnForm({ headers: request.headers, publicUrl, token, expected: session.csrf })) {
        response.redirect(303, '/');
        return;
      }
      sessions.clear(response);
      const end = session && (await oidc.endSessionUrl(session));
      response.redirect(303, end ? end.href : '/');
    }),
  );
}

async function finish(
  begun: Attempt,
  query: string,
  { options, response }: { readonly options: SignInOptions; readonly response: Response },
): Promise<void> {
  try {
    const session = await options.oidc.finish(begun, query);
    await options.sessions.write(response, session);
    response.redirect(303, begun.returnTo);
  } catch (error) {
    options.logger.warn({ err: error }, 'a sign-in failed');
    send(response, signInFailedPage(), { options, session: undefined });
  }
}

/** While the issuer can't be reached nobody can sign in: that is said, and is no fault of the console. */
function guarded(options: SignInOptions, handle: (request: Request, response: Response) => Promise<void>) {
  return async (request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await handle(request, response);
    } catch (error) {
      options.logger.warn({ err: error }, 'the issuer is unavailable');
      const page = unavailablePage({ address: '/', form: new Map(), files: new Map() });
      send(response, page, { options, session: undefined });
    }
  };
}

const cookieOf = (state: string) => `tiltak-sign-in-${hash('sha256', state, 'hex').slice(0, 12)}`;
