import type { frame } from '@tiltak/contracts/projects';
import { fold, Rejection } from '@tiltak/decider';
import { historyOf, pageOf, type Store } from '@tiltak/store';
import type * as z from 'zod';
import { type Amounts, availableOf, noMoney } from '../allocation/amounts.ts';
import { type FrameDecided, type FrameState, frames } from '../frame/frame.ts';
import type { Balance } from '../ledger/ledger.ts';
import { byFrame, sumsAsOf } from './asOf.ts';

/** A frame as it is shown. */
export type ShownFrame = z.output<typeof frame>;

/** The frame and its ETag's version, which grows with each change of the balance. Throws `not_found`. */
export function showFrame(
  { id, version, state }: { readonly id: string; readonly version: number; readonly state: FrameState },
  balance: Balance | undefined,
): { body: ShownFrame; version: number } {
  return { body: toFrame(id, state, balance), version: version + (balance?.revision ?? 0) };
}

/** The frame with what is used of it. Throws `not_found`. */
export function toFrame(frameId: string, state: FrameState, used: Amounts = noMoney): ShownFrame {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such frame.');
  const { status, ...facts } = state;
  const { reservedOre, committedOre, invoicedOre, paidOre } = used;
  const availableOre = availableOf(facts.amountOre, used);
  return {
    frameId,
    ...facts,
    part: facts.part as ShownFrame['part'],
    standing: status,
    reservedOre,
    committedOre,
    invoicedOre,
    paidOre,
    availableOre,
  };
}

export async function frameNow(store: Store, frameId: string) {
  const [found, balances] = await Promise.all([
    store.states<FrameState>(frames).findOne({ _id: frameId }),
    store.documents<Balance>('balances', [frameId]),
  ]);
  return showFrame(
    { id: frameId, version: found?.version ?? 0, state: found?.state ?? frames.initial },
    balances.get(frameId),
  );
}

/** The frame as it was; `not_found` if it was not there yet. */
export async function frameAsOf(store: Store, frameId: string, until: string): Promise<ShownFrame> {
  const [rows, sums] = await Promise.all([
    historyOf<FrameDecided>(store, frameId, until),
    sumsAsOf(store, until, { frameId }),
  ]);
  const own = rows.filter(({ kind }) => kind === frames.kind) as readonly FrameDecided[];
  return toFrame(frameId, fold(frames, own), byFrame(sums).get(frameId));
}

/** A page of the frames, oldest first. */
export async function framePage(
  store: Store,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const { items, next } = await pageOf(store.states<FrameState>(frames), { order: 'oldest', cursor, limit });
  const balances = await store.documents<Balance>(
    'balances',
    items.map(({ _id }) => _id),
  );
  return { items: items.map(({ _id, state }) => toFrame(_id, state, balances.get(_id))), next };
}
