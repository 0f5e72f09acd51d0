/** The parts of a procurement protocol (anskaffelsesprotokoll), in their order; the ones of FOA § 25-5 (the number is unconfirmed) and our own. */
export const sectionKeys = [
  'value',
  'procedure',
  'market_dialogue',
  'lots',
  'competition',
  'receipts',
  'qualification',
  'selection',
  'admissions',
  'rejections',
  'clarifications',
  'dialogue',
  'evaluation',
  'award',
  'standstill',
  'complaints',
  'contract',
  'partnership',
  'impartiality',
  'rules',
] as const;
export type SectionKey = (typeof sectionKeys)[number];

/** A piece of a section. A table's cells are short; what people wrote stands in entries, which may be long. */
export type Block =
  | { readonly type: 'paragraph'; readonly text: string }
  /** What the sources don't say, and should. */
  | { readonly type: 'gap'; readonly text: string }
  /** Something that happened, with what was said about it. */
  | { readonly type: 'entry'; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly type: 'table';
      readonly caption: string;
      readonly heads: readonly string[];
      /** The first cell names the row. */
      readonly rows: readonly (readonly string[])[];
    }
  /** A person's reason: the only thing in a protocol that does not come from the events by itself. */
  | { readonly type: 'reason'; readonly text: string; readonly by: string; readonly at: string };

export type Section = {
  readonly key: SectionKey;
  readonly heading: string;
  readonly blocks: readonly Block[];
};

/** A protocol, or another document of the case, before it is HTML or PDF. */
export type Document = {
  readonly title: string;
  /** Below the title: what the document is about, and as of when. */
  readonly lead: readonly string[];
  readonly sections: readonly (Omit<Section, 'key'> & { readonly key: string })[];
};

export const paragraph = (text: string): Block => ({ type: 'paragraph', text });
export const gap = (text: string): Block => ({ type: 'gap', text });
export const entry = (title: string, ...lines: readonly (string | null | undefined | false)[]): Block => ({
  type: 'entry',
  title,
  lines: lines.flatMap((line) => (line ? [line] : [])),
});

/** A table, or where it has no rows what that means. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  empty: string,
): Block {
  return rows.length === 0 ? paragraph(empty) : { type: 'table', caption, heads, rows };
}

/** The blocks, or where there are none the sentence that says so. */
export const orNone = (blocks: readonly Block[], none: string): readonly Block[] =>
  blocks.length > 0 ? blocks : [paragraph(none)];
