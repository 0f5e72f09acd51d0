/**
 * Money by how far it has come, in integer øre, none below 0. Reserved, committed and invoiced are disjoint; paid is a
 * part of invoiced.
 */
export type Amounts = {
  /** Asked for by an order or contract. */
  readonly reservedOre: number;
  /** A contractor is bound. */
  readonly committedOre: number;
  /** An invoice is registered. */
  readonly invoicedOre: number;
  readonly paidOre: number;
};
/** What an event adds to amounts or, below 0, takes away. */
export type Change = Partial<Amounts>;

export const noMoney: Amounts = { reservedOre: 0, committedOre: 0, invoicedOre: 0, paidOre: 0 };

/** The amounts after a change. */
export const changed = (amounts: Amounts, change: Change): Amounts => ({
  reservedOre: amounts.reservedOre + (change.reservedOre ?? 0),
  committedOre: amounts.committedOre + (change.committedOre ?? 0),
  invoicedOre: amounts.invoicedOre + (change.invoicedOre ?? 0),
  paidOre: amounts.paidOre + (change.paidOre ?? 0),
});

/** What is left of an amount: `amount - reserved - committed - invoiced`. */
export const availableOf = (amountOre: number, used: Amounts): number =>
  amountOre - used.reservedOre - used.committedOre - used.invoicedOre;

/** Whether amounts can be: whole øre, none below 0, and no more paid than invoiced. */
export const isSound = (amounts: Amounts): boolean =>
  [amounts.reservedOre, amounts.committedOre, amounts.invoicedOre, amounts.paidOre].every(
    (ore) => Number.isSafeInteger(ore) && ore >= 0,
  ) && amounts.paidOre <= amounts.invoicedOre;
