import { serviceConfig } from '@tiltak/service';
import * as z from 'zod';

/** An HMAC-SHA256 key is at least as long as the hash (RFC 2104, section 3). */
const keyBytesMin = 32;

const daySeconds = 24 * 60 * 60;
/** Longer answer times would let an order lie for a month without anybody noticing. */
const answerSecondsMax = 30 * daySeconds;
const answerSeconds = z.coerce.number().int().min(1).max(answerSecondsMax);

/** As much as an amount may be: nothing needs approval then. */
const approvalAboveOreMax = 1_000_000_000_000_00;

/** Nobody needs to know after ten years who reported a fault. */
const reporterKeepDaysMax = 3650;
const workerNameKeepDaysMax = 3650;

/** What maintenance reads from its environment. */
export const maintenanceConfig = serviceConfig.extend({
  /** Signs answer links; base64 of at least 32 random bytes. A new key makes every open link invalid. */
  ANSWER_LINK_KEY: z
    .string()
    .refine(
      (key) => Buffer.from(key, 'base64').length >= keyBytesMin,
      `base64 of at least ${keyBytesMin} random bytes, e.g. from: openssl rand -base64 32`,
    ),
  /** How long a contractor has to answer an offer. */
  CALL_OFF_ANSWER_SECONDS: answerSeconds.default(2 * daySeconds),
  /** The same where the order is urgent. */
  CALL_OFF_ANSWER_URGENT_SECONDS: answerSeconds.default(4 * 60 * 60),
  /** How long reported work may wait for its inspection before somebody is told. It is never accepted by time. */
  INSPECTION_ESCALATION_SECONDS: answerSeconds.default(7 * daySeconds),
  /** How long until somebody is told again of what still waits. */
  ESCALATION_REPEAT_SECONDS: answerSeconds.default(7 * daySeconds),
  /** The least that an order may set instead. */
  CALL_OFF_ANSWER_SECONDS_MIN: answerSeconds.default(15 * 60),
  /** An order of more than this, in øre, is offered to nobody before a second person has approved it. */
  APPROVAL_ABOVE_ORE: z.coerce.number().int().min(1).max(approvalAboveOreMax).default(1_000_000_00),
  /** Who reported a fault is forgotten so many days after the case has ended, at the latest. */
  REPORTER_KEEP_DAYS: z.coerce.number().int().min(2).max(reporterKeepDaysMax).default(90),
  /**
   * Names of workers are deleted so many days after the last hours of the person were reported. Lists of who works on a
   * site are kept for six months after the work has ended (byggherreforskriften section 15).
   */
  WORKER_NAME_KEEP_DAYS: z.coerce.number().int().min(1).max(workerNameKeepDaysMax).default(365),
});
export type MaintenanceConfig = z.output<typeof maintenanceConfig>;
