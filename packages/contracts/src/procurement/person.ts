import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';

/** As many people as one question names. */
export const peopleNamedMax = 50;

/** The operations on the people who do something in procurement. */
export const personOperations = {
  namePeople: {
    method: 'get',
    path: '/people',
    summary:
      'The names of people by the subjects of their tokens; who has done nothing in procurement is left out',
    allow: staff,
    query: z.object({
      /** One to a line, at most fifty; those after them are not looked for. */
      subjects: z.string().min(1).max(8000),
    }),
    answer: {
      status: 200,
      body: z.object({ items: z.array(z.object({ subject: z.string(), name: z.string() })) }),
    },
  },
} as const satisfies Operations;
