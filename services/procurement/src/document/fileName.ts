/** Leaves room for an ending within the 255 bytes that file systems take, also where letters take two bytes. */
const charactersMax = 120;

/** A title as a file's name, without what file systems don't take and without its ending; `otherwise` where nothing is left. */
export const fileNameOf = (title: string, otherwise: string): string =>
  title
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>|:*?\\/]/g, '')
    .slice(0, charactersMax)
    .trim() || otherwise;
