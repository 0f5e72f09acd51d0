import type { OperationAnswer, OperationInput } from '@tiltak/contracts';
import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Store } from '@tiltak/store';
import { holdsAll } from '@tiltak/store/words';
import { type Room, rooms } from '../room/room.ts';
import { pageByName } from './byName.ts';

type Ops = typeof maintenanceOperations;
type Answer = OperationAnswer<Ops['getRoom']>;
type Query = OperationInput<Ops['listRooms']>['query'];

/** A room as it is answered. Throws `not_found`. */
export function roomAnswer(roomId: string, room: Room): Answer {
  if (room.status === 'none') throw new Rejection('not_found', 'There is no such room.');
  const { buildingId, number, name, areaM2, use } = room;
  return { roomId, buildingId, number, name, areaM2, use };
}

/** A page of a building's rooms by number. Throws `bad_cursor`. */
export async function roomPage(
  store: Store,
  buildingId: string,
  { cursor, limit, words }: Query,
): Promise<{ items: Answer[]; next: string | null }> {
  const filter = { 'state.buildingId': buildingId, ...(words !== undefined && holdsAll(words)) };
  const { items, next } = await pageByName<Room>(store, rooms, { filter, cursor, limit });
  return { items: items.map(({ _id, state }) => roomAnswer(_id, state)), next };
}
