import type { procurementOperations, receivedBid } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Actor, Call, Handlers } from '@tiltak/http';
import { looksLikeAge } from '@tiltak/sealing';
import { runCommand } from '@tiltak/service';
import type { Reads, Stage, Store } from '@tiltak/store';
import type * as z from 'zod';
import { sealingOf, sealings } from '../opening/sealing.ts';
import type { ProcurementCase } from '../procurement/procurement.ts';
import { bidAnswer } from '../views/bid.ts';
import { type Bid, bidIdOf, bids } from './bid.ts';
import {
  caseFor,
  competitionVersionOf,
  envelopesAsked,
  readBidder,
  receptionOf,
  reconfirmSince,
} from './bidder.ts';
import type { BidCommand } from './decide.ts';
import { nameEnvelopes, openEnvelopeStorage, readEnvelopes, unnamedPerBidderMax } from './envelopes.ts';
import type { ReceiptKeys } from './receiptKeys.ts';
import { checkReception, type Reception } from './reception.ts';

type Ops = typeof procurementOperations;
type Names = 'uploadEnvelope' | 'submitBid' | 'withdrawBid' | 'reconfirmBid';
type Answer = z.output<typeof receivedBid>;
type Received = {
  readonly bidId: string;
  readonly state: Bid;
  readonly version: number;
  readonly reconfirmBidsSince: number;
};
type BidCall = Pick<Call<Ops['submitBid']>, 'params' | 'actor' | 'idempotency'>;

/** The bidder's operations. `waitMsMax`: see {@link Reception}. */
export function bidRoutes(
  store: Store,
  { receiptKeys, waitMsMax }: { readonly receiptKeys: ReceiptKeys; readonly waitMsMax: number },
): Pick<Handlers<Ops>, Names> {
  const storage = openEnvelopeStorage(store);
  /** Taken as soon as a call is there as a whole: what waits for the database afterwards is none of the bidder's doing. */
  const receivedNow = () => store.now().toISOString();

  async function answer({ bidId, state, version, reconfirmBidsSince }: Received) {
    const receipt = state.status === 'withdrawn' ? null : await receiptKeys.sign(bidId, state);
    const shown = bidAnswer(bidId, state, { finished: new Set(), reconfirmBidsSince });
    return { body: { ...shown, receipt } satisfies Answer, version };
  }

  /** Does a command on the bid of the caller's firm, in the round that the case is in. */
  async function onOwnBid(
    call: BidCall,
    command: (current: ProcurementCase, reception: Reception) => BidCommand,
  ) {
    const receivedAt = receivedNow();
    const received = await runCommand(store, call, async (reads) => {
      const own = await readOwnBid(reads, call.params.procurementId, call.actor);
      return (stage) => {
        const current = own.current();
        const reception = receptionOf(current, own.bidder.supplierId, {
          receivedAt,
          at: stage.at,
          waitMsMax,
        });
        stage.handle(own.bid, command(current, reception));
        return own.settle(stage, current);
      };
    });
    return await answer(received);
  }

  return {
    async uploadEnvelope({ params: { procurementId }, upload: { bytes }, actor }) {
      const at = receivedNow();
      if (!looksLikeAge(bytes))
        throw new Rejection(
          'envelope_not_sealed',
          'This is no age file; seal the envelope first (tiltak-seal).',
        );
      // Looked at before the bytes are kept; what counts is looked at again when the bid is submitted.
      const owner = await store.transact(
        async (reads) => {
          const { found, bidder } = await readBidder(reads, procurementId, actor);
          const current = caseFor(found.state, bidder.supplierId);
          checkReception(receptionOf(current, bidder.supplierId, { receivedAt: at, at, waitMsMax }));
          const { round } = current;
          const sealing = await reads.stream(sealings, sealingOf(procurementId, round));
          return () => {
            if (sealing.state.status === 'none')
              throw new Rejection('sealing_missing', 'No keys are set for these bids yet; ask the buyer.');
            return { procurementId, round, supplierId: bidder.supplierId };
          };
        },
        { actor: actor.subject },
      );
      if ((await storage.countUnnamed(procurementId, owner.supplierId)) >= unnamedPerBidderMax)
        throw new Rejection(
          'too_many_envelopes',
          `${unnamedPerBidderMax} envelopes of yours wait for a bid that names them; submit one.`,
        );
      return { body: await storage.keep(bytes, owner) };
    },
    async submitBid(call) {
      const receivedAt = receivedNow();
      const { procurementId } = call.params;
      const { envelopes: named, confirmedRequirementIds } = call.body;
      const envelopeIds = named.map(({ envelopeId }) => envelopeId);
      const whole = await storage.sealed.names(envelopeIds);
      const received = await runCommand(store, call, async (reads) => {
        const own = await readOwnBid(reads, procurementId, call.actor, envelopeIds);
        return (stage) => {
          const current = own.current();
          const { supplierId, organisationNumber } = own.bidder;
          const { round } = current;
          const reception = receptionOf(current, supplierId, { receivedAt, at: stage.at, waitMsMax });
          stage.handle(own.bid, {
            type: 'submit',
            submission: {
              ...{ procurementId, round, supplierId, organisationNumber },
              confirmedRequirementIds: knownRequirements(current, confirmedRequirementIds),
              competitionVersion: competitionVersionOf(current),
            },
            envelopes: named.map((one) => ({
              ...one,
              found: whole.has(one.envelopeId) ? own.envelope(one.envelopeId) : undefined,
            })),
            asked: envelopesAsked(current),
            reception,
          });
          return own.settle(stage, current);
        };
      });
      return await answer(received);
    },
    withdrawBid: (call) => onOwnBid(call, (_, reception) => ({ type: 'withdraw', reception })),
    reconfirmBid: (call) =>
      onOwnBid(call, (current, reception) => ({
        type: 'reconfirm',
        competitionVersion: competitionVersionOf(current),
        reception,
      })),
  };
}

/** The bid of the caller's firm with all that its commands need; `envelopeIds`: those that it is to name. */
async function readOwnBid(
  reads: Reads,
  procurementId: string,
  actor: Actor,
  envelopeIds: readonly string[] = [],
) {
  const { found, bidder } = await readBidder(reads, procurementId, actor);
  const { round } = caseFor(found.state, bidder.supplierId);
  const bidId = bidIdOf({ procurementId, round, supplierId: bidder.supplierId });
  const bid = await reads.stream(bids, bidId);
  const before = bid.state.status === 'none' ? [] : bid.state.envelopes.map((one) => one.envelopeId);
  const docs = await readEnvelopes(reads, [...new Set([...envelopeIds, ...before])]);

  return {
    bidder,
    bid,
    /** The case as it is now. Throws `not_found`, or a fault where it went into another round meanwhile. */
    current(): ProcurementCase {
      const current = caseFor(found.state, bidder.supplierId);
      if (current.round !== round)
        throw new Rejection('bids_not_asked', 'Bids are asked for anew; send it again.');
      return current;
    },
    /** An uploaded envelope that this bid may name. */
    envelope(envelopeId: string) {
      const value = docs.find(({ id }) => id === envelopeId)?.value;
      const isOwn =
        value?.procurementId === procurementId &&
        value.supplierId === bidder.supplierId &&
        value.round === round &&
        (value.bidId === null || value.bidId === bidId);
      return isOwn && !value.isSwept ? { sha256: value.sha256, bytes: value.bytes } : undefined;
    },
    /** Lets the envelopes know who names them, and answers with the bid. */
    settle(stage: Stage, current: ProcurementCase): Received {
      const { state } = bid;
      if (state.status === 'none') throw new Error('the bid is not there after its command');
      nameEnvelopes(stage, docs, { bidId, envelopeIds: state.envelopes.map((one) => one.envelopeId) });
      return { bidId, state, version: bid.version, reconfirmBidsSince: reconfirmSince(current) };
    },
  };
}

/** Throws `requirement_not_found`. */
function knownRequirements({ specification }: ProcurementCase, ids: readonly string[]): readonly string[] {
  const known = new Set(specification?.requirements.map(({ requirementId }) => requirementId));
  const unknown = ids.find((one) => !known.has(one));
  if (unknown !== undefined)
    throw new Rejection(
      'requirement_not_found',
      `confirmedRequirementIds: there is no requirement ${unknown}.`,
    );
  return [...new Set(ids)];
}
