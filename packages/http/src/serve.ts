import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import type { File, Operation } from '@tiltak/contracts';
import { histogram, type Logger, recordFailure, type Span, withSpan } from '@tiltak/telemetry';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { authenticate, authorise } from './authenticate.ts';
import { checkAnnouncedSize, fileReader, readJson } from './body.ts';
import type { Actor, Call, Reply } from './call.ts';
import { idempotencyOf, ifMatchOf } from './conditions.ts';
import { fileHeaders } from './fileHeaders.ts';
import { type HttpProblem, problemFrom, problemOf, sendProblem, unavailable } from './problem.ts';
import { strict } from './strict.ts';
import type { VerifyToken } from './token.ts';
import { validated } from './validate.ts';

type Served = {
  readonly operationId: string;
  readonly operation: Operation;
  readonly handler: (call: Call<Operation>) => Promise<Reply<Operation>>;
  readonly verifyToken: VerifyToken;
  readonly limit: (caller: string) => void;
  readonly isPassing: (error: unknown) => boolean;
  readonly logger: Logger;
};

const durations = histogram('http_request_duration_seconds', 'Time to answer a request', [
  'operation',
  'status',
]);

/**
 * The request handler of one operation. The order matters: a caller who isn't known or isn't allowed learns nothing
 * of what a right body would look like.
 */
export function serve(served: Served): (request: Request, response: Response) => Promise<void> {
  const { operationId, operation } = served;
  const answer = answering(served);
  const attributes = { 'http.request.method': operation.method.toUpperCase(), 'http.route': operation.path };
  return (request, response) => {
    const parent = request.headers.traceparent;
    return withSpan(
      operationId,
      { kind: 'server', attributes, parent: typeof parent === 'string' ? parent : undefined },
      async (span) => {
        const started = performance.now();
        const known: { actor?: Actor } = {};
        try {
          await answer(request, response, known);
        } catch (error) {
          refuse(served, request, response, { error, subject: known.actor?.subject, span });
        }
        span.setAttribute('http.response.status_code', response.statusCode);
        durations.observe(
          { operation: operationId, status: response.statusCode },
          (performance.now() - started) / 1000,
        );
      },
    );
  };
}

function answering({ operationId, operation, handler, verifyToken, limit }: Served) {
  const safe = operation.method === 'get';
  const schemas = {
    ...(operation.params && { params: strict(operation.params) }),
    query: strict(operation.query ?? z.object({})),
    ...(!safe && !operation.upload && { body: strict(operation.body ?? z.object({})) }),
  };
  const readFile = operation.upload && fileReader(operation.upload);
  return async (request: Request, response: Response, known: { actor?: Actor }): Promise<void> => {
    checkAnnouncedSize(request, operation.upload?.bytesMax);
    const actor = await authenticate(request, operation, { verifyToken, limit });
    known.actor = actor;
    authorise(actor, operation);
    const upload = await readFile?.(request, response);
    const given = {
      params: request.params,
      query: queryOf(request),
      body: safe || upload ? undefined : await readJson(request, response),
    };
    const input = { ...validated(schemas, given), upload };
    const { body, version } = await handler({
      params: operation.params && input.params,
      query: operation.query && input.query,
      body: operation.body && input.body,
      upload,
      actor,
      idempotency: safe ? undefined : idempotencyOf(request.headers, actor.subject, operationId, input),
      ifMatch: ifMatchOf(request.headers),
    } as Call<Operation>);
    const content = 'file' in operation.answer ? fileContent(body as File) : jsonContent(body);
    send(request, response, { status: operation.answer.status, content, version });
  };
}

/** A parameter that is given twice becomes an array, which no schema takes for a string. */
function queryOf({ url = '' }: IncomingMessage): unknown {
  const at = url.indexOf('?');
  return at === -1 ? {} : { ...parse(url.slice(at + 1)) };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: { readonly status: number; readonly content: Content; readonly version: number | undefined },
): void {
  const { bytes, headers: own } = reply.content;
  const headers = {
    ...own,
    'Content-Length': Buffer.byteLength(bytes),
    'Cache-Control': 'private, no-cache',
  };
  if (reply.version === undefined) {
    response.writeHead(reply.status, headers).end(bytes);
    return;
  }
  const etag = `"${reply.version}"`;
  const same = request.method === 'GET' && request.headers['if-none-match'] === etag;
  response.writeHead(same ? 304 : reply.status, { ...headers, ETag: etag }).end(same ? undefined : bytes);
}

/** Made before any header is sent, since it may fail. */
type Content = { readonly bytes: string | Uint8Array; readonly headers: Readonly<Record<string, string>> };

const jsonContent = (body: unknown): Content => ({
  bytes: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
});

const fileContent = ({ bytes, ...file }: File): Content => ({ bytes, headers: fileHeaders(file) });

/** Answers with a problem, and logs it where somebody may want to know: denials and faults. */
function refuse(
  { operationId, operation, isPassing, logger }: Served,
  request: IncomingMessage,
  response: ServerResponse,
  what: { readonly error: unknown; readonly subject: string | undefined; readonly span: Span },
): void {
  const { error, span, subject } = what;
  const problem = problemFrom(error, operation) ?? (isPassing(error) ? unavailable() : fault());
  const { status, code } = problem.problem;
  const about = { operation: operationId, status, code, subject, address: request.socket.remoteAddress };
  if (status === 401 || status === 403) {
    logger.warn({ ...about, reason: reasonOf(problem) }, 'denied');
  } else if (status === 503) {
    logger.warn({ ...about, reason: reasonOf(problem) }, 'unavailable');
  } else if (status >= 500) {
    logger.error({ ...about, err: error }, 'failed');
  }
  if (status >= 500) recordFailure(span, error);
  sendProblem(response, problem);
}

function reasonOf({ cause, problem }: HttpProblem): string {
  return cause instanceof Error ? cause.message : problem.detail;
}

export function fault(): HttpProblem {
  return problemOf(
    'internal_error',
    'Something went wrong on our side. It has been logged; try again later.',
  );
}
