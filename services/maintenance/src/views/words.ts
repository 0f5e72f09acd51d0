const numbers = new Intl.NumberFormat('nb-NO', { maximumFractionDigits: 2 });

/** So many hours, in words. */
export const hours = (count: number): string => `${numbers.format(count)} ${count === 1 ? 'time' : 'timer'}`;

/** A reason behind a sentence, where there is one. */
export const because = (reason: string | null): string => (reason ? `: ${reason}` : '');
