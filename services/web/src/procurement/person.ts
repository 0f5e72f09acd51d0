import { peopleNamedMax } from '@tiltak/contracts/procurement';
import type { SignedInVisit } from '../visit.ts';

/** The name of a person by the subject of their token; the subject itself where no name is known. */
export type PersonName = (subject: string) => string;

/** Names of people who have done something in procurement, and of who is here. */
export async function personNames(
  { api, person }: SignedInVisit,
  subjects: readonly (string | null | undefined)[],
): Promise<PersonName> {
  const asked = [...new Set(subjects.flatMap((one) => (one && one !== person.subject ? [one] : [])))];
  const found =
    asked.length === 0
      ? []
      : (
          await api.procurement.namePeople({
            query: { subjects: asked.slice(0, peopleNamedMax).join('\n') },
          })
        ).body.items;
  const names = new Map(found.map(({ name, subject }) => [subject, name]));
  names.set(person.subject, person.name);
  return (subject) => names.get(subject) ?? subject;
}
