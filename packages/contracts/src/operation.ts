import type * as z from 'zod';
import type { Role } from './role.ts';

/**
 * One HTTP operation, as data: the service's router, its validation, its OpenAPI document and the typed client are
 * all made from the same table, so that they can't drift apart.
 */
export type Operation = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With parameters in braces, as OpenAPI writes them: `/orders/{orderId}`. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it: at least one of these roles; `'anyone'` needs no token. */
  readonly allow: readonly Role[] | 'anyone';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** In place of `body`: a file as it is, of one of these media types. */
  readonly upload?: { readonly types: readonly string[]; readonly bytesMax: number };
  /** JSON, or a file of one of the media types in `file`. */
  readonly answer:
    | { readonly status: 200 | 201 | 202; readonly body: z.ZodType }
    | { readonly status: 200; readonly file: readonly string[] };
  /** The business rules that can say no, by code, and the status each is answered with. */
  readonly rejections?: Readonly<Record<string, 404 | 409 | 410 | 422 | 429>>;
};

export type Operations = Readonly<Record<string, Operation>>;

/** A file as it came or goes. */
export type File = {
  readonly bytes: Uint8Array;
  /** Without parameters: `text/csv`. */
  readonly mediaType: string;
  /** What it is to be called where it is saved; without one it is shown in place. */
  readonly name?: string;
  /** It has a name, and is shown in place all the same: what we have written ourselves. */
  readonly isShown?: boolean;
};

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

/** The validated path parameters, query and body that an operation's handler receives. */
export type OperationInput<Op extends Operation> = {
  readonly params: Parsed<Op['params']>;
  readonly query: Parsed<Op['query']>;
  readonly body: Parsed<Op['body']>;
} & (Op['upload'] extends object ? { readonly upload: File } : unknown);

/** What a caller gives; keys whose schema the operation lacks are left out. */
export type OperationRequest<Op extends Operation> = {
  readonly [Key in 'params' | 'query' | 'body' as Given<Op[Key]> extends undefined ? never : Key]: Given<
    Op[Key]
  >;
} & (Op['upload'] extends object ? { readonly upload: File } : unknown);

/** The body of an operation's successful answer. */
export type OperationAnswer<Op extends Operation> = Op['answer'] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? z.output<Body>
  : File;
