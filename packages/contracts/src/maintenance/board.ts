import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, list, organisationNumber } from '../values.ts';
import { orderLine } from './order.ts';
import { orderStatus } from './shared.ts';

/**
 * A column counts so many orders at the most: counting all of a hundred thousand would take longer than the page, and
 * to whoever looks at the board two hundred are as many as a thousand.
 */
export const boardCountMax = 200;

/** The orders in one state. */
export const boardColumn = list(orderLine).extend({
  status: orderStatus,
  /** At most 200. */
  count: z.int().min(0).max(boardCountMax),
  /** There are more than that. */
  isMore: z.boolean(),
});

/** The operation by which officers see what is where. */
export const boardOperations = {
  getBoard: {
    method: 'get',
    path: '/board',
    summary:
      'The orders by state: of each how many there are, and the newest of them; `next` goes on with listOrders of that status and the same filter',
    allow: staff,
    query: z.object({
      measureId: id.optional(),
      buildingId: id.optional(),
      /** The firm that is asked just now, or bound. */
      organisationNumber: organisationNumber.optional(),
      /** Orders that each column shows. */
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    answer: { status: 200, body: z.object({ columns: z.array(boardColumn) }) },
  },
} as const satisfies Operations;
