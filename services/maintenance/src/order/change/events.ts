import type { DomainEvent } from '@tiltak/decider';
import type { Contractor } from '../callOff.ts';

type OfChange = { readonly contractor: Contractor; readonly changeId: string };

/** What happens to the changes of a placed order. Amounts are what they add, in øre; below 0 they lower the price. */
export type ChangeEvent =
  | DomainEvent<
      'ChangeProposed',
      OfChange & {
        readonly proposedBy: 'contractor' | 'officer';
        /** The subject of the person or the machine. */
        readonly by: string;
        readonly what: string;
        readonly why: string | null;
        /** Null: to be priced. */
        readonly addedOre: number | null;
        readonly dueOn: string | null;
        readonly at: string;
      }
    >
  | DomainEvent<'ChangePriced', OfChange & { readonly addedOre: number; readonly dueOn: string | null }>
  /** Approved, if there is money: projects is asked for what it adds. */
  | DomainEvent<'ChangeFundsRequested', OfChange & { readonly measureId: string; readonly addedOre: number }>
  /** A change holds: the order's price and due date are these from now on. */
  | DomainEvent<
      'OrderChanged',
      OfChange & {
        readonly what: string;
        readonly addedOre: number;
        readonly amountOre: number;
        readonly dueOn: string;
      }
    >
  | DomainEvent<
      'ChangeRejected',
      OfChange & {
        /** An officer's words, or the code by which projects refused the money. */
        readonly reason: string;
        /** What is left in the frame, where that is the reason. */
        readonly availableOre: number | null;
      }
    >;
