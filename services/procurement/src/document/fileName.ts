/** Leaves room for an ending within the 255 bytes that file systems take, also where letters take two bytes. */
const charactersMax = 120;

/**
 * Control characters, those that turn the direction of a text around, halves of characters (as a cut leaves them), and
 * what file systems keep for themselves.
 */
const notInNames = /[\p{Cc}\p{Bidi_Control}\p{Cs}"<>|:*?\\/]/gu;

/** A title as a file's name, without what file systems don't take and without its ending; `otherwise` where nothing is left. */
export const fileNameOf = (title: string, otherwise: string): string =>
  title.slice(0, charactersMax).replace(notInNames, '').trim() || otherwise;
