import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { breaks, type JsonSchema } from './breaks.ts';
import { eventSchemas, schemaFile, services } from './eventSchemas.ts';

const order = z.object({
  orderId: z.string(),
  reason: z.string().nullable(),
  kind: z.enum(['a', 'b']),
  jobs: z.array(z.object({ jobId: z.string() })),
});
const json = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const breaksWith = (after: z.ZodObject) => breaks(json(order), json(after));

test.each(services)('the schemas of %s in docs/events are those of the code (npm run schemas)', (service) => {
  expect(JSON.parse(readFileSync(schemaFile(service), 'utf8'))).toEqual(eventSchemas(service));
});

test.each<[string, z.ZodObject]>([
  ['nothing', order],
  ['a field that may be missing', order.extend({ note: z.string().optional() })],
  ['a field with a default', order.extend({ note: z.string().default('') })],
  ['another choice', order.extend({ kind: z.enum(['a', 'b', 'c']) })],
  [
    'a field of an item that may be missing',
    order.extend({ jobs: z.array(z.object({ jobId: z.string(), n: z.int().optional() })) }),
  ],
])('to add %s needs no new version', (_, after) => {
  expect(breaksWith(after)).toEqual([]);
});

test.each<[string, z.ZodObject, RegExp]>([
  ['a field is taken away', order.omit({ reason: true }), /data.reason is gone/],
  ['a field is asked for that was not there', order.extend({ by: z.string() }), /data.by is required/],
  [
    'a field may be missing that was always there',
    order.partial({ orderId: true }),
    /data.orderId may be missing/,
  ],
  [
    'a field is of another type',
    order.extend({ orderId: z.int() }),
    /data.orderId was string and is integer/,
  ],
  [
    'a field can no longer be null',
    order.extend({ reason: z.string() }),
    /data.reason was string or null and is string/,
  ],
  ['a field can be null', order.extend({ orderId: z.string().nullable() }), /data.orderId was string and is/],
  ['a choice is taken away', order.extend({ kind: z.enum(['a']) }), /data.kind can no longer be b/],
  ['an item loses a field', order.extend({ jobs: z.array(z.object({})) }), /data.jobs\[\].jobId is gone/],
])('it is another version when %s', (_, after, why) => {
  expect(breaksWith(after).join()).toMatch(why);
});
