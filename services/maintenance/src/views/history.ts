import { type Person, people } from '@tiltak/service';
import { historyOf, type JournalRow, type Store } from '@tiltak/store';
import type { OrderEvent } from '../order/events.ts';
import { historyText } from './historyText.ts';

type Line = { at: string; event: string; text: string; actor: string };

/** An order's history up to a version, oldest first: a line that a person can read for each event, and who did it. */
export async function historyLines(store: Store, orderId: string, version: number): Promise<Line[]> {
  const rows = (await historyOf<OrderEvent>(store, orderId)).filter((row) => row.version <= version);
  const names = await namesOf(store, new Set(rows.map(({ actor }) => actor)));
  return rows.map((row) => ({
    at: row.at,
    event: row.type,
    text: historyText({ type: row.type, data: row.data } as OrderEvent),
    actor: actorName(row, names),
  }));
}

async function namesOf(store: Store, subjects: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const found = await store.documents<Person>(people, [...subjects]);
  return new Map([...found].map(([subject, { name }]) => [subject, name]));
}

/** Who did it, in words. Where a name was deleted, the subject stands for it. */
function actorName({ actor, data }: JournalRow<OrderEvent>, names: ReadonlyMap<string, string>): string {
  if (actor.startsWith('event:') || actor.startsWith('timer:')) return 'Systemet';
  if (actor.startsWith('link:'))
    return 'contractor' in data && data.contractor
      ? `${data.contractor.supplierName} (svarlenke)`
      : 'Svarlenke';
  return names.get(actor) ?? actor;
}
