import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { pageOf, type Store } from '@tiltak/store';
import { type AttemptRefused, attemptsOf } from './attempt.ts';

/** The operation that shows the refused attempts. */
export const attemptRoutes = (
  store: Store,
): Pick<Handlers<typeof procurementOperations>, 'listAttempts'> => ({
  async listAttempts({ params: { procurementId }, query: { cursor, limit } }) {
    const filter = { stream: attemptsOf(procurementId) };
    const page = await pageOf(store.journal, { filter, order: 'newest', cursor, limit });
    const items = page.items.map(({ _id, data }) => ({
      attemptId: _id,
      ...(data as AttemptRefused['data']),
    }));
    return { body: { items, next: page.next } };
  },
});
