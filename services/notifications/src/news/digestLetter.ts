import type { Collection, Store } from '@tiltak/store';
import type { Letter } from '../mail/letter.ts';
import type { OpenMail } from '../mail/mail.ts';
import { momentInWords } from '../mail/words.ts';
import { type NewsItem, newsCollection } from './news.ts';
import { type Subscription, subscriptionsCollection } from './subscription.ts';

/** News that a digest tells one by one. */
const listedMax = 50;

/** What somebody asked to be told, as one letter: the news of the chosen kinds, oldest first. */
export async function digestLetter(
  store: Store,
  { addressee, notice }: OpenMail,
  consoleUrl: string,
): Promise<Letter> {
  const { after, until } = notice?.kind === 'digest' ? notice : { after: 0, until: 0 };
  const subject = addressee?.kind === 'subscriber' ? addressee.subject : '';
  const subscription = (await store.documents<Subscription>(subscriptionsCollection.name, [subject])).get(
    subject,
  );
  const kinds = subscription?.kinds ?? [];
  const rows = store.named(newsCollection.name) as unknown as Collection<{ _id: string; value: NewsItem }>;
  const filter = {
    'value.position': { $gt: after, $lte: until },
    ...(kinds.length > 0 && { 'value.kind': { $in: [...kinds] } }),
  } as object;
  const [found, count] = await Promise.all([
    rows.find(filter).sort({ 'value.position': 1 }).limit(listedMax).toArray(),
    rows.countDocuments(filter),
  ]);
  return {
    subject: count === 1 ? 'Én nyhet fra Tiltak' : `${count} nyheter fra Tiltak`,
    paragraphs: [
      ...found.map(({ value: { at, orderId, text } }) =>
        [
          `${momentInWords(at)}: ${text}`,
          ...(orderId === null ? [] : [`${consoleUrl}/bestillinger/${encodeURIComponent(orderId)}`]),
        ].join('\n'),
      ),
      ...(count > listedMax ? [`Og ${count - listedMax} til.`] : []),
    ],
    link: { label: 'Se alle nyhetene', url: `${consoleUrl}/nyheter` },
    why: 'Du får dette på e-post fordi du har bedt om det på nyhetssiden i Tiltak. Der kan du også slå det av.',
  };
}
