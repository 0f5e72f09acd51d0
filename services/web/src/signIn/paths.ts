/** Where signing in begins; `til` in the query is the page to come back to. */
export const signInPath = '/auth/logg-inn';

/** The page to go to after signing in: a path of the console's own, whatever was asked for. */
export function pathWithin(publicUrl: string, asked: unknown): string {
  if (typeof asked !== 'string' || !URL.canParse(asked, publicUrl)) return '/';
  const { hash: fragment, origin, pathname, search } = new URL(asked, publicUrl);
  const isOurs = origin === new URL(publicUrl).origin && !pathname.startsWith('/auth/');
  return isOurs && !pathname.startsWith('//') ? `${pathname}${search}${fragment}` : '/';
}
