import { ore } from '@tiltak/contracts';

const orePerKrone = 100;
const orePerMillion = 1_000_000 * orePerKrone;

const whole = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 0 });
const withOre = new Intl.NumberFormat('nb-NO', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const millions = new Intl.NumberFormat('nb-NO', { minimumFractionDigits: 1, maximumFractionDigits: 2 });

/** Øre as kroner, exactly: `12 500 kr`, and `12 500,50 kr` where it isn't whole kroner. */
export function kroner(amountOre: number): string {
  const format = amountOre % orePerKrone === 0 ? whole : withOre;
  return `${format.format(amountOre / orePerKrone)}\u00a0kr`;
}

/** Øre at a glance: from a million kroner on in MNOK with at most two decimals, below that as {@link kroner}. */
export function kronerAtAGlance(amountOre: number): string {
  if (amountOre < orePerMillion) return kroner(amountOre);
  return `${millions.format(amountOre / orePerMillion)}\u00a0MNOK`;
}

/** As a person writes an amount in a form: `12500,50` for 1250050 øre. */
export function kronerAsEntered(amountOre: number): string {
  const rest = amountOre % orePerKrone;
  const krone = Math.trunc(amountOre / orePerKrone);
  return rest === 0 ? String(krone) : `${krone},${String(rest).padStart(2, '0')}`;
}

/** Digits, or digits in groups of three with spaces between; a comma before one or two decimals; `kr` or `,-` around. */
const written = /^(?:kr\s*)?(\d{1,15}|\d{1,3}(?: \d{3})+)(?:,(\d{1,2}|-))?(?:\s*kr)?\.?$/i;

/**
 * Kroner as people write them (`12500`, `12 500,50`, `kr 900,-`) in integer øre; the digits are read one by one and
 * never go through a fraction. Undefined for what is not an amount, for more than the system's limit, and for any
 * full stop between digits: `12.500` is twelve thousand to some and twelve and a half to others.
 */
export function oreFrom(text: string): number | undefined {
  const [, digits, decimals = ''] = written.exec(text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim()) ?? [];
  if (digits === undefined) return undefined;
  const decimalOre = decimals === '-' ? 0 : Number(decimals.padEnd(2, '0'));
  const amountOre = Number(digits.replaceAll(' ', '')) * orePerKrone + decimalOre;
  return ore.safeParse(amountOre).success ? amountOre : undefined;
}
