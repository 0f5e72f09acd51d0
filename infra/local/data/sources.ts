/** The municipality's documents that the facts in this folder stand in, by what they are about. */
export const sources = {
  package: '000_0f382dbb0e82bdc2.txt',
  programme: '001_73d2d8722494f2b9.txt',
  business: '002_5536bb0f3905836b.txt',
  report: '003_569aea2a426a1ee6.txt',
  volunteering: '004_69c6d3a69a363ec9.txt',
} as const;

/** Something that one of the documents says. What it doesn't say is null here, and no figure is worked out. */
export type Fact = {
  readonly id: string;
  readonly name: string;
  /** The document's name, from {@link sources}. */
  readonly source: string;
};

/** An amount in integer øre, and how the document puts it: `approximate` for "om lag", `upTo` for "inntil". */
export type Amount = {
  readonly amountOre: number | null;
  readonly amountQualifier: 'exact' | 'approximate' | 'upTo' | null;
};

/** First and last year. */
export type Period = { readonly yearFrom: number | null; readonly yearTo: number | null };
