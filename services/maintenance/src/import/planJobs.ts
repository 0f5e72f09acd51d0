import { hash } from 'node:crypto';
import type { Store } from '@tiltak/store';
import { sortName } from '@tiltak/store/words';
import { buildings } from '../building/building.ts';
import type { Job } from '../job/job.ts';
import { jobs } from '../job/jobs.ts';
import { buildingKey, buildingNumberKey, jobKey, moveKeys, readKeys, roomKey } from '../keys.ts';
import type { Importer, Planned, ReadRow, Seen } from './importer.ts';
import { type JobColumn, type JobRow, jobColumns, readJobRow } from './jobRows.ts';
import { ownersOf, statesOf } from './registerLookup.ts';

type Entry = ReadRow<JobRow, JobColumn>;

/**
 * Imports jobs. One is known by its reference, or without one by all that its row says; a job that is there is left as
 * it is, because people have worked on it since.
 */
export const jobImporter: Importer<JobRow, JobColumn> = {
  columns: jobColumns,
  read: readJobRow,
  async plan(store, entries, seen) {
    const places = await findPlaces(store, entries, seen);
    const keys = entries.map(({ row }) => keyOf(row));
    const ownerOf = await ownersOf(
      store,
      keys.map(({ id }) => id),
      seen,
    );
    const states = await statesOf<Job>(
      store,
      jobs,
      keys.flatMap(({ id }) => ownerOf(id) ?? []),
    );
    return entries.map((entry, at) => {
      const place = places[at];
      if (!place) return undefined;
      const key = keys[at]!;
      const id = ownerOf(key.id) ?? store.newId();
      if (!standsOnce(entry, id, seen)) return undefined;
      seen.owners.set(key.id, id);
      const known = states.get(id)?.state;
      return known && known.status !== 'none'
        ? asItWas(entry, known, place)
        : registration(entry.row, { id, key, place });
    });
  },
};

type Place = { readonly buildingId: string; readonly roomId: string | null };

const keyOf = (row: JobRow) => jobKey(row.reference ?? `#${hash('sha256', JSON.stringify(row), 'hex')}`);

function standsOnce({ row, record }: Entry, id: string, { lines }: Seen): boolean {
  const before = lines.get(id);
  if (before !== undefined)
    record.refuse(
      row.reference === null ? 'title' : 'reference',
      'twice',
      `this stands on line ${before} already`,
    );
  else lines.set(id, record.line);
  return before === undefined;
}

/** A reference that stands for another job now was used twice. */
function asItWas(
  { row, record }: Entry,
  known: Exclude<Job, { status: 'none' }>,
  { buildingId }: Place,
): Planned | undefined {
  if (known.buildingId === buildingId && known.title === row.title)
    return { outcome: 'unchanged', open: async () => () => {} };
  record.refuse('reference', 'taken', 'another job was registered with this reference');
  return undefined;
}

function registration(
  row: JobRow,
  { id, key, place }: { readonly id: string; readonly key: ReturnType<typeof keyOf>; readonly place: Place },
): Planned {
  const { title, description, buildingPart, conditionGrade, consequenceGrade, urgency } = row;
  const job = { ...place, title, description, buildingPart, conditionGrade, consequenceGrade, urgency };
  return {
    outcome: 'added',
    async open(reads) {
      const [stream, keys] = await Promise.all([reads.stream(jobs, id, 'new'), readKeys(reads, [key])]);
      return (stage) => {
        const none = { urgencyReason: null, planId: null, plannedFor: null };
        stage.handle(stream, { type: 'register', job: { ...job, ...none }, at: stage.at });
        moveKeys(stage, keys, { ownerId: id, before: [], after: [key] });
      };
    },
  };
}

/** The building and room of each row; undefined where there is none, which its record then tells. */
async function findPlaces(
  store: Store,
  entries: readonly Entry[],
  seen: Seen,
): Promise<readonly (Place | undefined)[]> {
  const buildingOf = await findByAnyName(
    store,
    entries.map(({ row }) => row.building),
    seen,
  );
  const buildingIds = entries.map(({ row, record }) => {
    const found = buildingOf(row.building);
    if (found !== undefined && found !== 'ambiguous') return found;
    const isMany = found === 'ambiguous';
    record.refuse(
      'building',
      isMany ? 'ambiguous' : 'not_found',
      isMany ? 'several buildings have this name' : 'no such building in the register',
    );
    return undefined;
  });
  const roomKeyAt = (at: number) => {
    const { room } = entries[at]!.row;
    const buildingId = buildingIds[at];
    return buildingId === undefined || room === null ? undefined : roomKey(buildingId, room).id;
  };
  const roomKeys = entries.flatMap((_, at) => roomKeyAt(at) ?? []);
  const roomOf = await ownersOf(store, roomKeys, seen);
  return buildingIds.map((buildingId, at) => {
    const key = roomKeyAt(at);
    const roomId = key === undefined ? null : roomOf(key);
    if (roomId === undefined)
      entries[at]!.record.refuse('room', 'not_found', 'the building has no such room');
    return buildingId === undefined || roomId === undefined ? undefined : { buildingId, roomId };
  });
}

/** Finds buildings by the municipality's own id, Tiltak's, the number in the cadastre, or a name that only one has. */
async function findByAnyName(store: Store, names: readonly string[], seen: Seen) {
  const isNumber = (name: string) => /^\d{1,9}$/.test(name);
  const keys = names.flatMap((name) => [
    buildingKey(name).id,
    ...(isNumber(name) ? [buildingNumberKey(name).id] : []),
  ]);
  const [ownerOf, states, named] = await Promise.all([
    ownersOf(store, keys, seen),
    statesOf(store, buildings, names),
    store
      .states<{ readonly sortName: string }>(buildings)
      .find({ 'state.sortName': { $in: [...new Set(names.map(sortName))] } } as object, {
        projection: { 'state.sortName': 1 },
      })
      // More of one name than these, and it is ambiguous anyway.
      .limit(10 * names.length)
      .toArray(),
  ]);
  return (name: string): string | 'ambiguous' | undefined => {
    const known =
      ownerOf(buildingKey(name).id) ??
      (states.has(name) ? name : undefined) ??
      (isNumber(name) ? ownerOf(buildingNumberKey(name).id) : undefined);
    const [first, second] = named.filter(({ state }) => state.sortName === sortName(name));
    return known ?? (second ? 'ambiguous' : first?._id);
  };
}
