import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { File } from '@tiltak/contracts';
import type { Call } from './call.ts';
import type { Place } from './validate.ts';
import { invalid } from './validate.ts';

/** The most characters of an `Idempotency-Key`. */
const maxKeyLength = 200;
const visibleAscii = /^[\x21-\x7e]+$/;
const strongTag = /^"(\d{1,15})"$/;

/** `Idempotency-Key`, bound to the caller and to all of the input. Throws 400. */
export function idempotencyOf(
  headers: IncomingHttpHeaders,
  subject: string,
  operationId: string,
  input: Readonly<Record<Place, unknown>> & { readonly upload?: File | undefined },
): Call<never>['idempotency'] {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length > maxKeyLength || !visibleAscii.test(key)) {
    throw invalid([
      {
        path: 'header.Idempotency-Key',
        message: `1 to ${maxKeyLength} visible ASCII characters without spaces, e.g. a UUID`,
      },
    ]);
  }
  const { params, query, body, upload } = input;
  const file = upload && { mediaType: upload.mediaType, sha256: hash('sha256', upload.bytes, 'hex') };
  return {
    key: `${subject}:${key}`,
    fingerprint: hash(
      'sha256',
      canonical([operationId, params, query, body, ...(file ? [file] : [])]),
      'hex',
    ),
  };
}

/** The version in `If-Match`; `*` and no header ask for none. Throws 400. */
export function ifMatchOf(headers: IncomingHttpHeaders): number | undefined {
  const header = headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const version = strongTag.exec(header)?.[1];
  if (version === undefined) {
    throw invalid([
      { path: 'header.If-Match', message: 'one ETag as it was answered, e.g. "7" with its quotes, or *' },
    ]);
  }
  return Number(version);
}

/** JSON with sorted keys, so that the order of fields doesn't matter; an undefined field is as one left out. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
