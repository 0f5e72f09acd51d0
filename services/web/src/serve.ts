import type { File } from '@tiltak/contracts';
import { fileHeaders } from '@tiltak/http';
import { NoAnswer, ProblemError } from '@tiltak/http/client';
import { histogram, type Logger, withSpan } from '@tiltak/telemetry';
import type { Request, Response } from 'express';
import {
  forbiddenPage,
  foreignFormPage,
  missingPage,
  refusedPage,
  unavailablePage,
  unreadableFormPage,
} from './errorPages.ts';
import { type AssetUrls, layout } from './html/layout.ts';
import { noticingCuts, type ServiceUrls, servicesFor } from './services.ts';
import { csrfField, isOwnForm, isSameOrigin } from './session/csrf.ts';
import type { Session, SessionKeeper } from './session/session.ts';
import type { Oidc } from './signIn/oidc.ts';
import { signInPath } from './signIn/paths.ts';
import { isMultipart, type Multipart, MultipartError, readMultipart } from './upload/multipart.ts';
import type { Entered, Page, Reply, Route, Visit } from './visit.ts';

export type ServeOptions = {
  readonly publicUrl: string;
  readonly urls: ServiceUrls;
  readonly sessions: SessionKeeper;
  readonly oidc: Oidc;
  readonly assets: AssetUrls;
  readonly logger: Logger;
};

const durations = histogram('http_request_duration_seconds', 'Time to answer a request', [
  'operation',
  'status',
]);

/**
 * The request handler of one route: a span (so that the services' spans and the webhook's hang below it), the session,
 * the check that a form is our own, the page, and the page of what went wrong.
 */
export function serve(
  route: Route,
  options: ServeOptions,
): (request: Request, response: Response) => Promise<void> {
  const { method, path } = route;
  const operation = `${method} ${path}`;
  const attributes = { 'http.request.method': method.toUpperCase(), 'http.route': path };
  return (request, response) => {
    const parent = request.headers.traceparent;
    return withSpan(
      operation,
      { kind: 'server', attributes, parent: typeof parent === 'string' ? parent : undefined },
      async (span) => {
        const started = performance.now();
        await answer(route, options, request, response);
        span.setAttribute('http.response.status_code', response.statusCode);
        durations.observe({ operation, status: response.statusCode }, (performance.now() - started) / 1000);
      },
    );
  };
}

async function answer(
  route: Route,
  options: ServeOptions,
  request: Request,
  response: Response,
): Promise<void> {
  response.set('Cache-Control', 'no-store');
  let visit: Visit = anonymousVisit(request, options);
  let session: Session | undefined;
  let sent: Multipart | undefined;
  try {
    session = await currentSession(options, request, response);
    if (session === undefined && route.access === 'signedIn') {
      response.redirect(303, signInUrl(options, request));
      return;
    }
    if (route.upload && isMultipart(request)) {
      // Another site's form is not even read; with the token inside, the rest of the check comes after.
      if (!isSameOrigin({ headers: request.headers, publicUrl: options.publicUrl })) throw foreignForm;
      sent = await readMultipart(request, route.upload);
    }
    visit = {
      ...visit,
      ...(sent && { form: sent.form, files: sent.files }),
      csrf: session?.csrf,
      api: servicesFor(options.urls, route.access === 'signedIn' ? session?.tokens.access : undefined),
    };
    if (route.method === 'post' && !isOwn(request, visit, options)) throw foreignForm;
    const { made: reply, isCut } = await noticingCuts(() =>
      route.access === 'signedIn' ? route.handle({ ...visit, person: session!.person }) : route.handle(visit),
    );
    send(response, refusedIfShownAgain(route, reply), {
      ...{ options, isCut },
      session: route.access === 'signedIn' ? session : undefined,
    });
  } catch (error) {
    if (error === foreignForm) {
      options.logger.warn({ route: route.path, subject: session?.person.subject }, 'a form was not our own');
      // Of a form with files the rest is not read.
      if (sent === undefined && isMultipart(request)) response.set('Connection', 'close');
      send(response, foreignFormPage(), { options, session });
      return;
    }
    if (error instanceof MultipartError) response.set('Connection', 'close');
    const page = pageOf(error, visit);
    if (page === undefined) {
      options.sessions.clear(response);
      response.redirect(303, signInUrl(options, request));
      return;
    }
    const about = { err: error, route: route.path, subject: session?.person.subject };
    if (page.status === 500) options.logger.error(about, 'failed');
    else if (page.status === 503) options.logger.warn(about, 'unavailable');
    send(response, page, { options, session });
  } finally {
    sent?.release();
  }
}

/** Thrown where a form is not one that the console showed. */
const foreignForm = Symbol('foreign form');

/** A form that was carried out leads on; a page in answer to one says why it was not. */
function refusedIfShownAgain({ method }: Route, reply: Reply): Reply {
  return method === 'post' && 'body' in reply ? { status: 422, ...reply } : reply;
}

/** The session, with a fresh access token where the old one was about to end. */
export async function currentSession(
  { oidc, sessions }: ServeOptions,
  request: Request,
  response: Response,
): Promise<Session | undefined> {
  const session = await sessions.read(request);
  if (session === undefined) return undefined;
  const renewed = await oidc.renewed(session);
  if (renewed === undefined) sessions.clear(response);
  else if (renewed !== session) await sessions.write(response, renewed);
  return renewed;
}

/** Signing in leads back to the page that was asked for, or to the page whose form was sent. */
function signInUrl({ publicUrl }: ServeOptions, request: Request): string {
  const page = request.method === 'GET' ? request.originalUrl : (request.headers.referer ?? '/');
  return `${publicUrl}${signInPath}?${new URLSearchParams({ til: page })}`;
}

function isOwn(request: Request, { form, csrf }: Visit, { publicUrl }: ServeOptions): boolean {
  return isOwnForm({ headers: request.headers, publicUrl, token: form.get(csrfField), expected: csrf });
}

function anonymousVisit(request: Request, { publicUrl, urls }: ServeOptions): Visit {
  return {
    api: servicesFor(urls, undefined),
    client: request.ip ?? '',
    publicUrl,
    address: request.originalUrl,
    params: request.params as Record<string, string>,
    query: entered(Object.fromEntries(new URL(request.originalUrl, 'http://x').searchParams)),
    form: entered((request.body ?? {}) as Record<string, unknown>),
    files: new Map(),
    now: new Date(),
    csrf: undefined,
  };
}

/** Of a field that is given twice the first counts. */
function entered(fields: Readonly<Record<string, unknown>>): Entered {
  return new Map(
    Object.entries(fields).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  );
}

/** Undefined where only signing in again helps. */
function pageOf(error: unknown, visit: Visit): Page | undefined {
  if (error instanceof NoAnswer) return unavailablePage(visit);
  if (error instanceof MultipartError)
    return error.status === 503 ? unavailablePage(visit) : unreadableFormPage(error.status);
  if (!(error instanceof ProblemError)) return refusedPage(500);
  if (error.status === 401) return undefined;
  if (error.status === 403) return forbiddenPage();
  if (error.status === 404) return missingPage();
  if (error.status === 503) return unavailablePage(visit);
  return refusedPage(error.status, error.problem);
}

/** Sends a page or sends the browser on. */
export function send(
  response: Response,
  reply: Reply,
  {
    isCut = false,
    options,
    session,
  }: {
    readonly options: ServeOptions;
    readonly session: Session | undefined;
    /** Whether a list on the page leaves something out. */
    readonly isCut?: boolean;
  },
): void {
  if ('redirect' in reply) {
    response.redirect(303, reply.redirect);
    return;
  }
  if ('file' in reply) {
    sendFile(response, reply.file);
    return;
  }
  const viewer = session && { person: session.person, csrf: session.csrf };
  response
    .status(reply.status ?? 200)
    .type('html')
    .send(String(layout(reply, { assets: options.assets, viewer, isCut })));
}

function sendFile(response: Response, { bytes, ...file }: File): void {
  response.set(fileHeaders(file)).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
