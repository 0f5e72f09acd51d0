import { randomInt } from 'node:crypto';

/** The collection that says whose each entry is, apart from the contest: nothing that is read of the contest holds it. */
export const contestNames = 'contestNames';
export type ContestNames = {
  /** Supplier by code. */
  readonly suppliers: Readonly<Record<string, string>>;
};

/** Without what is mistaken for something else. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const codeLength = 8;

/** A code for an entry that tells nothing of it: neither whose it is nor when it came. */
export const freshCode = (): string =>
  Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
