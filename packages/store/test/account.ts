import { Rejection } from '@tiltak/decider';
import { type Aggregate, openStore, type Store } from '../src/index.ts';

type Command = { readonly type: 'add' | 'draw'; readonly amountOre: number; readonly note?: string };
type Event =
  | { readonly type: 'Added'; readonly data: { readonly amountOre: number; readonly note?: string } }
  | { readonly type: 'Drawn'; readonly data: { readonly amountOre: number; readonly note?: string } };
type State = { readonly balanceOre: number; readonly count: number };

/** What the store's tests keep: an account that can't be overdrawn. */
export const accounts: Aggregate<Command, Event, State> = {
  kind: 'accounts',
  initial: { balanceOre: 0, count: 0 },
  decide({ type, ...data }, { balanceOre }) {
    if (type === 'add') return [{ type: 'Added', data }];
    if (data.amountOre > balanceOre) throw new Rejection('overdrawn', 'too little', { balanceOre });
    return [{ type: 'Drawn', data }];
  },
  evolve: ({ balanceOre, count }, { type, data }) => ({
    balanceOre: balanceOre + (type === 'Added' ? data.amountOre : -data.amountOre),
    count: count + 1,
  }),
};

/** Another kind, for tests with two. */
export const purses: typeof accounts = { ...accounts, kind: 'purses' };

export const openAccounts = (
  uri: string,
  options: Partial<Parameters<typeof openStore>[0]> = {},
): Promise<Store> =>
  openStore({
    uri,
    aggregates: [accounts, purses],
    collections: [{ name: 'copies' }],
    publish: (row) => (row.type === 'Added' ? { type: 'added', data: row.data } : undefined),
    ...options,
  });

/** Adds to an account, or draws from it with a negative amount. Answers with the new balance. */
export const add = (
  store: Store,
  id: string,
  amountOre: number,
  idempotency?: { readonly key: string; readonly fingerprint: string },
): Promise<number> =>
  store.transact(
    async (reads) => {
      const account = await reads.stream(accounts, id);
      return (stage) => {
        const type = amountOre < 0 ? 'draw' : 'add';
        stage.handle(account, { type, amountOre: Math.abs(amountOre) });
        return account.state.balanceOre;
      };
    },
    { actor: 'test', idempotency },
  );

/** Moves between two accounts: both or neither. */
export const move = (
  store: Store,
  from: string,
  to: string,
  amountOre: number,
  key?: string,
): Promise<string> =>
  store.transact(
    async (reads) => {
      const [source, target] = await Promise.all([reads.stream(accounts, from), reads.stream(accounts, to)]);
      const total = await reads.doc<{ readonly moves: number }>('copies', 'total');
      return (stage) => {
        stage.handle(source, { type: 'draw', amountOre });
        stage.handle(target, { type: 'add', amountOre });
        stage.put(total, { moves: (total.value?.moves ?? 0) + 1 });
        return key ?? '';
      };
    },
    { actor: 'test', idempotency: key === undefined ? undefined : { key, fingerprint: 'move' } },
  );

/** Every balance by account, as the state documents have it. */
export async function balances(store: Store): Promise<Record<string, number>> {
  const found = await store.states<State>(accounts).find().toArray();
  return Object.fromEntries(found.map(({ _id, state }) => [_id, state.balanceOre]));
}
