import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { runCommand } from '../command.ts';
import { buildingAnswer, buildingPage } from '../views/buildings.ts';
import { buildings } from './building.ts';

type Ids = 'addBuilding' | 'getBuilding' | 'listBuildings';

/** The operations on buildings. */
export function buildingRoutes(store: Store): Pick<Handlers<typeof maintenanceOperations>, Ids> {
  return {
    addBuilding: (call) => {
      const buildingId = store.newId();
      return runCommand(store, call, async (reads) => {
        const building = await reads.stream(buildings, buildingId);
        return (stage) => {
          stage.handle(building, { type: 'add', building: call.body });
          return { body: buildingAnswer(buildingId, building.state), version: building.version };
        };
      });
    },
    async getBuilding({ params }) {
      const found = await store
        .states<typeof buildings.initial>(buildings)
        .findOne({ _id: params.buildingId });
      if (!found) throw new Rejection('not_found', 'There is no such building.');
      return { body: buildingAnswer(found._id, found.state), version: found.version };
    },
    async listBuildings({ query }) {
      return { body: await buildingPage(store, query) };
    },
  };
}
