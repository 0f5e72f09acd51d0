import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line, list, page } from '../values.ts';
import { matrikkel, matrikkelText, reference, registrars } from './shared.ts';

/** A point on the Norwegian mainland, in EUREF89 (EPSG:4258; for a building the same as WGS 84), in degrees. */
export const coordinates = z.object({
  latitude: z.number().min(57.7).max(71.4),
  longitude: z.number().min(4).max(31.5),
});

/** A floor area in square metres. */
export const areaM2 = z.number().min(0).max(1_000_000);

export const buildingFields = z.object({
  name: line,
  address: line.nullable(),
  matrikkel: matrikkel.nullable(),
  areaId: line.nullable().default(null),
  source: line.nullable().default(null),
  /** The property (eiendom) that it stands on. */
  propertyId: id.nullable().default(null),
  reference,
  /** The building's number in the cadastre (bygningsnummer). */
  buildingNumber: z
    .string()
    .regex(/^\d{1,9}$/, 'at most nine digits, e.g. 300123456')
    .nullable()
    .default(null),
  coordinates: coordinates.nullable().default(null),
  floorAreaM2: areaM2.nullable().default(null),
  /** What it is used for, e.g. `Skole`. */
  use: line.nullable().default(null),
});

export const building = buildingFields.extend({ buildingId: id });

const buildingParams = z.object({ buildingId: id });
const buildingRejections = {
  property_not_found: 422,
  reference_taken: 409,
  building_number_taken: 409,
} as const;

/** The operations on the property register: buildings. */
export const buildingOperations = {
  addBuilding: {
    method: 'post',
    path: '/buildings',
    summary: 'Adds a building (bygning) to the property register',
    allow: registrars,
    body: buildingFields,
    answer: { status: 201, body: building },
    rejections: buildingRejections,
  },
  changeBuilding: {
    method: 'put',
    path: '/buildings/{buildingId}',
    summary: 'Changes a building: what is sent takes the place of all that it had',
    allow: registrars,
    params: buildingParams,
    body: buildingFields,
    answer: { status: 200, body: building },
    rejections: buildingRejections,
  },
  getBuilding: {
    method: 'get',
    path: '/buildings/{buildingId}',
    summary: 'A building',
    allow: staff,
    params: buildingParams,
    answer: { status: 200, body: building },
  },
  listBuildings: {
    method: 'get',
    path: '/buildings',
    summary: 'The buildings by name',
    allow: staff,
    query: page.extend({
      /** Words of the name, the address, the use, or a number: all of them, whole or as the beginning of a word. */
      words: line.optional(),
      propertyId: id.optional(),
      /** Its own cadastral id, or any that its property has or had. */
      matrikkel: matrikkelText.optional(),
      buildingNumber: line.optional(),
      reference: line.optional(),
    }),
    answer: { status: 200, body: list(building) },
  },
} as const satisfies Operations;
