import type * as z from 'zod';
import { type FieldError, problemOf } from './problem.ts';

export type Place = 'params' | 'query' | 'body';

/** So that the answer to a hostile body stays small. */
const maxErrors = 100;
const maxPathLength = 300;

/**
 * Checks all of an operation's input, so that a caller learns of every mistake at once. Throws 400 `invalid_request`.
 */
export function validated(
  schemas: Readonly<Partial<Record<Place, z.ZodType>>>,
  given: Readonly<Record<Place, unknown>>,
): Record<Place, unknown> {
  const errors: FieldError[] = [];
  const values: Record<Place, unknown> = { params: undefined, query: undefined, body: undefined };
  for (const place of ['params', 'query', 'body'] as const) {
    const result = schemas[place]?.safeParse(given[place], { error: explain });
    if (result?.success) values[place] = result.data;
    else if (result !== undefined) {
      for (const issue of result.error.issues.slice(0, maxErrors)) errors.push(...errorsOf(place, issue));
    }
  }
  if (errors.length > 0) throw invalid(errors);
  return values;
}

/** 400 `invalid_request`, which names each field, what is wrong with it and what would be right. */
export function invalid(errors: readonly FieldError[]) {
  const [first] = errors;
  const more = errors.length > 1 ? ', and more' : '';
  return problemOf('invalid_request', `${first?.path}: ${first?.message}${more}`, {
    errors: errors.slice(0, maxErrors),
  });
}

function errorsOf(place: Place, issue: z.core.$ZodIssue): readonly FieldError[] {
  const fields =
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, maxErrors).map((key) => [...issue.path, key])
      : [issue.path];
  return fields.map((path) => ({
    path: [place, ...path].join('.').slice(0, maxPathLength),
    message: issue.message,
  }));
}

const formats: Readonly<Record<string, string>> = {
  date: 'not a calendar date; write YYYY-MM-DD, e.g. 2026-03-01',
  datetime: 'not an instant; write RFC 3339 with offset, e.g. 2026-03-01T12:00:00+01:00',
  url: 'not a URL; write it whole, e.g. https://example.no/webhooks',
};

/** Where zod's own message doesn't say what would be right. */
const explain: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `missing; a value of type ${issue.expected} is required` : undefined;
    case 'invalid_value':
      return issue.input === undefined ? `missing; one of ${issue.values.map(String).join(', ')}` : undefined;
    case 'invalid_format':
      return formats[issue.format];
    case 'invalid_union':
      return issue.errors.map(([first]) => first?.message).join(', or: ') || undefined;
    default:
      return undefined;
  }
};
