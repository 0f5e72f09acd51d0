import type { OrderEvent } from '../events.ts';

/** A change of a placed order (endringsmelding), as the standard contracts have it: notified, priced, decided on. */
export type Change = {
  readonly changeId: string;
  /** `awaiting_funds`: approved, and projects has been asked for the money. */
  readonly status: 'notified' | 'priced' | 'awaiting_funds' | 'approved' | 'rejected';
  readonly proposedBy: 'contractor' | 'officer';
  /** The subject of the person or the machine. */
  readonly by: string;
  readonly what: string;
  readonly why: string | null;
  readonly addedOre: number | null;
  readonly dueOn: string | null;
  readonly proposedAt: string;
  readonly reason: string | null;
  readonly availableOre: number | null;
};

type Changing = { readonly changes?: readonly Change[] | undefined };

/** The changes of an order; orders that none was proposed for hold none. */
export const changesOf = ({ changes = [] }: Changing): readonly Change[] => changes;

/** Whether it is still to be decided on, or waits for its money. */
export const isOpen = ({ status }: Change): boolean => status !== 'approved' && status !== 'rejected';

/** What projects has been asked for and has not answered, in øre. */
export const awaitedOreOf = (order: Changing): number =>
  changesOf(order).reduce(
    (sum, { status, addedOre }) => sum + (status === 'awaiting_funds' ? (addedOre ?? 0) : 0),
    0,
  );

/** The changes after any event of the order: with it, those that are open end too. */
export function changesAfter(
  before: readonly Change[] | undefined,
  event: OrderEvent,
): readonly Change[] | undefined {
  const change = (changes: Partial<Change>, which: (one: Change) => boolean) =>
    before?.map((one) => (which(one) ? { ...one, ...changes } : one));
  switch (event.type) {
    case 'ChangeProposed': {
      const { contractor: _, at: proposedAt, ...proposed } = event.data;
      const status = proposed.addedOre === null ? 'notified' : 'priced';
      return [...(before ?? []), { ...proposed, status, proposedAt, reason: null, availableOre: null }];
    }
    case 'ChangePriced': {
      const { changeId, addedOre, dueOn } = event.data;
      const dated = dueOn !== null && { dueOn };
      return change({ status: 'priced', addedOre, ...dated }, (one) => one.changeId === changeId);
    }
    case 'ChangeFundsRequested':
      return change({ status: 'awaiting_funds' }, ({ changeId }) => changeId === event.data.changeId);
    case 'OrderChanged':
      return change({ status: 'approved' }, ({ changeId }) => changeId === event.data.changeId);
    case 'ChangeRejected': {
      const { changeId, reason, availableOre } = event.data;
      return change({ status: 'rejected', reason, availableOre }, (one) => one.changeId === changeId);
    }
    case 'OrderCancelled':
      return change({ status: 'rejected', reason: 'Bestillingen er avbestilt' }, isOpen);
    case 'OrderSettled':
      return change({ status: 'rejected', reason: 'Bestillingen er gjort opp' }, isOpen);
    default:
      return before;
  }
}
