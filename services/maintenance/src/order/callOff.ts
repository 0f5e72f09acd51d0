/** A firm that was asked by a call-off: what every event about it names. */
export type Contractor = {
  readonly callOffId: string;
  readonly supplierId: string;
  readonly organisationNumber: string;
  readonly supplierName: string;
};

type Asked = Contractor & {
  /** The order's attempts, counted from 1. */
  readonly attempt: number;
  /** For people: why just this firm. */
  readonly chosenBecause: string;
  /** What decided: the rank, the turn, or nothing, because all are asked at once. */
  readonly allocation: 'rank' | 'rotation' | 'mini_competition';
  /** Its place by rank, from 1, among all that the agreement names. */
  readonly place: number;
  readonly places: number;
  /** What was left of the agreement's ceiling beside this order, in øre. */
  readonly ceilingLeftOre: number;
  /** The most that the order might cost when it was offered, in øre. */
  readonly amountOre: number;
  readonly offeredAt: string;
  readonly respondBy: string;
  /** In a mini-competition: the price that was given, in øre. Not to be shown to others before all are opened. */
  readonly priceOre?: number | null;
  /** When it was told that the answer is about to be late. */
  readonly warnedAt?: string;
};

/** A call-off (avrop): one attempt with one contractor. */
export type CallOff = Asked &
  (
    | { readonly status: 'offered' | 'viewed' | 'expired' }
    | {
        readonly status: 'accepted' | 'accepted_with_changes' | 'declined' | 'priced';
        readonly answeredAt: string;
        readonly reason: string | null;
        readonly proposedStart: string | null;
      }
    | {
        readonly status: 'withdrawn';
        /** There where it had been accepted with changes. */
        readonly answeredAt: string | null;
        readonly reason: string | null;
        readonly proposedStart: string | null;
      }
  );

/** Whether the contractor may still answer, the deadline apart. */
export const awaitsAnswer = ({ status }: CallOff): boolean => status === 'offered' || status === 'viewed';

/** Whether the call-off of an order that is offered awaits the contractor's answer, or ours to what it answered. */
export const isOpen = (callOff: CallOff): boolean =>
  awaitsAnswer(callOff) || callOff.status === 'accepted_with_changes' || callOff.status === 'priced';

/** A call-off's id: its order's, and the number of the attempt. */
export const callOffIdOf = (orderId: string, attempt: number): string => `${orderId}.${attempt}`;

/** The order that a call-off belongs to; the id itself where it is none of ours. */
export const orderIdOf = (callOffId: string): string => callOffId.replace(/\.\d+$/, '');

/** Who a call-off is with, as events name it. */
export function contractorOf({
  callOffId,
  supplierId,
  organisationNumber,
  supplierName,
}: Contractor): Contractor {
  return { callOffId, supplierId, organisationNumber, supplierName };
}
