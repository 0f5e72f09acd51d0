/**
 * What a spreadsheet would take for a formula when it opens a CSV file (OWASP, CSV Injection), also where an apostrophe
 * of ours stands before it already.
 */
const dangerous = /^'*[=+\-@\t\r]/;
const neutralised = /^'+[=+\-@\t\r]/;

/** The text with an apostrophe before what a spreadsheet would compute, so that it shows it. */
export const neutral = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

/** The text as it was before {@link neutral}. */
export const asMeant = (text: string): string => (neutralised.test(text) ? text.slice(1) : text);
