import type { maintenanceOperations } from '@tiltak/contracts/maintenance';
import type { Handlers } from '@tiltak/http';
import { runCommand } from '@tiltak/service';
import { expectVersion, type Store } from '@tiltak/store';
import { propertyAnswer, propertyPage } from '../views/properties.ts';
import { openProperty } from './openProperty.ts';
import { type Property, properties } from './property.ts';

type Ids = 'addProperty' | 'changeProperty' | 'getProperty' | 'listProperties';

/** The operations on properties. */
export function propertyRoutes(store: Store): Pick<Handlers<typeof maintenanceOperations>, Ids> {
  return {
    addProperty: (call) => {
      const propertyId = store.newId();
      return runCommand(store, call, async (reads) => {
        const { stream, put } = await openProperty(reads, propertyId, call.body, 'new');
        return (stage) => {
          put(stage, 'add');
          return { body: propertyAnswer(propertyId, stream.state), version: stream.version };
        };
      });
    },
    changeProperty: (call) =>
      runCommand(store, call, async (reads) => {
        const { stream, put } = await openProperty(reads, call.params.propertyId, call.body);
        return (stage) => {
          if (stream.version > 0) expectVersion(stream, call.ifMatch);
          put(stage, 'change');
          return { body: propertyAnswer(stream.id, stream.state), version: stream.version };
        };
      }),
    async getProperty({ params: { propertyId } }) {
      const found = await store.states<Property>(properties).findOne({ _id: propertyId });
      const state = found?.state ?? properties.initial;
      return { body: propertyAnswer(propertyId, state), version: found?.version ?? 0 };
    },
    async listProperties({ query }) {
      return { body: await propertyPage(store, query) };
    },
  };
}
