import { Rejection } from '@tiltak/decider';
import { awaitsAnswer, type CallOff, contractorOf } from './callOff.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { kroner } from './kroner.ts';
import type { AnswerCommand } from './offering.ts';
import type { KnownOrder, Order } from './order.ts';

/** A price among all that were given; place 1 has won. */
export type RankedPrice = {
  readonly callOffId: string;
  readonly supplierName: string;
  readonly priceOre: number;
  readonly place: number;
};

/** A mini-competition (minikonkurranse): all suppliers of the agreement are asked at once, and the lowest price wins. */
export type Competition = {
  /** How many call-offs there were before it. */
  readonly from: number;
  readonly respondBy: string;
  /** Prices are shown to nobody but who gave them unless it is `decided`. */
  readonly status: 'open' | 'decided' | 'cancelled';
  readonly because: string | null;
  readonly ranking: readonly RankedPrice[];
};

/** The call-offs of the order's latest mini-competition. */
export const competitorsOf = ({ callOffs, competition }: Pick<KnownOrder, 'callOffs' | 'competition'>) =>
  competition ? callOffs.slice(competition.from) : [];

/** Whether a call-off belongs to a mini-competition whose prices are not opened. */
export const isCompeting = (order: KnownOrder, { callOffId }: CallOff): boolean =>
  order.competition?.status === 'open' &&
  competitorsOf(order).some((competitor) => competitor.callOffId === callOffId);

/**
 * A price, or a no; each takes the place of an earlier answer, and the last firm's answer opens the prices. The same
 * again changes nothing, so that its time stays. Throws `price_missing`, `price_too_high` with the most that it may
 * be, or `changes_not_possible`.
 */
export function answerInCompetition(
  command: AnswerCommand,
  callOff: CallOff,
  state: KnownOrder,
): readonly OrderEvent[] {
  const events = answered(command, callOff, state);
  const after = events.reduce<Order>(evolve, state);
  if (after.status === 'none' || competitorsOf(after).some(awaitsAnswer)) return events;
  return events.length === 0 ? events : [...events, ...open(after, command.at)];
}

function answered(command: AnswerCommand, callOff: CallOff, state: KnownOrder): readonly OrderEvent[] {
  const { at, priceOre, proposedStart } = command;
  const reason = command.reason || null;
  const contractor = contractorOf(callOff);
  switch (command.answer) {
    case 'accept_with_changes':
      throw new Rejection(
        'changes_not_possible',
        'answer: prices with reservations can not be compared; give a price for what is asked, or decline.',
      );
    case 'decline':
      if (callOff.status === 'declined') return [];
      return [{ type: 'CallOffDeclined', data: { contractor, at, reason } }];
    case 'accept': {
      const mostOre = state.terms.amountOre;
      if (priceOre === null)
        throw new Rejection('price_missing', `priceOre: give a price of at most ${mostOre}.`, { mostOre });
      if (priceOre > mostOre)
        throw new Rejection('price_too_high', `priceOre: at most ${mostOre}.`, { mostOre });
      const isSame =
        callOff.status === 'priced' &&
        callOff.priceOre === priceOre &&
        callOff.proposedStart === proposedStart &&
        callOff.reason === reason;
      if (isSame) return [];
      return [{ type: 'CallOffPriced', data: { contractor, at, reason, proposedStart, priceOre } }];
    }
  }
}

/** The deadline has passed: the prices that have come are opened. */
export function openAtDeadline(state: KnownOrder, at: string): readonly OrderEvent[] {
  const { competition } = state;
  if (competition?.status !== 'open' || Date.parse(at) < Date.parse(competition.respondBy)) return [];
  return open(state, at);
}

type Priced = CallOff & { readonly status: 'priced'; readonly priceOre: number };

/** The lowest price wins; of equal ones the one that was given first, and within a millisecond the better rank. */
function open(state: KnownOrder, at: string): readonly OrderEvent[] {
  const competitors = competitorsOf(state);
  const priced = competitors
    .filter((callOff): callOff is Priced => callOff.status === 'priced')
    .toSorted(
      (one, other) =>
        one.priceOre - other.priceOre ||
        Date.parse(one.answeredAt) - Date.parse(other.answeredAt) ||
        one.place - other.place,
    );
  const [winner, ...losers] = priced;
  const ranking = priced.map(({ callOffId, supplierName, priceOre }, index) => ({
    callOffId,
    supplierName,
    priceOre,
    place: index + 1,
  }));
  const decided: readonly OrderEvent[] = [
    { type: 'CompetitionDecided', data: { because: whyOf(competitors, ranking), ranking, at } },
    ...competitors.filter(awaitsAnswer).map(
      (callOff): OrderEvent => ({
        type: 'CallOffExpired',
        data: { contractor: contractorOf(callOff), respondBy: callOff.respondBy },
      }),
    ),
  ];
  const { amountOre, dueOn } = state.terms;
  if (!winner) {
    const held = { reason: 'no_price_received', amountOre, availableOre: null, fundsReserved: true };
    return [...decided, { type: 'OrderHeld', data: held }];
  }
  const contractor = contractorOf(winner);
  const { answeredAt, priceOre, proposedStart, reason } = winner;
  return [
    ...decided,
    ...losers.map(
      (callOff, index): OrderEvent => ({
        type: 'CallOffWithdrawn',
        data: {
          contractor: contractorOf(callOff),
          reason: toLoser(callOff, winner, `${index + 2} av ${priced.length}`),
        },
      }),
    ),
    { type: 'CallOffAccepted', data: { contractor, at: answeredAt, reason, proposedStart } },
    { type: 'OrderPlaced', data: { contractor, amountOre: priceOre, dueOn, proposedStart } },
  ];
}

/** All prices and places, and who gave none, for those who will ask later. */
function whyOf(competitors: readonly CallOff[], ranking: readonly RankedPrice[]): string {
  const prices = ranking
    .map(({ place, supplierName, priceOre }) => `${place}. ${supplierName}, ${kroner(priceOre)}`)
    .join('; ');
  const isTie = ranking.length > 1 && ranking[0]?.priceOre === ranking[1]?.priceOre;
  const without = competitors
    .filter(({ status }) => status !== 'priced')
    .map(({ status, supplierName }) =>
      status === 'declined' ? `${supplierName} (takket nei)` : `${supplierName} (svarte ikke)`,
    )
    .join(', ');
  return [
    ranking.length === 0 ? 'Ingen ga pris.' : `Laveste pris fikk oppdraget: ${prices}.`,
    isTie && 'Ved lik pris gikk den som svarte først, foran.',
    without && `Uten pris: ${without}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Where it came and who won; what others offered is not its business. */
const toLoser = ({ priceOre }: Priced, winner: Priced, place: string): string =>
  priceOre === winner.priceOre
    ? `Oppdraget gikk til ${winner.supplierName}, som ga samme pris og svarte først. Prisen deres ble nummer ${place}.`
    : `Oppdraget gikk til ${winner.supplierName}, som ga lavest pris. Prisen deres ble nummer ${place}.`;
