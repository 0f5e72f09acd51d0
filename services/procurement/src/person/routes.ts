import { peopleNamedMax, type personOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import { type Person, people } from '@tiltak/service';
import type { Store } from '@tiltak/store';

/** The operation on people's names: history holds their subjects only. */
export function personRoutes(store: Store): Handlers<typeof personOperations> {
  return {
    async namePeople({ query: { subjects } }) {
      const asked = [...new Set(subjects.split('\n'))].slice(0, peopleNamedMax);
      const found = await store.documents<Person>(people, asked);
      return { body: { items: [...found].map(([subject, { name }]) => ({ subject, name })) } };
    },
  };
}
