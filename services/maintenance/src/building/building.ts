import { type DomainEvent, Rejection } from '@tiltak/decider';
import type { Aggregate } from '@tiltak/store';
import { searchWords, sortName } from '@tiltak/store/words';
import { buildingKey, buildingNumberKey, type Key } from '../keys.ts';
import { type Matrikkel, matrikkelText } from '../matrikkel.ts';
import { isSame } from '../same.ts';

/** EUREF89 (EPSG:4258), in degrees. */
export type Coordinates = { readonly latitude: number; readonly longitude: number };

export type BuildingFields = {
  readonly name: string;
  readonly address: string | null;
  readonly matrikkel: Matrikkel | null;
  readonly areaId: string | null;
  readonly source: string | null;
  readonly propertyId: string | null;
  /** The id that it has in the municipality's own system. */
  readonly reference: string | null;
  /** Its number in the cadastre (bygningsnummer). */
  readonly buildingNumber: string | null;
  readonly coordinates: Coordinates | null;
  readonly floorAreaM2: number | null;
  readonly use: string | null;
};

/** As it was stored: those from before the register had more fields lack them. */
type Stored = Pick<BuildingFields, 'name' | 'address' | 'matrikkel' | 'areaId' | 'source'> &
  Partial<BuildingFields>;

export type Building =
  | { readonly status: 'none' }
  | (BuildingFields & {
      readonly status: 'added';
      /** The name as lists are sorted by it. */
      readonly sortName: string;
      /** What it is found by. */
      readonly words: readonly string[];
      readonly matrikkelText: string | null;
    });
export type BuildingCommand =
  | { readonly type: 'add'; readonly building: BuildingFields }
  | { readonly type: 'change'; readonly building: BuildingFields };
export type BuildingEvent =
  | DomainEvent<'BuildingAdded', Stored>
  | DomainEvent<'BuildingChanged', BuildingFields>;

/** Throws `wrong_state` or `not_found`. A change to what it is already leads to nothing. */
function decide(command: BuildingCommand, state: Building): readonly BuildingEvent[] {
  const { building } = command;
  if (command.type === 'add') {
    if (state.status !== 'none') throw new Rejection('wrong_state', 'The building is there already.');
    return [{ type: 'BuildingAdded', data: building }];
  }
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such building.');
  return isSame(fieldsOf(state), fieldsOf(building)) ? [] : [{ type: 'BuildingChanged', data: building }];
}

function evolve(_state: Building, { data }: BuildingEvent): Building {
  const fields = fieldsOf(data);
  const { name, address, use, reference, buildingNumber, matrikkel } = fields;
  return {
    status: 'added',
    ...fields,
    sortName: sortName(name),
    words: searchWords(name, address, use, reference, buildingNumber),
    matrikkelText: matrikkel && matrikkelText(matrikkel),
  };
}

/** What a building is, and nothing that is derived from it. */
export function fieldsOf(building: Stored): BuildingFields {
  const { name, address, matrikkel, areaId, source } = building;
  const { propertyId, reference, buildingNumber, coordinates, floorAreaM2, use } = building;
  return {
    name,
    address,
    matrikkel,
    areaId,
    source,
    propertyId: propertyId ?? null,
    reference: reference ?? null,
    buildingNumber: buildingNumber ?? null,
    coordinates: coordinates ?? null,
    floorAreaM2: floorAreaM2 ?? null,
    use: use ?? null,
  };
}

/** What no other building may have. */
export function keysOfBuilding(
  building: Pick<BuildingFields, 'reference' | 'buildingNumber'>,
): readonly Key[] {
  const { reference, buildingNumber } = building;
  return [
    ...(reference ? [buildingKey(reference)] : []),
    ...(buildingNumber ? [buildingNumberKey(buildingNumber)] : []),
  ];
}

/** A building (bygning) of the property register. */
export const buildings: Aggregate<BuildingCommand, BuildingEvent, Building> = {
  kind: 'buildings',
  indexes: [
    { 'state.sortName': 1, _id: 1 },
    { 'state.propertyId': 1, 'state.sortName': 1, _id: 1 },
    { 'state.words': 1 },
    { 'state.matrikkelText': 1 },
    { 'state.buildingNumber': 1 },
    { 'state.reference': 1 },
  ],
  initial: { status: 'none' },
  decide,
  evolve,
};
