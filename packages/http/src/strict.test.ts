import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { strict } from './strict.ts';

const inner = z.object({ a: z.int() });
const extra = { a: 1, b: 2 };

test.each([
  ['an object', inner, extra],
  ['an optional object', inner.optional(), extra],
  ['an object or null', inner.nullable(), extra],
  ['an object with a default', inner.default({ a: 1 }), extra],
  ['an object with a default before parsing', inner.prefault({ a: 1 }), extra],
  ['a read-only object', inner.readonly(), extra],
  ['a refined object', inner.refine(() => true), extra],
  ['an object that is then changed', inner.transform(({ a }) => a), extra],
  ['an object that comes of a change', z.preprocess((value) => value, inner), extra],
  ['an array of objects', z.array(inner), [{ a: 1 }, extra]],
  ['a tuple', z.tuple([z.string(), inner]), ['', extra]],
  ["a tuple's rest", z.tuple([z.string()], inner), ['', extra]],
  ['a record of objects', z.record(z.string(), inner), { x: extra }],
  ['one of several', z.union([z.string(), inner]), extra],
  [
    'one of several by a field',
    z.discriminatedUnion('kind', [inner.extend({ kind: z.literal('k') })]),
    { ...extra, kind: 'k' },
  ],
  [
    'an object in an object in an array',
    z.object({ x: z.array(z.object({ y: inner })) }),
    { x: [{ y: extra }] },
  ],
])('an unknown field is refused in %s, and was not before', (_, schema, value) => {
  expect(schema.safeParse(value).success).toBe(true);
  expect(strict(schema as z.ZodType).safeParse(value).success).toBe(false);
});

test('what is right is parsed as before: checks, defaults and changes are kept', () => {
  const schema = z.object({
    name: z.string().trim().min(1),
    at: z.object({ n: z.int().default(3) }).prefault({}),
    when: z.iso.date().nullable().default(null),
    tags: z.array(z.string()).max(1),
  });
  expect(strict(schema).parse({ name: ' x ', tags: [] })).toEqual({
    name: 'x',
    at: { n: 3 },
    when: null,
    tags: [],
  });
  expect(strict(schema).safeParse({ name: ' ', tags: ['', ''] }).error?.issues).toHaveLength(2);
});

test('an object that is loose on purpose stays so, and the given schema is left as it was', () => {
  const loose = z.object({ data: z.looseObject({ inside: inner }) });
  expect(strict(loose).safeParse({ data: { inside: { a: 1 }, more: 1 } }).success).toBe(true);
  expect(strict(loose).safeParse({ data: { inside: extra } }).success).toBe(false);
  expect(loose.safeParse({ data: { inside: extra }, more: 1 }).success).toBe(true);
});

test('a schema that can not be seen into is refused, not let through', () => {
  expect(() => strict(z.lazy(() => inner))).toThrow('type lazy');
  expect(() => strict(z.object({ both: z.intersection(inner, inner) }))).toThrow('type intersection');
});
