const timeZone = 'Europe/Oslo';
const day = new Intl.DateTimeFormat('nb-NO', { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
const weekdayAndTime = new Intl.DateTimeFormat('nb-NO', {
  ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
});
const whole = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 0 });
const withOre = new Intl.NumberFormat('nb-NO', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Øre as kroner, exactly: `12 500 kr`, and `12 500,50 kr` where it isn't whole kroner. */
export const kroner = (amountOre: number): string =>
  `${(amountOre % 100 === 0 ? whole : withOre).format(amountOre / 100)}\u00a0kr`;

/** A calendar date, `YYYY-MM-DD`, in words: `1. mai 2030`. */
export const dayInWords = (date: string): string => day.format(new Date(`${date}T12:00:00Z`));

/** An instant in Norwegian time and words: `onsdag 3. april 2030 kl. 10.00`. */
export function momentInWords(instant: string): string {
  const part = Object.fromEntries(
    weekdayAndTime.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${part.weekday} ${part.day}. ${part.month} ${part.year} kl. ${part.hour}.${part.minute}`;
}

/** A text on one line, without control characters, cut to `lengthMax` characters at the most. */
export function oneLine(text: string, lengthMax: number): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= lengthMax
    ? line
    : `${characters
        .slice(0, lengthMax - 1)
        .join('')
        .trimEnd()}…`;
}
