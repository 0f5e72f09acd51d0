import type { ServerResponse } from 'node:http';
import type { Operation, Problem } from '@tiltak/contracts';
import { Rejection } from '@tiltak/decider';

/** What may go wrong beyond an operation's own rejections: code -> status and title. */
const known = {
  malformed_json: [400, 'Malformed JSON'],
  invalid_request: [400, 'Invalid request'],
  bad_cursor: [400, 'Unknown cursor'],
  unauthenticated: [401, 'Not authenticated'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  unknown_path: [404, 'Unknown path'],
  method_not_allowed: [405, 'Method not allowed'],
  stale_version: [412, 'Changed since it was read'],
  body_too_large: [413, 'Body too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  idempotency_key_reused: [422, 'Idempotency key used for something else'],
  rate_limited: [429, 'Too many requests'],
  internal_error: [500, 'Internal error'],
  too_busy: [503, 'Too busy'],
  unavailable: [503, 'Not available now'],
  issuer_unavailable: [503, 'Token issuer unavailable'],
  not_live: [503, 'Not live'],
  not_ready: [503, 'Not ready'],
} as const satisfies Record<string, readonly [number, string]>;
export type KnownCode = keyof typeof known;

/** The rejections that any operation may answer with, without declaring them. */
const universalRejections = [
  'bad_cursor',
  'not_found',
  'stale_version',
  'idempotency_key_reused',
  'too_busy',
] as const satisfies readonly KnownCode[];

/** The same for what is missing and what is someone else's, to the byte: no id, no facts. */
const notFoundDetail = 'There is no such object, or it is not yours to see.';
const retryAfterSeconds = { 'Retry-After': '1' };

export type FieldError = Problem['errors'][number];
type Headers = Readonly<Record<string, string>>;

/** An error answer on its way out. Handlers throw a Rejection instead. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem;
  readonly headers: Headers;

  constructor(problem: Problem, headers: Headers = {}) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
    this.headers = headers;
  }
}

/** A problem of a known code. */
export function problemOf(
  code: KnownCode,
  detail: string,
  more: {
    readonly errors?: FieldError[];
    readonly facts?: Problem['facts'];
    readonly headers?: Headers;
  } = {},
): HttpProblem {
  const [status, title] = known[code];
  return new HttpProblem(
    {
      type: `urn:tiltak:problem:${code}`,
      title,
      status,
      code,
      detail,
      errors: more.errors ?? [],
      ...(more.facts && Object.keys(more.facts).length > 0 && { facts: more.facts }),
    },
    more.headers,
  );
}

/** Something that the service needs is away; nothing is said about whether the request was done. */
export const unavailable = (): HttpProblem =>
  problemOf(
    'unavailable',
    'The service is out of order for a moment; send the same request, with its key, again.',
    {
      headers: retryAfterSeconds,
    },
  );

/** The answer to whatever an operation threw; undefined where that is a fault, whose details nobody outside may see. */
export function problemFrom(error: unknown, operation: Operation): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  if (!(error instanceof Rejection)) return undefined;
  const { code, message, facts } = error;
  const status = operation.rejections?.[code];
  if (status !== undefined) {
    return new HttpProblem({
      type: `urn:tiltak:problem:${code}`,
      title: titleOf(code),
      status,
      code,
      detail: message,
      errors: [],
      ...(Object.keys(facts).length > 0 && { facts }),
    });
  }
  const universal = universalRejections.find((one) => one === code);
  if (universal === undefined) return undefined;
  if (universal === 'not_found') return problemOf(universal, notFoundDetail);
  return problemOf(universal, message, {
    facts,
    headers: universal === 'too_busy' ? retryAfterSeconds : {},
  });
}

/** `job_not_orderable` -> `Job not orderable` */
function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function sendProblem(response: ServerResponse, { problem, headers }: HttpProblem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const text = JSON.stringify(problem);
  response
    .writeHead(problem.status, {
      'Content-Type': 'application/problem+json',
      'Content-Length': Buffer.byteLength(text),
      'Content-Language': 'en',
      'Cache-Control': 'no-store',
      ...headers,
    })
    .end(text);
}
