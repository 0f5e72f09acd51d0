import type { Collection, Store } from '@tiltak/store';
import { attemptsKeptMax } from './delivery.ts';

/** What an endpoint answered at one attempt: for people who look for a fault, not for keeps. */
export type ResponseRow = {
  readonly _id: string;
  readonly deliveryId: string;
  readonly attempt: number;
  readonly at: Date;
  /** At most 16 KiB. */
  readonly response: string;
};

export const responsesCollection = { name: 'responses', indexes: [{ deliveryId: 1 }] } as const;

/** How long answers are kept. */
const keptSeconds = 90 * 24 * 3600;

const rowsOf = (store: Pick<Store, 'named'>) =>
  store.named('responses') as unknown as Collection<ResponseRow>;

/** Lets the database forget answers by itself. */
export async function expireResponses(store: Pick<Store, 'named'>): Promise<void> {
  await rowsOf(store).createIndex({ at: 1 }, { expireAfterSeconds: keptSeconds });
}

/** Keeps the texts of answers. Not durable on purpose: that there was an answer is noted, this only says it in words. */
export async function keepResponses(
  store: Pick<Store, 'named' | 'newId'>,
  answers: readonly (Omit<ResponseRow, '_id' | 'response'> & { readonly response: string | null })[],
): Promise<void> {
  const rows = answers.flatMap(({ deliveryId, attempt, at, response }): ResponseRow[] =>
    response === null ? [] : [{ _id: store.newId(), deliveryId, attempt, at, response }],
  );
  if (rows.length > 0)
    await rowsOf(store).insertMany(rows, { ordered: false, writeConcern: { w: 1, j: false } });
}

/** The texts of a delivery's latest answers, by attempt. */
export async function responsesOf(
  store: Pick<Store, 'named'>,
  deliveryId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await rowsOf(store).find({ deliveryId }).sort({ _id: -1 }).limit(attemptsKeptMax).toArray();
  return new Map(rows.map(({ attempt, response }) => [attempt, response]));
}
