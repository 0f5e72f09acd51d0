import { type Operation, type Operations, problem } from '@tiltak/contracts';
import * as z from 'zod';
import { maxBodyBytes } from './body.ts';
import { strict } from './strict.ts';

type Json = Readonly<Record<string, unknown>>;
type OpenApiParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Json;
  readonly description?: string;
};
export type OpenApiOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Json[];
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Json };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
};
export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: Json;
};

/** The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1) of a table of operations. */
export function openApi(options: {
  readonly service: string;
  readonly title: string;
  readonly operations: Operations;
}): OpenApiDocument {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const [operationId, operation] of Object.entries(options.operations)) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path]!, { [operation.method]: describe(operationId, operation) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: options.title,
      version: '1',
      description:
        'Money is in integer øre without VAT, times are RFC 3339 with offset, ids are opaque. Answers may get more ' +
        'fields; requests with fields that are not described here are refused. Errors are problem details ' +
        `(RFC 9457) with a stable \`code\`. Bodies of JSON may be at most ${maxBodyBytes} bytes.`,
    },
    paths,
    components: {
      schemas: { Problem: answerSchema(z.object(problem.shape)) },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token (OAuth 2)',
        },
      },
    },
  };
}

function describe(operationId: string, operation: Operation): OpenApiOperation {
  const { allow, answer, body, summary, upload } = operation;
  return {
    operationId,
    summary,
    description: allow === 'anyone' ? 'Open to anyone.' : `For the roles ${allow.join(', ')}.`,
    security: allow === 'anyone' ? [] : [{ token: allow }],
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': { schema: inputSchema(body) } },
      },
    }),
    ...(upload && { requestBody: { required: true, content: filesOf(upload.types) } }),
    responses: {
      [answer.status]: {
        description: summary,
        headers: {
          ETag: {
            description: 'The version of the resource, for If-Match; where the answer is a single resource',
            schema: { type: 'string' },
          },
        },
        content:
          'file' in answer
            ? filesOf(answer.file)
            : { 'application/json': { schema: answerSchema(answer.body) } },
      },
      ...problemResponses(operation),
    },
  };
}

/** OpenAPI 3.1 describes a file's bytes by its media type alone. */
const filesOf = (types: readonly string[]): Json => Object.fromEntries(types.map((type) => [type, {}]));

function parametersOf({ method, params, query }: Operation): readonly OpenApiParameter[] {
  const headers = [...(method === 'get' ? [] : [idempotencyKey, ifMatch])];
  return [...fieldsOf('path', params), ...fieldsOf('query', query), ...headers];
}

const idempotencyKey: OpenApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A repeated call with the same key and the same input has one effect, and gets the same answer',
  schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
};
const ifMatch: OpenApiParameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The ETag that was read; if the resource has changed since, the answer is 412 and nothing is done',
  schema: { type: 'string', pattern: '^(\\*|"\\d{1,15}")$' },
};

function fieldsOf(place: 'path' | 'query', schema: z.ZodObject | undefined): readonly OpenApiParameter[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = inputSchema(schema) as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: field,
  }));
}

/** What goes in: unknown fields are refused, fields with a default may be left out. */
function inputSchema(schema: z.ZodType): Json {
  const { $schema, ...json } = z.toJSONSchema(strict(schema), {
    io: 'input',
    reused: 'inline',
    cycles: 'throw',
  });
  return json;
}

/** What comes out: it may get more fields later, so that a reader must not insist on these being all. */
function answerSchema(schema: z.ZodType): Json {
  const { $schema, ...json } = z.toJSONSchema(schema, {
    reused: 'inline',
    cycles: 'throw',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return json;
}

function problemResponses({
  allow,
  method,
  params,
  query,
  rejections = {},
}: Operation): OpenApiOperation['responses'] {
  const unsafe = method !== 'get';
  const codes: readonly (readonly [status: number, code: string])[] = [
    [400, 'invalid_request'],
    ...(unsafe
      ? ([
          [400, 'malformed_json'],
          [413, 'body_too_large'],
          [415, 'unsupported_media_type'],
        ] as const)
      : []),
    ...(allow === 'anyone'
      ? []
      : ([
          [401, 'unauthenticated'],
          [403, 'forbidden'],
        ] as const)),
    ...(params ? ([[404, 'not_found']] as const) : []),
    ...(query && 'cursor' in query.shape ? ([[400, 'bad_cursor']] as const) : []),
    ...(unsafe
      ? ([
          [412, 'stale_version'],
          [422, 'idempotency_key_reused'],
        ] as const)
      : []),
    [429, 'rate_limited'],
    [500, 'internal_error'],
    [503, 'too_busy'],
    [503, 'issuer_unavailable'],
    ...Object.entries(rejections).map(([code, status]) => [status, code] as const),
  ];
  const byStatus = Map.groupBy(codes, ([status]) => String(status));
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map(([, code]) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
