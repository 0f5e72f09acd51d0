import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { createVault } from '@tiltak/service';
import type { AnyAggregate, PlainCollection, Store } from '@tiltak/store';
import { createLogger } from '@tiltak/telemetry';
import { bids } from './bid/bid.ts';
import { envelopesCollection, unnamedContents } from './bid/envelopes.ts';
import { bidReadRoutes } from './bid/readRoutes.ts';
import { openReceiptKeys } from './bid/receiptKeys.ts';
import { bidRoutes } from './bid/routes.ts';
import type { ProcurementConfig } from './config.ts';
import { keyRoutes } from './opening/keyRoutes.ts';
import { officerKeys } from './opening/officerKey.ts';
import { runOpenings } from './opening/openings.ts';
import { platformKeys } from './opening/platformKey.ts';
import { openingRoutes } from './opening/routes.ts';
import { sealings } from './opening/sealing.ts';

/** The streams and documents of sealed bids. */
export const sealedBidAggregates: readonly AnyAggregate[] = [bids, sealings, officerKeys];
export const sealedBidCollections: readonly PlainCollection[] = [
  envelopesCollection,
  unnamedContents,
  platformKeys,
];

/**
 * The part of the settling time that a bid may wait for the database: the rest is for the transaction that is under way
 * then, and for clocks that differ.
 */
const waitShare = 0.8;

/** The operations on sealed bids, their keys and their opening (docs/sealed-bids.md). */
export function sealedBidRoutes(store: Store, config: ProcurementConfig, stopping: AbortSignal) {
  const logger = createLogger('procurement');
  const vault = createVault(config.SECRETS_KEY, config.SECRETS_KEYS_OLD);
  const receiptKeys = openReceiptKeys(config.RECEIPT_KEY, config.RECEIPT_KEYS_OLD);
  const settlingMs = config.BID_SETTLING_SECONDS * 1000;
  const openings = runOpenings(store, {
    stopping,
    onError: (error) => logger.error({ err: error }, 'an opening of bids was held up'),
  });
  return {
    ...bidRoutes(store, { receiptKeys, waitMsMax: settlingMs * waitShare }),
    ...bidReadRoutes(store, receiptKeys),
    ...keyRoutes(store, vault),
    ...openingRoutes(store, { vault, openings, settlingMs }),
  } satisfies Partial<Handlers<typeof procurementOperations>>;
}
