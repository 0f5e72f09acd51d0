import type { Store } from '@tiltak/store';
import { type Building, buildings } from '../building/building.ts';
import { matrikkelCell } from '../import/matrikkelCell.ts';
import { type PropertyColumn, propertyColumns } from '../import/propertyRows.ts';
import type { Cell } from '../import/writeTable.ts';
import { matrikkelText } from '../matrikkel.ts';
import { type Property, properties } from '../property/property.ts';
import { type Room, rooms } from '../room/room.ts';

const columns = Object.keys(propertyColumns) as readonly PropertyColumn[];
type Cells = Partial<Record<PropertyColumn, Cell>>;
const rowOf = (cells: Cells): readonly Cell[] => columns.map((column) => cells[column] ?? null);

/**
 * The property register as the rows of its table, the heading first, and each thing below what it belongs to: as it is
 * imported. What has no id of the municipality's is named by Tiltak's.
 */
export async function* registerRows(store: Store): AsyncGenerator<readonly Cell[]> {
  yield columns.map((column) => propertyColumns[column].heading);
  const names = new Map<string, string>();
  for await (const { _id, state } of each<Property>(store, properties)) {
    if (state.status === 'none') continue;
    const property = state.reference ?? _id;
    names.set(_id, property);
    const matrikkel = matrikkelCell(state.matrikkelIds);
    yield rowOf({ type: 'Eiendom', property, name: state.name, matrikkel });
  }
  for await (const { _id, state } of each<Building>(store, buildings)) {
    if (state.status === 'none') continue;
    const building = state.reference ?? _id;
    names.set(_id, building);
    yield buildingRow(building, state, names);
  }
  for await (const { state } of each<Room>(store, rooms)) {
    if (state.status === 'none') continue;
    const { buildingId, number, name, areaM2, use } = state;
    yield rowOf({
      type: 'Rom',
      building: names.get(buildingId) ?? buildingId,
      room: number,
      name,
      area: areaM2,
      use,
    });
  }
}

function buildingRow(
  building: string,
  state: Exclude<Building, { status: 'none' }>,
  names: ReadonlyMap<string, string>,
): readonly Cell[] {
  const { name, address, use, areaId, source, matrikkel, coordinates } = state;
  return rowOf({
    type: 'Bygning',
    property: state.propertyId ? (names.get(state.propertyId) ?? state.propertyId) : null,
    building,
    buildingNumber: state.buildingNumber ?? null,
    name,
    address,
    matrikkel: matrikkel && matrikkelText(matrikkel),
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
    area: state.floorAreaM2 ?? null,
    use: use ?? null,
    areaId,
    source,
  });
}

/** Between so many and the next, others have their turn; by itself the database would send 16 MiB at a time. */
const statesAtOnce = 500;

/** All of a kind, in the order in which they came. */
const each = <State>(store: Store, aggregate: { readonly kind: string; readonly initial: State }) =>
  store
    .states<State>(aggregate)
    .find({}, { projection: { state: 1 } })
    .sort({ _id: 1 })
    .batchSize(statesAtOnce);
