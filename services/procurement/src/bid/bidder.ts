import { Rejection } from '@tiltak/decider';
import type { Actor } from '@tiltak/http';
import type { Reads } from '@tiltak/store';
import {
  bidsDeadline,
  canBid,
  type ProcurementCase,
  type ProcurementState,
  procurements,
} from '../procurement/procurement.ts';
import { organisationNumbers } from '../supplier/routes.ts';
import type { EnvelopeKind } from './bid.ts';
import type { Reception } from './reception.ts';

export type Bidder = { readonly supplierId: string; readonly organisationNumber: string };

const noCase = () => new Rejection('not_found', 'There is no such procurement.');

/**
 * The case as a bidder sees it: one that is not published, or to which the firm is not invited, looks as one that is
 * not there. Throws `not_found`.
 */
export function caseFor(state: ProcurementState, supplierId: string): ProcurementCase {
  if (state.status === 'none' || state.publishedAt === null) throw noCase();
  if (state.invitedSupplierIds && !state.invitedSupplierIds.includes(supplierId)) throw noCase();
  return state;
}

/** Reads the case, and the firm that the caller acts for. The case is only read: bidders never wait for each other. */
export async function readBidder(reads: Reads, procurementId: string, { organisationNumber }: Actor) {
  if (organisationNumber === undefined) throw noCase();
  const [found, holder] = await Promise.all([
    reads.stream(procurements, procurementId),
    reads.doc<{ supplierId: string }>(organisationNumbers.name, organisationNumber),
  ]);
  const supplierId = holder.value?.supplierId;
  if (supplierId === undefined) throw noCase();
  return { found, bidder: { supplierId, organisationNumber } satisfies Bidder };
}

/** What the decider needs to know of when something arrived. */
export function receptionOf(
  state: ProcurementCase,
  supplierId: string,
  when: Pick<Reception, 'receivedAt' | 'at' | 'waitMsMax'>,
): Reception {
  // The case closes at the deadline by itself; a bid that was received before it may come after that.
  const isAsked = state.status === 'closed_for_bids' || canBid(state, supplierId);
  return { ...when, deadline: bidsDeadline(state), isAsked };
}

/** The envelopes that a bid consists of, in the order of their opening. */
export const envelopesAsked = (state: ProcurementCase): readonly EnvelopeKind[] =>
  state.specification?.envelopes ?? ['quality', 'price'];

/** The version of the documents that a bid is for: it counts up with each change of the competition. */
export const competitionVersionOf = (state: ProcurementCase): number => state.specification?.version ?? 1;

/** Bids for an earlier version than this are to be reconfirmed; 0: none is. */
export const reconfirmSince = (state: ProcurementState): number =>
  state.status === 'none' ? 0 : (state.reconfirmBidsSince ?? 0);
