import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { id, instant } from '../values.ts';
import { endpointParams, keepers, watchers } from './shared.ts';

/** What a self-test looks at, in its order. */
export const selfTestCheck = z.enum([
  'good_event',
  'duplicate',
  'reordered',
  'wrong_signature',
  'changed_body',
  'old_timestamp',
  'rotation',
  'large_body',
  'answer_time',
]);

const request = z.object({
  at: instant,
  /** Null where there was no answer. */
  statusCode: z.int().nullable(),
  durationMs: z.number(),
  error: z.string().nullable(),
});

export const selfTest = z.object({
  selfTestId: id,
  endpointId: id,
  status: z.enum(['running', 'finished']),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** Whether the receiver did all it should; null while the test runs. */
  passed: z.boolean().nullable(),
  checks: z.array(
    z.object({
      check: selfTestCheck,
      /** What was sent. */
      sent: z.string(),
      /** What a receiver should do. */
      expected: z.string(),
      /** Null as long as it isn't done. */
      passed: z.boolean().nullable(),
      /** What the receiver did and, where that was wrong, what to look for; null as long as it isn't done. */
      finding: z.string().nullable(),
      requests: z.array(request),
    }),
  ),
});

/** The operations of the self-test that a contractor runs before it goes live. */
export const selfTestOperations = {
  startSelfTest: {
    method: 'post',
    path: '/endpoints/{endpointId}/self-test',
    summary:
      'Sends test events to the endpoint, right and wrong ones, to see what its receiver does with them; one at a time, at most ten an hour',
    allow: keepers,
    params: endpointParams,
    answer: { status: 202, body: selfTest },
    rejections: { self_test_running: 409, self_test_too_often: 409 },
  },
  getSelfTest: {
    method: 'get',
    path: '/endpoints/{endpointId}/self-test',
    summary: "The report of the endpoint's last self-test",
    allow: watchers,
    params: endpointParams,
    answer: { status: 200, body: selfTest },
  },
} as const satisfies Operations;
