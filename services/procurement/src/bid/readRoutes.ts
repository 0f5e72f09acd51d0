import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Handlers } from '@tiltak/http';
import { readContent } from '@tiltak/sealing';
import { pageOf, type Store } from '@tiltak/store';
import { mayReadBids } from '../designContest/visibility.ts';
import { type SealingState, sealingOf, sealings } from '../opening/sealing.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { organisationNumbers } from '../supplier/routes.ts';
import { bidAnswer, type Finished } from '../views/bid.ts';
import { type Bid, type BidState, bids } from './bid.ts';
import { caseFor, reconfirmSince } from './bidder.ts';
import { openEnvelopeStorage } from './envelopes.ts';
import type { ReceiptKeys } from './receiptKeys.ts';

type Ops = typeof procurementOperations;
type Names = 'getBid' | 'listBids' | 'getBidFile' | 'listReceiptKeys';
type Found = { readonly _id: string; readonly version: number; readonly state: Bid };

const noBid = () => new Rejection('not_found', 'There is no such bid.');
const isStaff = ({ roles }: Actor) => roles.some((role) => role !== 'contractor');

/** The operations that read bids: each bidder its own, officers and auditors what is opened. */
export function bidReadRoutes(store: Store, receiptKeys: ReceiptKeys): Pick<Handlers<Ops>, Names> {
  const storage = openEnvelopeStorage(store);

  async function caseOf(procurementId: string): Promise<ProcurementState> {
    const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
    return found?.state ?? procurements.initial;
  }
  async function finishedOf(procurementId: string, round: number): Promise<Finished> {
    const _id = sealingOf(procurementId, round);
    const state = (await store.states<SealingState>(sealings).findOne({ _id }))?.state;
    if (!state || state.status === 'none') return new Set();
    const { openings } = state;
    return new Set((['quality', 'price'] as const).filter((kind) => openings[kind]?.finished));
  }
  async function firmOf({ organisationNumber }: Actor): Promise<string | undefined> {
    if (organisationNumber === undefined) return undefined;
    const found = await store.documents<{ supplierId: string }>(organisationNumbers.name, [
      organisationNumber,
    ]);
    return found.get(organisationNumber)?.supplierId;
  }
  /** Throws `not_found`, the same for what is not there and for what the caller may not see. */
  async function visibleBid(procurementId: string, bidId: string, actor: Actor) {
    const found = await store.states<BidState>(bids).findOne({ _id: bidId });
    if (!found || found.state.status === 'none' || found.state.procurementId !== procurementId) throw noBid();
    const bid = { ...found, state: found.state } satisfies Found;
    const finished = await finishedOf(procurementId, bid.state.round);
    const isOwn = bid.state.supplierId === (await firmOf(actor));
    const isOpened = isStaff(actor) && finished.size > 0;
    if (!isOwn && !(isOpened && (await mayReadBids(store, procurementId, actor.subject)))) throw noBid();
    return { bid, finished, isOwn };
  }

  return {
    async getBid({ params: { procurementId, bidId }, actor }) {
      const { bid, finished, isOwn } = await visibleBid(procurementId, bidId, actor);
      const reconfirmBidsSince = reconfirmSince(await caseOf(procurementId));
      const hasReceipt = isOwn && bid.state.status !== 'withdrawn';
      const receipt = hasReceipt ? await receiptKeys.sign(bidId, bid.state) : null;
      const shown = bidAnswer(bidId, bid.state, { finished, reconfirmBidsSince });
      return { body: { ...shown, receipt }, version: bid.version };
    },
    async listBids({ params: { procurementId }, query: { cursor, limit, round: asked }, actor }) {
      const current = await caseOf(procurementId);
      const supplierId = isStaff(actor) ? undefined : ((await firmOf(actor)) ?? '');
      if (current.status === 'none') throw new Rejection('not_found', 'There is no such procurement.');
      if (supplierId !== undefined) caseFor(current, supplierId);
      const round = asked ?? Math.max(current.round, 1);
      const finished = await finishedOf(procurementId, round);
      const ofRound = { 'state.procurementId': procurementId, 'state.round': round };
      const standing = { ...ofRound, 'state.status': { $ne: 'withdrawn' } };
      const count = supplierId === undefined ? await store.states(bids).countDocuments(standing) : null;
      const maySee =
        supplierId !== undefined ||
        (finished.size > 0 && (await mayReadBids(store, procurementId, actor.subject)));
      if (!maySee) return { body: { items: [], next: null, count } };
      const filter = supplierId === undefined ? standing : { ...ofRound, 'state.supplierId': supplierId };
      const page = await pageOf(store.states<Bid>(bids), { filter, order: 'oldest', cursor, limit });
      const reconfirmBidsSince = reconfirmSince(current);
      const items = page.items.map(({ _id, state }) =>
        bidAnswer(_id, state, { finished, reconfirmBidsSince }),
      );
      return { body: { items, next: page.next, count } };
    },
    async getBidFile({ params: { procurementId, bidId, envelope }, query: { name }, actor }) {
      const { bid, finished } = await visibleBid(procurementId, bidId, actor);
      const outcome = bid.state.outcomes[envelope];
      if (!finished.has(envelope) || outcome?.result !== 'opened') throw noBid();
      const content = await storage.opened.open(outcome.fileId);
      if (!content) throw new Error(`the content ${outcome.fileId} of the bid ${bidId} is not there`);
      if (name === undefined)
        return { body: { ...content, name: `${bid.state.organisationNumber}-${envelope}.tar` } };
      if (!outcome.files.some((file) => file.name === name)) throw noBid();
      const { files } = await readContent(content.bytes);
      const bytes = files.find((file) => file.name === name)?.bytes;
      if (!bytes) throw noBid();
      return { body: { bytes, mediaType: 'application/octet-stream', name } };
    },
    listReceiptKeys: async () => ({ body: { keys: [...receiptKeys.keys] } }),
  };
}
