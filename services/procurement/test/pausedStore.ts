import type { Store, Work, WorkContext } from '@tiltak/store';

/**
 * A store whose first work waits, with all that it has read, until `meanwhile` is done: what another process does just
 * then comes between the work's reads and its writes.
 */
export function pausedStore(store: Store, meanwhile: () => Promise<unknown>): Store {
  let isFirst = true;
  const paused =
    <Answer>(work: Work<Answer>): Work<Answer> =>
    async (reads) => {
      const step = await work(reads);
      if (isFirst) {
        isFirst = false;
        await meanwhile();
      }
      return step;
    };
  return {
    ...store,
    transact: <Answer>(work: Work<Answer>, context: WorkContext) => store.transact(paused(work), context),
  };
}
