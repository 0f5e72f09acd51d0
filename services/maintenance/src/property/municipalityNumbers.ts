/** From and to which day a municipality number held, both included; null: before the register's time, or still. */
type Days = { readonly from: string | null; readonly to: string | null };

/**
 * The numbers that Bærum had: in Akershus, in Viken, and in Akershus again, after
 * the reforms of 1 January 2020 and 1 January 2024. A municipality that is not here is not judged.
 */
const numbers: Readonly<Record<string, Days>> = {
  '0219': { from: null, to: '2019-12-31' },
  '3024': { from: '2020-01-01', to: '2023-12-31' },
  '3201': { from: '2024-01-01', to: null },
};

/** The days of a municipality number, as far as they are known. */
export const daysOf = (municipalityNumber: string): Days =>
  (Object.hasOwn(numbers, municipalityNumber) && numbers[municipalityNumber]) || { from: null, to: null };
