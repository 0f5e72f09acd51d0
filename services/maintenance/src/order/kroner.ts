const amounts = new Intl.NumberFormat('nb-NO', {
  style: 'currency',
  currency: 'NOK',
  trailingZeroDisplay: 'stripIfInteger',
});

/** Integer øre as Norwegians write an amount: `12 500 kr`. */
export const kroner = (amountOre: number): string => amounts.format(amountOre / 100);
