import type { Reads, Stage } from '@tiltak/store';
import { moveKeys, readKeys } from '../keys.ts';
import { keysOfRoom, type Room, type RoomFields, rooms } from './room.ts';

const keysOf = (state: Room) => (state.status === 'none' ? [] : keysOfRoom(state));

/**
 * Reads what must be known to put these fields into a room, which is of this building where it is new. `put` throws
 * what the decider says, and `room_number_taken`.
 */
export async function openRoom(
  reads: Reads,
  roomId: string,
  room: RoomFields & { readonly buildingId: string | undefined },
  likely?: 'new',
) {
  const stream = await reads.stream(rooms, roomId, likely);
  const buildingId = stream.state.status === 'none' ? room.buildingId : stream.state.buildingId;
  const after = buildingId === undefined ? [] : keysOfRoom({ buildingId, number: room.number });
  const keys = await readKeys(reads, [...keysOf(stream.state), ...after]);
  return {
    stream,
    put(stage: Stage, type: 'add' | 'change') {
      const before = keysOf(stream.state);
      const events = stage.handle(
        stream,
        type === 'add' ? { type, buildingId: room.buildingId!, room } : { type, room },
      );
      moveKeys(stage, keys, { ownerId: roomId, before, after });
      return events;
    },
  };
}
