import type { Operation, Operations } from '@tiltak/contracts';
import { type Logger, metrics } from '@tiltak/telemetry';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Handlers } from './call.ts';
import { docsPage } from './docsPage.ts';
import { openApi } from './openApi.ts';
import { HttpProblem, type KnownCode, problemOf, sendProblem } from './problem.ts';
import { createRateLimit } from './rateLimit.ts';
import { byPath } from './routes.ts';
import { fault, serve } from './serve.ts';
import type { VerifyToken } from './token.ts';
import { invalid } from './validate.ts';

/** A caller's requests a second, unless the app says otherwise: far above what people and ordinary systems send. */
const defaultRatePerSecond = 2_000;
/** For a health check, so that one that hangs is told as such. */
const checkLimitMs = 3_000;

export type AppOptions<Ops extends Operations> = {
  readonly service: string;
  readonly title: string;
  readonly operations: Ops;
  readonly handlers: Handlers<Ops>;
  readonly verifyToken: VerifyToken;
  /** Throws with a message that says what is missing while the service can't do its work. */
  readonly ready: () => Promise<void>;
  /** Throws when only a restart can help. */
  readonly live?: () => void;
  /** Whether a fault is none of the request's: it is answered with 503, and the same request may be sent again. */
  readonly isPassing?: (error: unknown) => boolean;
  /** Per subject, and per address for those who aren't known; 0 is no limit. */
  readonly ratePerSecond?: number;
  readonly logger: Logger;
};

/**
 * The service's whole HTTP interface, made from its table of operations: the operations themselves,
 * `/openapi.json`, `/docs`, `/health/live`, `/health/ready` and `/metrics`. Every error is problem details (RFC 9457).
 * Throws when two operations claim the same method and path.
 */
export function createApp<Ops extends Operations>(options: AppOptions<Ops>): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('case sensitive routing', true);
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives: { 'default-src': ["'none'"] } } }),
  );
  addPages(app, options);
  addOperations(app, options);
  app.use((request: Request, response: Response) => {
    sendProblem(response, problemOf('unknown_path', `There is nothing at this path. See GET /docs.`));
    request.resume();
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    if (error instanceof URIError) {
      sendProblem(response, invalid([{ path: 'params', message: 'the path is not percent-encoded UTF-8' }]));
      return;
    }
    options.logger.error({ err: error }, 'failed');
    sendProblem(response, error instanceof HttpProblem ? error : fault());
  });
  return app;
}

function addOperations<Ops extends Operations>(app: Express, options: AppOptions<Ops>): void {
  const { logger, verifyToken, isPassing = () => false } = options;
  const limit = createRateLimit(options.ratePerSecond ?? defaultRatePerSecond);
  for (const { path, operations } of byPath(options.operations)) {
    const route = app.route(path);
    for (const [operationId, operation] of operations) {
      const handler = options.handlers[operationId] as Parameters<typeof serve>[0]['handler'];
      route[operation.method](
        serve({ operationId, operation, handler, verifyToken, limit, isPassing, logger }),
      );
    }
    const allow = allowed(operations.map(([, operation]) => operation));
    route.all((_request: Request, response: Response) => {
      sendProblem(
        response,
        problemOf('method_not_allowed', `Here only ${allow} can be used.`, { headers: { Allow: allow } }),
      );
    });
  }
}

function allowed(operations: readonly Operation[]): string {
  const methods = operations.map(({ method }) => method.toUpperCase());
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
}

function addPages<Ops extends Operations>(app: Express, options: AppOptions<Ops>): void {
  const { service, live = () => {}, ready } = options;
  const document = openApi(options);
  const text = JSON.stringify(document);
  const docs = docsPage(document);
  app.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(text);
  });
  app.get('/docs', (_request, response) => {
    response.set('Content-Security-Policy', docs.contentSecurityPolicy).type('html').send(docs.html);
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  addHealth(app, '/health/live', { code: 'not_live', body: { status: 'live', service }, check: live });
  addHealth(app, '/health/ready', { code: 'not_ready', body: { status: 'ready', service }, check: ready });
}

function addHealth(
  app: Express,
  path: string,
  health: { readonly code: KnownCode; readonly body: object; readonly check: () => void | Promise<void> },
): void {
  app.get(path, async (_request, response) => {
    try {
      await withinLimit(health.check);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      sendProblem(response, problemOf(health.code, detail));
      return;
    }
    response.set('Cache-Control', 'no-store').json(health.body);
  });
}

async function withinLimit(check: () => void | Promise<void>): Promise<void> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${checkLimitMs} ms`)), checkLimitMs);
  try {
    await Promise.race([check(), overdue]);
  } finally {
    clearTimeout(timer);
  }
}
