import type { Actor } from '@tiltak/http';
import type { Store, Work, WorkContext } from '@tiltak/store';

/**
 * The collection of names of those who gave commands, by their subject. The journal holds subjects only; a name can
 * be deleted here without touching history.
 */
export const people = 'people';
export type Person = { readonly name: string };

/** Does the work of a person's or a machine's command, once per `Idempotency-Key`, and remembers who it was. */
export function runCommand<Answer>(
  store: Store,
  call: { readonly actor: Actor; readonly idempotency: WorkContext['idempotency'] },
  work: Work<Answer>,
): Promise<Answer> {
  const { subject, name } = call.actor;
  return store.transact(
    async (reads) => {
      const [step, person] = await Promise.all([work(reads), reads.doc<Person>(people, subject)]);
      return (stage) => {
        const answer = step(stage);
        if (person.value?.name !== name) stage.put(person, { name });
        return answer;
      };
    },
    { actor: subject, idempotency: call.idempotency },
  );
}
