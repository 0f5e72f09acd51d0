import type { Actor } from '@tiltak/http';
import type { Store, Work, WorkContext } from '@tiltak/store';

/**
 * The collection of names of those who gave commands, by their subject. The journal holds subjects only; a name can
 * be deleted here without touching history.
 */
export const people = 'people';
export type Person = { readonly name: string };

/** Names that this process has seen kept, so that not every command looks. */
const known = new WeakMap<Store, Map<string, string>>();
const knownMax = 1000;

/** Does the work of a person's or a machine's command, once per `Idempotency-Key`, and remembers who it was. */
export async function runCommand<Answer>(
  store: Store,
  call: { readonly actor: Actor; readonly idempotency: WorkContext['idempotency'] },
  work: Work<Answer>,
): Promise<Answer> {
  const { subject, name } = call.actor;
  const names = known.get(store) ?? new Map<string, string>();
  known.set(store, names);
  const context = { actor: subject, idempotency: call.idempotency };
  if (names.get(subject) === name) return store.transact(work, context);

  const answer = await store.transact(async (reads) => {
    const [step, person] = await Promise.all([work(reads), reads.doc<Person>(people, subject)]);
    return (stage) => {
      const given = step(stage);
      if (person.value?.name !== name) stage.put(person, { name });
      return given;
    };
  }, context);
  if (names.size >= knownMax) names.clear();
  names.set(subject, name);
  return answer;
}
