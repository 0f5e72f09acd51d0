import type { Collection, Store } from '@tiltak/store';

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
/** The latest attempts whose answers are shown. */
export const attemptsShownMax = 50;

const rowsOf = (store: Pick<Store, 'named'>) =>
  store.named('responses') as unknown as Collection<ResponseRow>;

/** Lets the database forget answers by itself. */
export async function expireResponses(store: Pick<Store, 'named'>): Promise<void> {
  await rowsOf(store).createIndex({ at: 1 }, { expireAfterSeconds: keptSeconds });
}

/** Keeps an answer's text. Not durable on purpose: what was answered is in the journal, this only says it in words. */
export async function keepResponse(store: Pick<Store, 'named'>, row: ResponseRow): Promise<void> {
  await rowsOf(store).insertOne(row, { writeConcern: { w: 1, j: false } });
}

/** The texts of a delivery's latest answers, by attempt. */
export async function responsesOf(
  store: Pick<Store, 'named'>,
  deliveryId: string,
): Promise<ReadonlyMap<number, string>> {
  const rows = await rowsOf(store).find({ deliveryId }).sort({ _id: -1 }).limit(attemptsShownMax).toArray();
  return new Map(rows.map(({ attempt, response }) => [attempt, response]));
}
