import type { Reads, Stage } from '@tiltak/store';
import type { NewsKind } from './kinds.ts';

/** Something that the municipality's own people should know of (nyhet): kept as it was told, in their language. */
export type NewsItem = {
  /** Its place among all, from 1 and without gaps: who has read up to it has missed nothing. */
  readonly position: number;
  readonly kind: NewsKind;
  readonly at: string;
  readonly orderId: string | null;
  readonly organisationNumber: string | null;
  readonly text: string;
};

/** Where the news has come to: in all, and of each kind. */
export type NewsHead = {
  readonly position: number;
  readonly latest: Readonly<Partial<Record<NewsKind, number>>>;
};
export const noNews: NewsHead = { position: 0, latest: {} };

export const newsCollection = {
  name: 'news',
  indexes: [{ 'value.position': 1 }, { 'value.kind': 1, 'value.position': 1 }],
} as const;
export const newsHeadCollection = { name: 'newsHead' } as const;
/** There is one row of news for all. */
export const headId = 'all';

/** Adds an item; the same id again is the same item. */
export async function openNews(reads: Reads, newsId: string) {
  const [head, entry] = await Promise.all([
    reads.doc<NewsHead>(newsHeadCollection.name, headId),
    reads.doc<NewsItem>(newsCollection.name, newsId, 'new'),
  ]);
  return {
    add(stage: Stage, item: Omit<NewsItem, 'position' | 'at'>): void {
      if (entry.value !== undefined) return;
      const before = head.value ?? noNews;
      const position = before.position + 1;
      stage.put(head, { position, latest: { ...before.latest, [item.kind]: position } });
      stage.put(entry, { ...item, position, at: stage.at });
    },
  };
}
