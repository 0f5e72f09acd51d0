import { Rejection } from '@tiltak/decider';
import type { BuildingFields, Coordinates } from '../building/building.ts';
import { type Matrikkel, matrikkelFrom } from '../matrikkel.ts';
import { dated } from '../property/datedMatrikkel.ts';
import type { PropertyFields } from '../property/property.ts';
import type { RoomFields } from '../room/room.ts';
import { matrikkelIdsIn } from './matrikkelCell.ts';
import type { Columns, TableRecord } from './record.ts';

/**
 * The register's table: one property, building or room a row, which its first column says. What a column means for
 * each is in docs/import.md; `also` are headings that systems for facility management export.
 */
export const propertyColumns = {
  type: { heading: 'Type', also: ['Nivå'], required: true },
  property: { heading: 'Eiendomsnummer', also: ['Eiendomsnr', 'Eiendom-ID', 'Eiendom'] },
  building: { heading: 'Bygnings-ID', also: ['Bygning-ID', 'Byggnr', 'Bygg-ID', 'Byggkode'] },
  buildingNumber: { heading: 'Bygningsnummer', also: ['Bygningsnr', 'Matrikkelens bygningsnummer'] },
  room: { heading: 'Romnummer', also: ['Romnr', 'Rom-ID'] },
  name: { heading: 'Navn', also: ['Betegnelse'] },
  address: { heading: 'Adresse', also: ['Gateadresse'] },
  matrikkel: { heading: 'Matrikkel', also: ['Matrikkelnummer', 'Matrikkelenhet'] },
  latitude: { heading: 'Breddegrad', also: ['Lat', 'Latitude'] },
  longitude: { heading: 'Lengdegrad', also: ['Lon', 'Lng', 'Longitude'] },
  area: { heading: 'Areal (m²)', also: ['Areal', 'BTA', 'Bruttoareal', 'NTA'] },
  use: { heading: 'Bruk', also: ['Funksjon', 'Bruksområde', 'Bygningstype', 'Romtype'] },
  areaId: { heading: 'Område', also: ['Distrikt'] },
  source: { heading: 'Kilde' },
} as const satisfies Columns<string>;
export type PropertyColumn = keyof typeof propertyColumns;

/** What stands in a row: undefined where the table has no such column, so that a thing keeps what it has. */
type Given<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

export type PropertyRow =
  | {
      readonly kind: 'property';
      readonly property: string;
      readonly fields: Given<Omit<PropertyFields, 'reference'>>;
    }
  | {
      readonly kind: 'building';
      readonly building: string | null;
      readonly buildingNumber: string | null;
      /** Undefined: the table has no such column; null: it stands on none. */
      readonly property: string | null | undefined;
      readonly fields: Given<Omit<BuildingFields, 'reference' | 'buildingNumber' | 'propertyId'>>;
    }
  | {
      readonly kind: 'room';
      readonly building: string | null;
      readonly buildingNumber: string | null;
      readonly fields: Given<RoomFields> & { readonly number: string };
    };

const kinds = { eiendom: 'property', bygning: 'building', bygg: 'building', rom: 'room' } as const;
const referenceLengthMax = 60;
const areaRange = { min: 0, max: 1_000_000 } as const;
/** The Norwegian mainland, as the operations have it. */
const latitudes = { min: 57.7, max: 71.4 } as const;
const longitudes = { min: 4, max: 31.5 } as const;

/**
 * Reads a row; undefined where nobody can tell which thing it is about. Of one with other problems the keys are still
 * good, so that what belongs to it is not bad too.
 */
export function readPropertyRow(record: TableRecord<PropertyColumn>): PropertyRow | undefined {
  const kind = record.text('type')
    ? record.choice('type', kinds)
    : record.refuse('type', 'missing', 'Eiendom, Bygning or Rom');
  if (kind === 'property') return propertyRow(record);
  if (kind === 'building') return buildingRow(record);
  return kind === 'room' ? roomRow(record) : undefined;
}

function propertyRow(record: TableRecord<PropertyColumn>): PropertyRow | undefined {
  const property = record.required('property', referenceLengthMax);
  const cell = record.text('matrikkel', 4000);
  const ids = cell === undefined ? undefined : matrikkelIds(record, cell ?? '');
  if (property === '') return undefined;
  return { kind: 'property', property, fields: { name: nameOf(record), matrikkelIds: ids } };
}

function matrikkelIds(record: TableRecord<PropertyColumn>, cell: string): PropertyFields['matrikkelIds'] {
  const ids = matrikkelIdsIn(cell);
  if (!ids)
    record.refuse(
      'matrikkel',
      'not_matrikkel',
      'like 3201-94/12, or 3024-94/12 (fra 2020-01-01 til 2023-12-31)',
    );
  try {
    return dated(ids ?? []);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    record.refuse('matrikkel', 'wrong_days', error.message);
    return [];
  }
}

function buildingRow(record: TableRecord<PropertyColumn>): PropertyRow | undefined {
  const keys = buildingKeys(record);
  const row: PropertyRow = {
    kind: 'building',
    ...keys,
    property: record.text('property', referenceLengthMax),
    fields: {
      name: nameOf(record),
      address: record.text('address'),
      matrikkel: oneMatrikkel(record),
      coordinates: coordinates(record),
      floorAreaM2: record.number('area', areaRange),
      use: record.text('use'),
      areaId: record.text('areaId'),
      source: record.text('source'),
    },
  };
  return keys.building === null && keys.buildingNumber === null ? undefined : row;
}

/** A name can't be taken away: an empty cell leaves it, and a new thing must have one. */
const nameOf = (record: TableRecord<PropertyColumn>): string | undefined => record.text('name') ?? undefined;

/** A building is known by its own id in the municipality's system, by its number in the cadastre, or by both. */
function buildingKeys(record: TableRecord<PropertyColumn>) {
  const building = record.text('building', referenceLengthMax) ?? null;
  const buildingNumber = record.text('buildingNumber') ?? null;
  if (buildingNumber !== null && !/^\d{1,9}$/.test(buildingNumber))
    return { building, buildingNumber: record.refuse('buildingNumber', 'not_digits', 'at most nine digits') };
  if (building === null && buildingNumber === null)
    record.refuse('building', 'missing', 'give Bygnings-ID or Bygningsnummer');
  return { building, buildingNumber };
}

function oneMatrikkel(record: TableRecord<PropertyColumn>): Matrikkel | null | undefined {
  const cell = record.text('matrikkel');
  if (!cell) return cell as null | undefined;
  return matrikkelFrom(cell) ?? record.refuse('matrikkel', 'not_matrikkel', 'like 3201-94/12');
}

function coordinates(record: TableRecord<PropertyColumn>): Coordinates | null | undefined {
  const latitude = record.number('latitude', latitudes);
  const longitude = record.number('longitude', longitudes);
  if (typeof latitude === 'number' && typeof longitude === 'number') return { latitude, longitude };
  if (record.problems.length > 0) return null;
  if (typeof latitude === 'number') record.refuse('longitude', 'missing', 'give both degrees or none');
  if (typeof longitude === 'number') record.refuse('latitude', 'missing', 'give both degrees or none');
  return latitude === undefined || longitude === undefined ? undefined : null;
}

function roomRow(record: TableRecord<PropertyColumn>): PropertyRow | undefined {
  const row: PropertyRow = {
    kind: 'room',
    ...buildingKeys(record),
    fields: {
      number: record.required('room', referenceLengthMax),
      name: record.text('name'),
      areaM2: record.number('area', areaRange),
      use: record.text('use'),
    },
  };
  // Nothing belongs to a room.
  return record.problems.length > 0 ? undefined : row;
}
