import { randomUUID } from 'node:crypto';
import type { File, Operation, OperationAnswer, OperationRequest, Operations } from '@tiltak/contracts';
import { currentTraceparent } from '@tiltak/telemetry';
import { send } from './request.ts';

export type CallOptions = {
  /** Left out: a new one is made for this call, so that its own retries have one effect. */
  readonly idempotencyKey?: string;
  /** The `etag` of an earlier answer. */
  readonly ifMatch?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** For each attempt of this call, in place of the client's own. */
  readonly timeoutMs?: number;
  /** In place of the client's own. */
  readonly token?: () => Promise<string>;
};
export type ClientAnswer<Op extends Operation> = {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: OperationAnswer<Op>;
};

/** Params, query and body; each may be left out where none of its fields is required. */
type Given<Op extends Operation> = Omittable<OperationRequest<Op>>;
type Omittable<Fields> = {
  readonly [Key in keyof Fields as object extends Fields[Key] ? never : Key]: Fields[Key];
} & {
  readonly [Key in keyof Fields as object extends Fields[Key] ? Key : never]?: Fields[Key];
};
type Arguments<Op extends Operation> =
  object extends Given<Op>
    ? [given?: Given<Op>, options?: CallOptions]
    : [given: Given<Op>, options?: CallOptions];

/** A function per operation. Throws a ProblemError when the service says no, and NoAnswer when it says nothing. */
export type Client<Ops extends Operations> = {
  readonly [Id in keyof Ops]: (...given: Arguments<Ops[Id]>) => Promise<ClientAnswer<Ops[Id]>>;
};

const defaultTimeoutMs = 15_000;

/**
 * A client for a table of operations.
 *
 * @example
 * const maintenance = createClient(maintenanceOperations, { baseUrl, token });
 * const { body, etag } = await maintenance.getOrder({ params: { orderId } });
 */
export function createClient<Ops extends Operations>(
  operations: Ops,
  options: {
    readonly baseUrl: string;
    readonly token?: () => Promise<string>;
    /** For each attempt; 15 s when left out. */
    readonly timeoutMs?: number;
  },
): Client<Ops> {
  const calls = Object.entries(operations).map(([operationId, operation]) => [
    operationId,
    (given: AnyGiven = {}, call: CallOptions = {}) =>
      callOperation(operation, given, { ...options, ...call }),
  ]);
  return Object.fromEntries(calls);
}

type AnyGiven = Partial<Record<'params' | 'query' | 'body', object>> & { readonly upload?: File };

async function callOperation(
  { method, path, body: bodySchema, answer }: Operation,
  given: AnyGiven,
  options: CallOptions & { readonly baseUrl: string; readonly timeoutMs?: number },
) {
  const safe = method === 'get';
  const token = await options.token?.();
  const traceparent = currentTraceparent();
  const { upload } = given;
  const body = upload?.bytes ?? (bodySchema === undefined ? null : JSON.stringify(given.body ?? {}));
  const answersFile = 'file' in answer;
  return await send({
    method: method.toUpperCase() as 'GET',
    url:
      options.baseUrl.replace(/\/$/, '') + filled(path, given.params ?? {}) + queryString(given.query ?? {}),
    headers: {
      accept: answersFile ? `${answer.file.join(', ')}, application/problem+json` : 'application/json',
      ...(body !== null && { 'content-type': upload?.mediaType ?? 'application/json' }),
      ...(!safe && { 'idempotency-key': options.idempotencyKey ?? randomUUID() }),
      ...(options.ifMatch !== undefined && { 'if-match': options.ifMatch }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(traceparent !== undefined && { traceparent }),
      ...options.headers,
    },
    body,
    answersFile,
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
  });
}

function filled(path: string, params: object): string {
  const values = new Map(Object.entries(params));
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values.get(name))));
}

function queryString(query: object): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) search.set(key, String(value));
  }
  return search.size === 0 ? '' : `?${search}`;
}
