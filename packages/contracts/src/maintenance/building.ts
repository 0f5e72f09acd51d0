import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line, list, page } from '../values.ts';

/** A cadastral unit (matrikkelenhet). The municipality number keeps its leading zero: Bærum is 0219, 3024 or 3201. */
export const matrikkel = z.object({
  municipalityNumber: z.string().regex(/^\d{4}$/, 'four digits, e.g. 3201'),
  gnr: z.int().min(1).max(99_999),
  bnr: z.int().min(1).max(99_999),
  fnr: z.int().min(0).max(99_999).optional(),
  snr: z.int().min(0).max(99_999).optional(),
});

export const buildingFields = z.object({
  name: line,
  address: line.nullable(),
  matrikkel: matrikkel.nullable(),
  areaId: line.nullable().default(null),
  source: line.nullable().default(null),
});

export const building = buildingFields.extend({ buildingId: id });

/** The operations on the property register: buildings. */
export const buildingOperations = {
  addBuilding: {
    method: 'post',
    path: '/buildings',
    summary: 'Adds a building (bygning) to the property register',
    allow: ['property.officer', 'admin'],
    body: buildingFields,
    answer: { status: 201, body: building },
  },
  getBuilding: {
    method: 'get',
    path: '/buildings/{buildingId}',
    summary: 'A building',
    allow: staff,
    params: z.object({ buildingId: id }),
    answer: { status: 200, body: building },
  },
  listBuildings: {
    method: 'get',
    path: '/buildings',
    summary: 'The buildings by name',
    allow: staff,
    query: page,
    answer: { status: 200, body: list(building) },
  },
} as const satisfies Operations;
