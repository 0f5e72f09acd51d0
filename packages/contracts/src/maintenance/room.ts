import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, line, list, page } from '../values.ts';
import { areaM2 } from './building.ts';
import { registrars } from './shared.ts';

export const roomFields = z.object({
  /** As the door has it; a building has it once. */
  number: line.max(60),
  name: line.nullable().default(null),
  areaM2: areaM2.nullable().default(null),
  /** What it is used for, e.g. `Klasserom`. */
  use: line.nullable().default(null),
});

export const room = roomFields.extend({ roomId: id, buildingId: id });

const buildingParams = z.object({ buildingId: id });
const roomParams = z.object({ roomId: id });

/** The operations on the property register: rooms of a building. */
export const roomOperations = {
  addRoom: {
    method: 'post',
    path: '/buildings/{buildingId}/rooms',
    summary: 'Adds a room (rom) to a building',
    allow: registrars,
    params: buildingParams,
    body: roomFields,
    answer: { status: 201, body: room },
    rejections: { room_number_taken: 409 },
  },
  changeRoom: {
    method: 'put',
    path: '/rooms/{roomId}',
    summary: 'Changes a room: what is sent takes the place of all that it had',
    allow: registrars,
    params: roomParams,
    body: roomFields,
    answer: { status: 200, body: room },
    rejections: { room_number_taken: 409 },
  },
  getRoom: {
    method: 'get',
    path: '/rooms/{roomId}',
    summary: 'A room',
    allow: staff,
    params: roomParams,
    answer: { status: 200, body: room },
  },
  listRooms: {
    method: 'get',
    path: '/buildings/{buildingId}/rooms',
    summary: 'The rooms of a building by number',
    allow: staff,
    params: buildingParams,
    query: page.extend({
      /** Words of the number, the name or the use: all of them, whole or as the beginning of a word. */
      words: line.optional(),
    }),
    answer: { status: 200, body: list(room) },
  },
} as const satisfies Operations;
