const timeZone = 'Europe/Oslo';
const whole = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 0 });
const withOre = new Intl.NumberFormat('nb-NO', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const number = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 4 });
const day = new Intl.DateTimeFormat('nb-NO', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('nb-NO', {
  ...{ timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
});

/** Øre as kroner, exactly: `12 500 kr`, and `12 500,50 kr` where it isn't whole kroner. */
export const kroner = (amountOre: number): string =>
  `${(amountOre % 100 === 0 ? whole : withOre).format(amountOre / 100)}\u00a0kr`;

/** A number with a decimal comma. */
export const decimal = (value: number): string => number.format(value);

/** An instant in Norwegian time, to the second: `3. april 2030 kl. 10.00.00`. */
export const moment = (instant: string): string => {
  const at = new Date(instant);
  return `${day.format(at)} kl. ${clock.format(at).replaceAll(':', '.')}`;
};

/** A calendar date, `YYYY-MM-DD`, in words: `1. mai 2030`. */
export const date = (value: string): string => day.format(new Date(`${value.slice(0, 10)}T12:00:00Z`));

export const kindWords = { goods: 'Varer', services: 'Tjenester', works: 'Bygg og anlegg' } as const;

export const envelopeWords = { quality: 'kvalitet', price: 'pris' } as const;

export const criterionWords = { price: 'Pris', quality: 'Kvalitet', climate: 'Klima og miljø' } as const;

export const priceModelWords = {
  linear: 'lineær',
  proportional: 'forholdsmessig',
  hybrid: 'kombinert forholdsmessig og lineær',
  priced_quality: 'priset kvalitet',
  surcharge: 'prispåslag',
} as const;

export const climateWords = {
  weighted: 'vektet tildelingskriterium',
  among_three_highest: 'blant de tre høyest prioriterte kriteriene',
  requirement: 'krav i kravspesifikasjonen i stedet for kriterium',
  exemption: 'unntak fra plikten',
} as const;

export const complaintOutcomeWords = {
  upheld: 'tatt til følge',
  rejected: 'ikke tatt til følge',
  withdrawn: 'trukket',
} as const;

export const ruleStatusWords = {
  confirmed: 'bekreftet',
  reported: 'omtalt i kilder',
  unconfirmed: 'ubekreftet',
} as const;

/** What stands behind a rule's number. */
const unitWords: Readonly<Record<string, string>> = {
  EUR: 'euro',
  percent: '%',
  days: 'dager',
  months: 'måneder',
  years: 'år',
  tiers: 'ledd',
  persons: 'lærling',
  count: 'kriterier',
};

/** A rule's value: `1 300 000 kr`, `30 dager`. Words and codes are as the rule has them. */
export function ruleValue(value: number | string | readonly string[], unit: string): string {
  if (typeof value !== 'number') return [value].flat().join(', ');
  return unit === 'NOK' ? kroner(value * 100) : `${decimal(value)} ${unitWords[unit] ?? unit}`;
}
