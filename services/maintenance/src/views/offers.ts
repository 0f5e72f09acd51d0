import type { OperationAnswer } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Store } from '@tiltak/store';
import type { CallOff } from '../order/callOff.ts';
import { describe } from '../order/events.ts';
import type { KnownOrder } from '../order/order.ts';
import { orders } from '../order/orders.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { orderStatuses } from './orderFilter.ts';
import { callOffAnswer, changesAnswer, ownCallOff } from './orders.ts';

type Answer = OperationAnswer<(typeof maintenanceOperations)['getCallOff']>;

/**
 * An offer as the contractor sees it: what came of the others who were asked is not its business, nor what the order
 * came to cost with one of them. With `isOwn` false, as the municipality sees it.
 */
export function offerAnswer(order: KnownOrder, callOff: CallOff, isOwn = true): Answer {
  const { places, plannedPersonHours, urgent, dueOn } = order.terms;
  const isBound = 'contractor' in order && order.contractor?.callOffId === callOff.callOffId;
  const { ceilingLeftOre: _, ...shown } = isOwn ? ownCallOff(callOff) : callOffAnswer(order, callOff);
  return {
    ...shown,
    chosenBecause: chosenBecause(callOff),
    priceBasis: callOff.allocation === 'mini_competition' ? 'miniCompetition' : 'frameworkAgreement',
    orderId: order.orderId,
    orderStatus: order.status,
    description: describe(order.terms),
    changes: isBound ? changesAnswer(order) : [],
    places: places.map(({ name, address, matrikkel, rooms = [] }) => ({
      name,
      address,
      matrikkel,
      rooms: rooms.map(({ number, name }) => ({ number, name })),
    })),
    amountOre: isBound ? order.terms.amountOre : (callOff.amountOre ?? order.terms.amountOre),
    plannedPersonHours,
    urgent,
    dueOn,
  };
}

function chosenBecause({ allocation, place, places }: CallOff): string {
  switch (allocation) {
    case 'rank':
      return `Etter rang (${place} av ${places})`;
    case 'rotation':
      return `Etter tur blant ${places}`;
    case 'mini_competition':
      return `Minikonkurranse blant ${places}`;
  }
}

/**
 * A page of a firm's offers, newest order first, and within an order the latest attempt first. Each order that is
 * read holds at least one of them, so that a page never reads many more orders than it shows. Throws `bad_cursor`.
 */
export async function offerPage(
  store: Store,
  organisationNumber: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: Answer[]; next: string | null }> {
  const [fromOrder, attempt] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const found = await store
    .states<KnownOrder>(orders)
    .find({
      'state.callOffs.organisationNumber': organisationNumber,
      // All of them, because the status stands before the id in the index.
      'state.status': { $in: orderStatuses },
      ...(fromOrder !== undefined && { _id: { $lte: fromOrder } }),
    } as object)
    .sort({ _id: -1 })
    // One more to see whether a page follows, and one that the page before may have shown to the end.
    .limit(limit + 2)
    .toArray();
  const offers = found.flatMap(({ state }) =>
    state.callOffs
      .filter((callOff) => callOff.organisationNumber === organisationNumber)
      .filter((callOff) => state.orderId !== fromOrder || callOff.attempt < Number(attempt))
      .toReversed()
      .map((callOff) => offerAnswer(state, callOff)),
  );
  const items = offers.slice(0, limit);
  const last = items.at(-1);
  const next = offers.length > limit && last ? encodeCursor([last.orderId, String(last.attempt)]) : null;
  return { items, next };
}
