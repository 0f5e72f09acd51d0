import { id, line, list, type Operations, page } from '@tiltak/contracts';
import { createLogger } from '@tiltak/telemetry';
import * as z from 'zod';
import { type Actor, type AppOptions, createApp, type Handlers, InvalidToken, listen } from '../src/index.ts';

const boatParams = z.object({ boatId: id });
const boat = z.object({ boatId: id, name: line });

/** A table of operations that has one of everything. */
export const boatOperations = {
  getBoat: {
    method: 'get',
    path: '/boats/{boatId}',
    summary: 'A boat',
    allow: ['auditor', 'property.officer'],
    params: boatParams,
    answer: { status: 200, body: boat },
  },
  buildBoat: {
    method: 'post',
    path: '/boats',
    summary: 'Builds a boat',
    allow: ['property.officer'],
    body: z.object({
      name: line,
      lengthCm: z.int().min(100).max(10_000),
      engine: z
        .object({ kind: z.enum(['diesel', 'electric']), powerKw: z.number().optional() })
        .nullable()
        .default(null),
      crew: z
        .array(z.object({ name: line }))
        .max(10)
        .default([]),
      launchOn: z.iso.date().optional(),
      url: z.url().optional(),
      labels: z.record(line, line).optional(),
    }),
    answer: { status: 201, body: boat },
    rejections: { no_keel: 422, dock_taken: 409 },
  },
  listBoats: {
    method: 'get',
    path: '/boats',
    summary: 'The boats',
    allow: ['auditor', 'property.officer'],
    query: page.extend({ asOf: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional() }),
    answer: { status: 200, body: list(boat) },
  },
  launchBoat: {
    method: 'post',
    path: '/boats/{boatId}/launch',
    summary: 'Launches a boat',
    allow: ['property.officer'],
    params: boatParams,
    answer: { status: 200, body: boat },
  },
  findFastestBoat: {
    method: 'get',
    path: '/boats/fastest',
    summary: 'The fastest boat; its path is fixed, and stands after the one with a parameter',
    allow: 'anyone',
    answer: { status: 200, body: boat },
  },
  drawBoat: {
    method: 'post',
    path: '/boats/{boatId}/drawing',
    summary: "Takes a boat's drawing, and answers what it took",
    allow: ['property.officer'],
    params: boatParams,
    upload: { types: ['image/png', 'text/csv'], bytesMax: 1_000_000 },
    answer: { status: 200, body: z.object({ bytes: z.int(), mediaType: z.string() }) },
  },
  getDrawing: {
    method: 'get',
    path: '/boats/{boatId}/drawing',
    summary: "A boat's drawing",
    allow: ['property.officer'],
    params: boatParams,
    answer: { status: 200, file: ['image/png', 'text/csv'] },
  },
} as const satisfies Operations;

type BoatHandlers = Handlers<typeof boatOperations>;

const unused = async () => {
  throw new Error('this handler was not to be called');
};

/** Tokens are `subject/role,role`; any other is not valid. */
async function verifyToken(token: string): Promise<Actor> {
  const [subject, roles] = Buffer.from(token, 'base64url').toString().split('/');
  if (subject === undefined || roles === undefined) throw new InvalidToken('no slash in it');
  return { subject, name: subject, roles: roles.split(',') as Actor['roles'] };
}

export const tokenOf = (subject: string, roles: string): string =>
  Buffer.from(`${subject}/${roles}`).toString('base64url');

/** The boat service on a free port, with the handlers that a test needs. */
export async function startBoats(
  handlers: Partial<BoatHandlers>,
  options: Partial<AppOptions<typeof boatOperations>> = {},
) {
  const logged: Record<string, unknown>[] = [];
  const app = createApp({
    service: 'boats',
    title: 'Boats',
    operations: boatOperations,
    handlers: {
      getBoat: unused,
      buildBoat: unused,
      listBoats: unused,
      launchBoat: unused,
      findFastestBoat: unused,
      drawBoat: unused,
      getDrawing: unused,
      ...handlers,
    },
    verifyToken,
    ready: async () => {},
    logger: createLogger('boats', { write: (text) => void logged.push(JSON.parse(text)) }),
    ...options,
  });
  const { url, close } = await listen(app, { port: 0, host: '127.0.0.1' });

  /** One request with an officer's token, unless told otherwise; the body is sent as it is. */
  async function call(
    path: string,
    given: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> } = {},
  ) {
    const { headers, ...init } = given;
    const response = await fetch(url + path, {
      ...init,
      headers: { authorization: `Bearer ${tokenOf('kari', 'property.officer')}`, ...headers },
    });
    const text = await response.text();
    // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape
    let body: any;
    try {
      body = JSON.parse(text);
    } catch {}
    return { status: response.status, headers: response.headers, text, body };
  }

  /** A POST of JSON. */
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return { url, close, call, post, logged };
}
export type Boats = Awaited<ReturnType<typeof startBoats>>;
