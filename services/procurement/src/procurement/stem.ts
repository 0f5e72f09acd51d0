/**
 * The endings of the first step of the Snowball stemmer for Norwegian, but for a single `s`'s conditions, the longest
 * first (https://snowballstem.org/algorithms/norwegian/stemmer.html).
 */
const endings = [
  ...['hetenes', 'hetene', 'hetens', 'heten', 'heter', 'endes'],
  ...['enes', 'ande', 'ende', 'edes', 'ene', 'ane', 'ede', 'ens', 'ers', 'ets', 'het', 'ast'],
  ...['en', 'ar', 'er', 'as', 'es', 'et', 'a', 'e', 's'],
] as const;
/** What is left must still say something. */
const stemMin = 3;
const wordMax = 40;

/** The words of a text in the form in which they are compared, each once: `Taket på skolen` and `tak, skoler` meet. */
export function stemsOf(text: string): readonly string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 1).map((word) => stem(word.slice(0, wordMax))))];
}

function stem(word: string): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= stemMin);
  return ending === undefined ? word : word.slice(0, -ending.length);
}
