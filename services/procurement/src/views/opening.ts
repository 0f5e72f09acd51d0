import type { opening, sealing } from '@tiltak/contracts/procurement';
import type { Store } from '@tiltak/store';
import type * as z from 'zod';
import { type Bid, bids } from '../bid/bid.ts';
import { envelopesAsked } from '../bid/bidder.ts';
import { approvalsNeeded } from '../opening/decide.ts';
import { type OpeningId, type Openings, openable } from '../opening/openings.ts';
import { type EnvelopeOpening, openingOf, type SealingState } from '../opening/sealing.ts';
import type { ProcurementCase } from '../procurement/procurement.ts';

type Opening = z.output<typeof opening>;
type Sealing = z.output<typeof sealing>;

/** How far the opening of a round's bids is. */
export async function openingAnswer(
  store: Store,
  openings: Openings,
  given: {
    readonly procurementId: string;
    readonly round: number;
    readonly current: ProcurementCase;
    readonly state: SealingState;
  },
): Promise<Opening> {
  const { procurementId, round, current, state } = given;
  const envelopes = await Promise.all(
    envelopesAsked(current).map(async (envelope) => {
      const id: OpeningId = { procurementId, round, envelope };
      const one = openingOf(state, envelope);
      const isRunning = openings.isRunning(id);
      return {
        envelope,
        status: statusOf(one),
        approvals: one.approvals.map((each) => ({ ...each })),
        startedAt: one.startedAt,
        finishedAt: one.finished?.at ?? null,
        isRunning,
        ...(await countsOf(store, id)),
        protocolSha256: one.finished?.protocolSha256 ?? null,
      };
    }),
  );
  return { procurementId, round, envelopes };
}

function statusOf({
  finished,
  startedAt,
  approvals,
}: EnvelopeOpening): Opening['envelopes'][number]['status'] {
  if (finished) return 'opened';
  if (startedAt !== null) return 'opening';
  return approvals.length >= approvalsNeeded ? 'approved' : 'sealed';
}

async function countsOf(store: Store, id: OpeningId) {
  const filter = await openable(store, id);
  const states = store.states<Bid>(bids);
  const result = `state.outcomes.${id.envelope}.result`;
  const [totalCount, openedCount, failedCount] = await Promise.all([
    states.countDocuments(filter),
    states.countDocuments({ ...filter, [result]: 'opened' }),
    states.countDocuments({ ...filter, [result]: 'failed' }),
  ]);
  return { totalCount, openedCount, failedCount };
}

/** A round's keys as they are answered; who holds the shares is nothing for bidders. */
export function sealingAnswer(
  state: Extract<SealingState, { status: 'set' }>,
  current: ProcurementCase,
  isStaff: boolean,
): Sealing {
  const { procurementId, round, recipient, platformRecipient, threshold, shares, setAt } = state;
  return {
    ...{ procurementId, round, recipient, platformRecipient, threshold, setAt },
    shares: isStaff ? shares.map((share) => ({ ...share })) : [],
    envelopes: [...envelopesAsked(current)],
    lotIds: current.specification?.lots.map(({ lotId }) => lotId) ?? [],
    bidsDeadline: round === current.round ? current.deadlines.bids : null,
  };
}
