import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { buildingAnswer, buildingPage } from '../views/buildings.ts';
import { type Building, buildings } from './building.ts';
import { openBuilding } from './openBuilding.ts';

type Ids = 'addBuilding' | 'changeBuilding' | 'getBuilding' | 'listBuildings';

/** The operations on buildings. */
export function buildingRoutes(store: Store): Pick<Handlers<typeof maintenanceOperations>, Ids> {
  return {
    addBuilding: (call) => {
      const buildingId = store.newId();
      return runCommand(store, call, async (reads) => {
        const { stream, put } = await openBuilding(reads, buildingId, call.body, 'new');
        return (stage) => {
          put(stage, 'add');
          return { body: buildingAnswer(buildingId, stream.state), version: stream.version };
        };
      });
    },
    changeBuilding: (call) =>
      runCommand(store, call, async (reads) => {
        const { stream, put } = await openBuilding(reads, call.params.buildingId, call.body);
        return (stage) => {
          if (stream.version > 0) expectVersion(stream, call.ifMatch);
          put(stage, 'change');
          return { body: buildingAnswer(stream.id, stream.state), version: stream.version };
        };
      }),
    async getBuilding({ params: { buildingId } }) {
      const found = await store.states<Building>(buildings).findOne({ _id: buildingId });
      const state = found?.state ?? buildings.initial;
      return { body: buildingAnswer(buildingId, state), version: found?.version ?? 0 };
    },
    async listBuildings({ query }) {
      return { body: await buildingPage(store, query) };
    },
  };
}
