import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { buildings } from '../building/building.ts';
import { roomAnswer, roomPage } from '../views/rooms.ts';
import { openRoom } from './openRoom.ts';
import { type Room, rooms } from './room.ts';

type Ids = 'addRoom' | 'changeRoom' | 'getRoom' | 'listRooms';

/** The operations on rooms. */
export function roomRoutes(store: Store): Pick<Handlers<typeof maintenanceOperations>, Ids> {
  return {
    addRoom: (call) => {
      const roomId = store.newId();
      const { buildingId } = call.params;
      return runCommand(store, call, async (reads) => {
        const [{ stream, put }, building] = await Promise.all([
          openRoom(reads, roomId, { ...call.body, buildingId }, 'new'),
          reads.stream(buildings, buildingId),
        ]);
        return (stage) => {
          if (building.state.status === 'none')
            throw new Rejection('not_found', 'There is no such building.');
          put(stage, 'add');
          return { body: roomAnswer(roomId, stream.state), version: stream.version };
        };
      });
    },
    changeRoom: (call) =>
      runCommand(store, call, async (reads) => {
        const room = { ...call.body, buildingId: undefined };
        const { stream, put } = await openRoom(reads, call.params.roomId, room);
        return (stage) => {
          if (stream.version > 0) expectVersion(stream, call.ifMatch);
          put(stage, 'change');
          return { body: roomAnswer(stream.id, stream.state), version: stream.version };
        };
      }),
    async getRoom({ params: { roomId } }) {
      const found = await store.states<Room>(rooms).findOne({ _id: roomId });
      return { body: roomAnswer(roomId, found?.state ?? rooms.initial), version: found?.version ?? 0 };
    },
    async listRooms({ params: { buildingId }, query }) {
      const building = await store.states(buildings).findOne({ _id: buildingId }, { projection: { _id: 1 } });
      if (!building) throw new Rejection('not_found', 'There is no such building.');
      return { body: await roomPage(store, buildingId, query) };
    },
  };
}
