import type { File } from '@tiltak/contracts';
import type { Html } from './html/html.ts';
import type { Services } from './services.ts';
import type { Person } from './session/session.ts';
import type { SentFiles, UploadLimits } from './upload/multipart.ts';

/** The fields of a form, or of a query, as they were sent. */
export type Entered = ReadonlyMap<string, string>;

/** One request, as a page sees it. */
export type Visit = {
  readonly api: Services;
  /** The address of whoever asks: personal data, to be kept nowhere. */
  readonly client: string;
  /** Where people reach the console, without a slash at the end. */
  readonly publicUrl: string;
  /** Path and query, as the browser asked. */
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Entered;
  /** Empty for a GET. */
  readonly form: Entered;
  /** Empty where the route takes no files. */
  readonly files: SentFiles;
  readonly now: Date;
  /** Goes into every form; undefined where nobody is signed in. */
  readonly csrf: string | undefined;
};
/** A request of someone who is signed in. */
export type SignedInVisit = Visit & { readonly person: Person };

/** Which entry of the navigation a page belongs to. */
export type Section =
  | 'portfolio'
  | 'jobs'
  | 'orders'
  | 'plans'
  | 'register'
  | 'procurement'
  | 'assignments'
  | 'endpoints'
  | 'alerts'
  | 'news';

export type Page = {
  readonly title: string;
  readonly body: Html;
  readonly section?: Section;
  /** 200 when left out. */
  readonly status?: number;
  /** The page asks for itself again this often while something is about to happen by itself. */
  readonly refreshSeconds?: number;
  /** The page seals, deals or opens in the browser. */
  readonly needsSealing?: boolean;
};

/** What a route answers: a page, or (after a form was carried out) where to go, or a file as it is. */
export type Reply = Page | { readonly redirect: string } | { readonly file: File };

/** A page or the receiver of a form. Express' way of writing paths: `/arbeid/:jobId`. */
export type Route =
  | {
      readonly method: 'get' | 'post';
      readonly path: string;
      readonly access: 'signedIn';
      readonly upload?: UploadLimits;
      readonly handle: (visit: SignedInVisit) => Promise<Reply>;
    }
  | {
      readonly method: 'get' | 'post';
      readonly path: string;
      readonly access: 'anyone';
      readonly upload?: UploadLimits;
      readonly handle: (visit: Visit) => Promise<Reply>;
    };

/** A page for people who are signed in. */
export const page = (path: string, handle: (visit: SignedInVisit) => Promise<Reply>): Route => ({
  method: 'get',
  path,
  access: 'signedIn',
  handle,
});

/** The receiver of a form that people who are signed in send; with `upload` the form may hold files. */
export const receiver = (
  path: string,
  handle: (visit: SignedInVisit) => Promise<Reply>,
  upload?: UploadLimits,
): Route => ({
  method: 'post',
  path,
  access: 'signedIn',
  ...(upload && { upload }),
  handle,
});

/** Whether the person has one of the roles. The services decide; the console only shows what will be allowed. */
export function hasRole({ person }: SignedInVisit, ...roles: readonly string[]): boolean {
  return roles.some((role) => person.roles.includes(role));
}
