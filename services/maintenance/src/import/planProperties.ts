import { expectVersion, type StateDocument, type Store } from '@tiltak/store';
import { type Building, type BuildingFields, buildings, fieldsOf } from '../building/building.ts';
import { openBuilding } from '../building/openBuilding.ts';
import { buildingKey, buildingNumberKey, propertyKey, roomKey } from '../keys.ts';
import { openProperty } from '../property/openProperty.ts';
import { type Property, type PropertyFields, properties } from '../property/property.ts';
import { openRoom } from '../room/openRoom.ts';
import { type Room, type RoomFields, rooms } from '../room/room.ts';
import type { Importer, Planned, ReadRow, Seen } from './importer.ts';
import { type PropertyColumn, type PropertyRow, propertyColumns, readPropertyRow } from './propertyRows.ts';
import { findBuildings, ownersOf, statesOf } from './registerLookup.ts';

type Kind = PropertyRow['kind'];
type Entry<K extends Kind> = ReadRow<Extract<PropertyRow, { kind: K }>, PropertyColumn>;

/** Imports the property register: a thing is known by its keys, and one that is known is changed to what the row says. */
export const propertyImporter: Importer<PropertyRow, PropertyColumn> = {
  columns: propertyColumns,
  read: readPropertyRow,
  async plan(store, rows, seen) {
    const planned = new Map<object, Planned | undefined>();
    const of = <K extends Kind>(kind: K) =>
      rows.filter((entry): entry is Entry<K> => entry.row.kind === kind);
    // What is named before what names it, wherever it stands: a row then still has to stand below what it names.
    await planProperties(store, of('property'), { seen, planned });
    await planBuildings(store, of('building'), { seen, planned });
    await planRooms(store, of('room'), { seen, planned });
    return rows.map(({ row }) => planned.get(row));
  },
};

type Plan = { readonly seen: Seen; readonly planned: Map<object, Planned | undefined> };

/** Takes note of the row that a thing stands on; a second one is refused. */
function standsOnce(
  { record }: ReadRow<unknown, PropertyColumn>,
  column: PropertyColumn,
  id: string,
  { lines }: Seen,
): boolean {
  const before = lines.get(id);
  if (before !== undefined) record.refuse(column, 'twice', `this stands on line ${before} already`);
  else lines.set(id, record.line);
  return before === undefined;
}

/** Whether a row may name the thing: it is in the register, or further up in the file. */
const isAbove = (id: string, line: number, states: ReadonlyMap<string, unknown>, { lines }: Seen): boolean =>
  states.has(id) || (lines.get(id) ?? Number.POSITIVE_INFINITY) < line;

async function findProperties(store: Store, names: readonly string[], seen: Seen) {
  const keys = names.map((name) => propertyKey(name).id);
  const ownerOf = await ownersOf(store, keys, seen);
  const ids = [...keys.map(ownerOf), ...names].filter((id) => id !== undefined);
  const states = await statesOf<Property>(store, properties, ids);
  const find = (name: string) => ownerOf(propertyKey(name).id) ?? (states.has(name) ? name : undefined);
  return { states, find };
}

async function planProperties(store: Store, entries: readonly Entry<'property'>[], { seen, planned }: Plan) {
  const { find, states } = await findProperties(
    store,
    entries.map(({ row }) => row.property),
    seen,
  );
  for (const entry of entries) {
    const { row, record } = entry;
    const found = find(row.property);
    const id = found ?? store.newId();
    const known = states.get(id);
    const state = known?.state.status === 'added' ? known.state : undefined;
    if (!standsOnce(entry, 'property', id, seen)) continue;
    seen.owners.set(propertyKey(row.property).id, id);
    const name = row.fields.name ?? state?.name ?? missingName(record, 'a new property must have one');
    if (name === null) continue;
    const fields: PropertyFields = {
      name,
      reference: state ? state.reference : row.property,
      matrikkelIds: row.fields.matrikkelIds ?? state?.matrikkelIds ?? [],
    };
    const events = properties.decide(
      { type: state ? 'change' : 'add', property: fields },
      known?.state ?? properties.initial,
    );
    planned.set(row, {
      outcome: outcomeOf(known, events),
      async open(reads) {
        const { stream, put } = await openProperty(reads, id, fields, state ? undefined : 'new');
        return (stage) => {
          expectVersion(stream, known?.version ?? 0);
          put(stage, state ? 'change' : 'add');
        };
      },
    });
  }
}

/** One problem of a row is enough: a name that could not be taken is not missing too. */
const missingName = (record: ReadRow<unknown, PropertyColumn>['record'], detail: string): null =>
  record.problems.length > 0 ? null : record.refuse('name', 'missing', detail);

const outcomeOf = (
  known: StateDocument<unknown> | undefined,
  events: readonly unknown[],
): Planned['outcome'] => (known === undefined ? 'added' : events.length > 0 ? 'changed' : 'unchanged');

async function planBuildings(store: Store, entries: readonly Entry<'building'>[], { seen, planned }: Plan) {
  const named = await findProperties(
    store,
    entries.flatMap(({ row }) => row.property ?? []),
    seen,
  );
  const { find, states } = await findBuildings(
    store,
    entries.map(({ row }) => row),
    seen,
  );
  for (const entry of entries) {
    const { row, record } = entry;
    const found = find(row);
    if (found === 'taken') {
      record.refuse('buildingNumber', 'taken', 'another building has this number');
      continue;
    }
    const id = found ?? store.newId();
    const known = states.get(id);
    if (!standsOnce(entry, row.building === null ? 'buildingNumber' : 'building', id, seen)) continue;
    if (row.building !== null) seen.owners.set(buildingKey(row.building).id, id);
    if (row.buildingNumber !== null) seen.owners.set(buildingNumberKey(row.buildingNumber).id, id);
    const propertyId = row.property ? named.find(row.property) : row.property;
    if (row.property && (!propertyId || !isAbove(propertyId, record.line, named.states, seen)))
      record.refuse('property', 'not_found', 'neither in the register nor further up in the file');
    const fields = buildingFields(entry, { id, known: known?.state, propertyId });
    if (record.problems.length > 0 || fields === undefined) continue;
    const events = buildings.decide(
      { type: known ? 'change' : 'add', building: fields },
      known?.state ?? buildings.initial,
    );
    planned.set(row, {
      outcome: outcomeOf(known, events),
      async open(reads) {
        const { stream, put } = await openBuilding(reads, id, fields, known ? undefined : 'new');
        return (stage) => {
          expectVersion(stream, known?.version ?? 0);
          put(stage, known ? 'change' : 'add');
        };
      },
    });
  }
}

/** What the building is once the row counts: cells of the row, else what it was. */
function buildingFields(
  { row, record }: Entry<'building'>,
  {
    id,
    known,
    propertyId,
  }: {
    readonly id: string;
    readonly known: Building | undefined;
    readonly propertyId: string | null | undefined;
  },
): BuildingFields | undefined {
  const before = known?.status === 'added' ? fieldsOf(known) : undefined;
  const name = row.fields.name ?? before?.name ?? missingName(record, 'a new building must have one');
  if (name === null) return undefined;
  return {
    ...fieldsOf({ ...nothing, ...before, ...given(row.fields) }),
    name,
    propertyId: propertyId === undefined ? (before?.propertyId ?? null) : propertyId,
    // A building that is named by Tiltak's own id has none of the municipality's.
    reference: row.building === null || row.building === id ? (before?.reference ?? null) : row.building,
    buildingNumber: row.buildingNumber ?? before?.buildingNumber ?? null,
  };
}
const nothing = { name: '', address: null, matrikkel: null, areaId: null, source: null };

/** The fields that the row has a column for. */
const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Fields]?: Exclude<Fields[Key], undefined>;
  };

async function planRooms(store: Store, entries: readonly Entry<'room'>[], { seen, planned }: Plan) {
  const inside = await findBuildings(
    store,
    entries.map(({ row }) => row),
    seen,
  );
  const keyOf = ({ row }: Entry<'room'>, buildingId: string) => roomKey(buildingId, row.fields.number).id;
  const keys = entries.flatMap((entry) => {
    const buildingId = inside.find(entry.row);
    return buildingId === undefined ? [] : keyOf(entry, buildingId);
  });
  const ownerOf = await ownersOf(store, keys, seen);
  const states = await statesOf<Room>(
    store,
    rooms,
    keys.flatMap((key) => ownerOf(key) ?? []),
  );
  for (const entry of entries) {
    const { row, record } = entry;
    const buildingId = inside.find(row);
    if (
      buildingId === undefined ||
      buildingId === 'taken' ||
      !isAbove(buildingId, record.line, inside.states, seen)
    ) {
      const column = row.building === null ? 'buildingNumber' : 'building';
      record.refuse(
        column,
        buildingId === 'taken' ? 'taken' : 'not_found',
        'no such building in the register or further up in the file',
      );
      continue;
    }
    const id = ownerOf(keyOf(entry, buildingId)) ?? store.newId();
    const known = states.get(id);
    if (!standsOnce(entry, 'room', id, seen)) continue;
    seen.owners.set(keyOf(entry, buildingId), id);
    const before = known?.state.status === 'added' ? known.state : { name: null, areaM2: null, use: null };
    const { number, name = before.name, areaM2 = before.areaM2, use = before.use } = row.fields;
    const room: RoomFields = { number, name, areaM2, use };
    const events = known ? rooms.decide({ type: 'change', room }, known.state) : [];
    planned.set(row, {
      outcome: outcomeOf(known, events),
      async open(reads) {
        const { stream, put } = await openRoom(reads, id, { ...room, buildingId }, known ? undefined : 'new');
        return (stage) => {
          expectVersion(stream, known?.version ?? 0);
          put(stage, known ? 'change' : 'add');
        };
      },
    });
  }
}
