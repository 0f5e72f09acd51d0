/** So many words of a thing can be searched for. */
const wordsMax = 60;

/** The words of a text, in small letters; whatever is neither letter nor digit parts them. */
export const wordsIn = (text: string): readonly string[] =>
  text.toLocaleLowerCase('nb').match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words that a thing is found by, each once. */
export const searchWords = (...texts: readonly (string | null)[]): readonly string[] =>
  [...new Set(texts.flatMap((text) => wordsIn(text ?? '')))].slice(0, wordsMax);

/**
 * What holds all of the words, whole or as their beginning: a condition on the states' `words`, which an index on
 * `state.words` is behind.
 */
export const holdsAll = (words: string): object => ({
  $and: [
    {},
    ...wordsIn(words)
      .slice(0, wordsMax)
      // Letters and digits alone mean nothing else in an expression.
      .map((word) => ({ 'state.words': { $regex: `^${word}` } })),
  ],
});

/** Sorts by code point as the Norwegian alphabet does: no capitals, æ, ø, å last, and numbers by their size. */
export const sortName = (name: string): string =>
  name
    .toLocaleLowerCase('nb')
    .replaceAll('å', '\u00ff')
    .replaceAll(/\d+/g, (digits) => digits.padStart(6, '0'));

/** A search for all of the words: MongoDB takes those in quotation marks as a must, and a minus as a not. */
export const allOf = (words: string): string =>
  wordsIn(words)
    .map((word) => `"${word}"`)
    .join(' ');
