const number = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 2 });
const oneDecimal = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 1 });
/** A person's week of work (ukeverk) in hours, as Norwegian agreements count it. */
const hoursPerWeek = 37.5;

/** `37,5` */
export function quantity(value: number): string {
  return number.format(value);
}

/** Hours of work as person-weeks (ukeverk) of 37.5 hours, with one decimal. */
export function personWeeks(hours: number): string {
  return oneDecimal.format(hours / hoursPerWeek);
}

/** A number as people write it, `37,5` or `1 200`; undefined for what is none, or below 0. */
export function numberFrom(text: string): number | undefined {
  const compact = text.replaceAll(/[\s\u00a0\u202f]/g, '');
  if (!/^\d{1,9}(?:[.,]\d{1,2})?$/.test(compact)) return undefined;
  return Number(compact.replace(',', '.'));
}

/** An organisation number in groups of three: `123 456 785`. */
export function organisationNumberText(digits: string): string {
  return digits.replaceAll(/(\d{3})(?=\d)/g, '$1\u00a0');
}
