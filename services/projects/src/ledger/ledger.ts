import type { Doc, PlainCollection, Reads, Stage, Stream } from '@tiltak/store';
import type { AllocationEvent, AllocationState } from '../allocation/allocation.ts';
import { type Amounts, availableOf, type Change, changed, isSound } from '../allocation/amounts.ts';
import type { AllocationCommand, Funds } from '../allocation/decide.ts';

/** A total that changes; `revision` counts its changes from 1, for the ETag of what it is shown with. */
type Total = Amounts & { readonly revision: number };
/** What is used of a decided frame; a proposed frame has none. The sum over the frame's allocations. */
export type Balance = Total & { readonly amountOre: number };
/** What a measure uses and the work it gave. The sum over the measure's allocations. */
export type Use = Total & {
  /** The measure's own, which never changes: a reservation finds its frame without reading the measure. */
  readonly frameId: string | null;
  readonly personHours: number;
  readonly apprenticeHours: number;
};

/**
 * The running totals: `balances/<frameId>` and `uses/<measureId>`. Written in the transaction of the event that
 * changes them and guarded by their version, so that no two processes can spend the same krone. Kept for measures too,
 * because a roll-up then reads a document per measure, however many allocations there are.
 */
export const ledgerCollections: readonly PlainCollection[] = [{ name: 'balances' }, { name: 'uses' }];

type Books = {
  readonly balances: Map<string, Doc<Balance>>;
  readonly uses: Map<string, Doc<Use>>;
};
const opened = new WeakMap<Reads, Books>();

/**
 * The ledger as the works of one batch see it. A work may need a balance that it could not know of when it read: an
 * order that is submitted and cancelled within one batch has no frame yet when the cancellation reads. The submission
 * has read the balance then, so the works of a batch share what they have read.
 */
export function openLedger(reads: Reads) {
  const books: Books = opened.get(reads) ?? { balances: new Map(), uses: new Map() };
  opened.set(reads, books);

  async function readBalance(frameId: string): Promise<Doc<Balance>> {
    const doc = await reads.doc<Balance>('balances', frameId);
    books.balances.set(frameId, doc);
    return doc;
  }

  async function readUse(measureId: string): Promise<Doc<Use>> {
    const doc = await reads.doc<Use>('uses', measureId);
    books.uses.set(measureId, doc);
    return doc;
  }

  /** What the measure may draw on now. */
  function fundsOf(measureId: string): Funds {
    const use = found(books.uses, measureId).value;
    if (!use) return { frameId: null, missing: 'unknown_measure' };
    const { frameId } = use;
    if (frameId === null) return { frameId, missing: 'measure_without_frame' };
    const balance = found(books.balances, frameId).value;
    if (!balance) return { frameId, missing: 'frame_not_decided' };
    return { frameId, availableOre: availableOf(balance.amountOre, balance) };
  }

  /** Decides the command, and books what it leads to on the frame and the measure. */
  function handle(
    stage: Stage,
    allocation: Stream<AllocationCommand, AllocationEvent, AllocationState>,
    command: AllocationCommand,
  ): void {
    for (const event of stage.handle(allocation, command)) {
      if (event.type === 'FundsRefused' || event.type === 'FundsAdjustmentRefused') continue;
      const { frameId, measureId } = event.data;
      const use = found(books.uses, measureId);
      if (event.type === 'WorkReported') {
        stage.put(use, worked(present(use), event.data));
      } else {
        const balance = found(books.balances, frameId);
        stage.put(balance, charged(present(balance), event.data.change));
        stage.put(use, used(present(use), event.data.change));
      }
    }
  }

  return { readBalance, readUse, fundsOf, handle };
}

/**
 * The balance after a change. The decider has seen to it that the change fits; were it ever wrong, this throws before
 * anything is written.
 */
export function charged(balance: Balance, change: Change): Balance {
  const { amountOre, revision } = balance;
  const after = { amountOre, ...changed(balance, change), revision: revision + 1 };
  if (!isSound(after) || availableOf(amountOre, after) < 0)
    throw new RangeError(`the change ${JSON.stringify(change)} does not fit ${JSON.stringify(balance)}`);
  return after;
}

const used = (use: Use, change: Change): Use => ({
  ...use,
  ...changed(use, change),
  revision: use.revision + 1,
});

const worked = (use: Use, more: { readonly personHours: number; readonly apprenticeHours: number }): Use => ({
  ...use,
  revision: use.revision + 1,
  personHours: use.personHours + more.personHours,
  apprenticeHours: use.apprenticeHours + more.apprenticeHours,
});

/** Throws a fault, which is tried again in a later batch, where the reading work knows what to read. */
function found<Value extends object>(docs: ReadonlyMap<string, Doc<Value>>, id: string): Doc<Value> {
  const doc = docs.get(id);
  if (!doc) throw new Error(`the ledger's page ${id} was not read in this batch`);
  return doc;
}

function present<Value extends object>(doc: Doc<Value>): Value {
  if (!doc.value) throw new Error(`the ledger has no ${doc.collection}/${doc.id}`);
  return doc.value;
}
