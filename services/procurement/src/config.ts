import { flag, secretKey, secretKeys, serviceConfig, signingKey, signingKeys } from '@tiltak/service';
import * as z from 'zod';

/** Longer would only make people wait in front of a closed envelope. */
const settlingSecondsMax = 600;

/** What procurement reads from its environment. */
export const procurementConfig = serviceConfig.extend({
  /** Encrypts the platform's half of the keys of sealed bids at rest. */
  SECRETS_KEY: secretKey,
  /** Keys of earlier days, separated by commas: what they have encrypted can still be read. */
  SECRETS_KEYS_OLD: secretKeys,
  /** Signs bidders' receipts, with ed25519. Its public half is published. */
  RECEIPT_KEY: signingKey,
  /** Keys of earlier days, separated by commas: they are still published, so that old receipts can be checked. */
  RECEIPT_KEYS_OLD: signingKeys,
  /** Whether cases may be rehearsals: in demos and where people are trained, never where contracts are real. */
  REHEARSALS: flag.default(false),
  /**
   * How long after the deadline the opening begins: a bid that was received in time has so long to reach the disk, when
   * the database is slow or away for a moment. Longer than clocks of two instances may differ.
   */
  BID_SETTLING_SECONDS: z.coerce.number().min(1).max(settlingSecondsMax).default(15),
});
export type ProcurementConfig = z.output<typeof procurementConfig>;
