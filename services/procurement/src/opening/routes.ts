import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { combineShares, SealingError } from '@tiltak/sealing';
import { runCommand, type Vault } from '@tiltak/service';
import type { Store } from '@tiltak/store';
import { envelopesAsked } from '../bid/bidder.ts';
import { type ProcurementState, procurements } from '../procurement/procurement.ts';
import { theCase } from '../procurement/step.ts';
import { openingAnswer } from '../views/opening.ts';
import { closeIfDue, readOpening } from './moment.ts';
import type { Openings } from './openings.ts';
import { releasePlatformKey } from './platformKey.ts';
import { type SealingState, sealingOf, sealings } from './sealing.ts';

type Ops = typeof procurementOperations;
type Names = 'approveOpening' | 'openBids' | 'getOpening';

/** The operations on the opening of bids. `settlingMs`: how long after the deadline it begins. */
export function openingRoutes(
  store: Store,
  options: { readonly vault: Vault; readonly openings: Openings; readonly settlingMs: number },
): Pick<Handlers<Ops>, Names> {
  const { vault, openings, settlingMs } = options;

  async function stateOf(procurementId: string, asked?: number) {
    const found = await store.states<ProcurementState>(procurements).findOne({ _id: procurementId });
    const current = theCase(found?.state ?? procurements.initial);
    const round = asked ?? Math.max(current.round, 1);
    const sealing = await store
      .states<SealingState>(sealings)
      .findOne({ _id: sealingOf(procurementId, round) });
    return {
      procurementId,
      round,
      current,
      state: sealing?.state ?? sealings.initial,
      version: sealing?.version,
    };
  }
  async function answer(procurementId: string, round?: number) {
    const { version = 0, ...given } = await stateOf(procurementId, round);
    return { body: await openingAnswer(store, openings, given), version };
  }

  return {
    async approveOpening(call) {
      const { procurementId } = call.params;
      await runCommand(store, call, async (reads) => {
        const opening = await readOpening(reads, procurementId);
        return (stage) => {
          closeIfDue(stage, opening.found);
          const moment = opening.moment(stage, call.body.envelope, call.actor.subject);
          stage.handle(opening.sealing, { type: 'approve', ...moment });
        };
      });
      return await answer(procurementId);
    },
    async openBids(call) {
      const { procurementId } = call.params;
      const { envelope, shares } = call.body;
      const { subject: by } = call.actor;
      // Whether it may be opened at all comes before anything is said about shares.
      await store.transact(
        async (reads) => {
          const opening = await readOpening(reads, procurementId);
          return (stage) => {
            closeIfDue(stage, opening.found);
            const moment = opening.moment(stage, envelope, by);
            sealings.decide({ type: 'start', holders: [], ...moment }, opening.sealing.state);
          };
        },
        { actor: by },
      );
      const { current, round, state } = await stateOf(procurementId);
      const { identity: tenderIdentity, holders } = await combined(shares, state);
      await runCommand(store, call, async (reads) => {
        const opening = await readOpening(reads, procurementId);
        return (stage) => {
          const moment = opening.moment(stage, envelope, by);
          stage.handle(opening.sealing, { type: 'start', holders, ...moment });
        };
      });
      const platformIdentity = await releasePlatformKey(store, vault, sealingOf(procurementId, round));
      openings.start({
        ...{ procurementId, round, envelope, by },
        competition: {
          asked: envelopesAsked(current),
          lotIds: current.specification?.lots.map(({ lotId }) => lotId) ?? [],
        },
        keys: { tenderIdentity, platformIdentity },
        notBefore: new Date(Date.parse(current.deadlines.bids ?? '') + settlingMs),
      });
      return await answer(procurementId, round);
    },
    getOpening: ({ params: { procurementId }, query: { round } }) => answer(procurementId, round),
  };
}

/** Puts the tender's key together. Throws `shares_refused` with whose are wrong, `shares_missing`, `recipient_mismatch`. */
async function combined(shares: readonly string[], state: SealingState) {
  if (state.status === 'none') throw new Error('an opening was allowed without keys');
  try {
    return await combineShares(shares, state);
  } catch (error) {
    if (!(error instanceof SealingError)) throw error;
    throw new Rejection(error.code, error.message, error.shares.length > 0 ? { shares: error.shares } : {});
  }
}
