import { createApp } from '@tiltak/http';
import type { Logger } from '@tiltak/telemetry';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { addAssets } from './assets.ts';
import type { Config } from './config.ts';
import { docsPage } from './docsPage.ts';
import { missingPage, refusedPage } from './errorPages.ts';
import { isContractor } from './html/layout.ts';
import { createNewsHub } from './news/hub.ts';
import { streamNews } from './news/stream.ts';
import { routes } from './routes.ts';
import { currentSession, type ServeOptions, send, serve } from './serve.ts';
import { servicesFor } from './services.ts';
import { createSessionKeeper } from './session/session.ts';
import { createOidc } from './signIn/oidc.ts';
import { addSignIn } from './signIn/routes.ts';
import type { Page } from './visit.ts';

/**
 * The most that a form may hold: its texts are at most 4000 characters each, and the largest form, that of a competition,
 * has fewer than 400 fields (see `rowsMax`).
 */
const formLimit = { limit: '256kb', parameterLimit: 400 };

/** The console: pages and forms, sign-in, and what machines ask for (`/health`, `/metrics`, `/openapi.json`). */
export async function createConsole(
  config: Config,
  logger: Logger,
  /** Ends what is streamed, so that a stop need not wait for it. */
  stopping: AbortSignal = new AbortController().signal,
): Promise<Express> {
  const publicUrl = config.PUBLIC_URL;
  const key = config.SESSION_KEY;
  const secure = publicUrl.startsWith('https:');
  const oidc = createOidc({
    issuer: config.OIDC_ISSUER,
    internalUrl: config.OIDC_INTERNAL_URL,
    clientId: config.OIDC_CLIENT_ID,
    clientSecret: config.OIDC_CLIENT_SECRET,
    publicUrl,
  });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.TRUSTED_PROXIES);
  addMachinePages(app, { logger, ready: oidc.ready });
  app.use(securityHeaders(new URL(config.OIDC_ISSUER).origin));
  const options: ServeOptions = {
    publicUrl,
    urls: {
      projects: config.PROJECTS_URL,
      procurement: config.PROCUREMENT_URL,
      maintenance: config.MAINTENANCE_URL,
      notifications: config.NOTIFICATIONS_URL,
    },
    sessions: createSessionKeeper({ key, secure }),
    oidc,
    assets: await addAssets(app),
    logger,
  };
  app.use(express.urlencoded({ extended: false, ...formLimit }));
  addSignIn(app, { ...options, key, secure });
  addNewsStream(app, options, stopping);
  for (const route of routes) app[route.method](route.path, serve(route, options));
  const docs = docsPage(config);
  /** For pages that anyone may see: who is signed in keeps the navigation. */
  const show = async (page: Page, request: Request, response: Response) =>
    send(response, page, { options, session: await options.sessions.read(request) });
  app.get('/docs', (request, response) => show(docs, request, response));

  app.use((request: Request, response: Response) => show(missingPage(), request, response));
  app.use(
    (error: { readonly status?: number }, request: Request, response: Response, _next: NextFunction) => {
      const status = error.status !== undefined && error.status < 500 ? error.status : 500;
      if (status === 500) logger.error({ err: error, method: request.method }, 'failed');
      return show(refusedPage(status), request, response);
    },
  );
  return app;
}

/** What comes while the news page is open: for those who work for the municipality. */
function addNewsStream(app: Express, options: ServeOptions, stopping: AbortSignal): void {
  const hub = createNewsHub({
    read: async (token, query) =>
      (await servicesFor(options.urls, token).notifications.readNews({ query })).body,
    onError: (error) => options.logger.warn({ err: error }, 'the news are out of reach'),
  });
  stopping.addEventListener('abort', hub.end, { once: true });
  app.get('/nyheter/strom', async (request, response) => {
    const session = await currentSession(options, request, response);
    if (session === undefined) response.status(401).end();
    else if (isContractor(session.person)) response.status(403).end();
    else streamNews(hub, session.tokens, request, response);
  });
}

/**
 * Ready means that the console can do its own work: it has read the issuer's metadata, so that people can sign in.
 * Whether the services are ready is theirs to say; without one of them the other pages still work, and taking every
 * console out of service would turn a part's outage into one of the whole.
 */
function addMachinePages(
  app: Express,
  { logger, ready }: { readonly logger: Logger; readonly ready: () => Promise<void> },
): void {
  const machine = createApp({
    service: 'web',
    title: 'Tiltak console: pages for people, and no operations for machines',
    operations: {},
    handlers: {},
    verifyToken: () => Promise.reject(new Error('the console has no operations')),
    ready,
    logger,
  });
  app.get(['/openapi.json', '/health/live', '/health/ready', '/metrics'], machine);
}

/** The issuer's origin is a form's target too: browsers hold the redirects after a form against `form-action`. */
function securityHeaders(issuerOrigin: string) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'script-src': ["'self'"],
        'img-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'", issuerOrigin],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // With no-referrer browsers send forms with "Origin: null"; other sites learn nothing in either case.
    referrerPolicy: { policy: 'same-origin' },
  });
}
