import * as z from 'zod';

/** An error answer: RFC 9457 problem details with a stable `code` and, for bad input, each field and its remedy. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    /** Facts that the reader needs to act, e.g. `availableOre`. */
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problem>;
