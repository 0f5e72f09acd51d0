import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { BidEvent } from '../bid/bid.ts';
import type { SealingEvent } from './sealing.ts';

type Published = Publication<typeof procurementEvents>;

/** What others learn of keys and openings: public keys, and hashes. */
export function publishSealing(event: SealingEvent): Published | undefined {
  switch (event.type) {
    case 'SealingSet': {
      const { procurementId, round, recipient, platformRecipient, threshold, shares } = event.data;
      return {
        type: 'no.tiltak.procurement.sealing.set.v1',
        data: { procurementId, round, recipient, platformRecipient, threshold, sharesCount: shares.length },
      };
    }
    case 'OpeningFinished': {
      const { at: _, ...finished } = event.data;
      return { type: 'no.tiltak.procurement.bids.opened.v1', data: finished };
    }
    default:
      return undefined;
  }
}

/** Nothing of a bid before its opening; then the line of the protocol, which holds nothing of its content. */
export function publishBid(event: BidEvent, bidId: string): Published | undefined {
  if (event.type !== 'EnvelopeOpened' && event.type !== 'EnvelopeNotOpened') return undefined;
  const { procurementId, supplierId, organisationNumber, envelope, receivedAt, sha256, bytes } = event.data;
  const isOpened = event.type === 'EnvelopeOpened';
  return {
    type: 'no.tiltak.procurement.bid.opened.v1',
    data: {
      ...{ procurementId, bidId, supplierId, organisationNumber, envelope, receivedAt, sha256, bytes },
      plaintextSha256: isOpened ? event.data.plaintextSha256 : null,
      failure: isOpened ? null : event.data.code,
    },
  };
}
