import * as z from 'zod';

/** A number with all the decimals that it has, as a field shows it: `59,912345`. Nothing is rounded on the way back. */
export const decimalText = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value).replace('.', ',');

/** A number from `min` to `max` with a comma or a point, or null where nothing was written. */
export const decimalField = (min: number, max: number, message: string) =>
  z
    .string()
    .transform((text) => text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
    .refine(
      (text) => text === '' || (/^\d+(?:\.\d+)?$/.test(text) && inside(Number(text), min, max)),
      message,
    )
    .transform((text) => (text === '' ? null : Number(text)));

const inside = (value: number, min: number, max: number) => min <= value && value <= max;
