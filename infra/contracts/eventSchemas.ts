import { join } from 'node:path';
import type { EventSchemas, ServiceName } from '@tiltak/contracts';
import { maintenanceEvents } from '@tiltak/contracts/maintenance';
import { notificationsEvents } from '@tiltak/contracts/notifications';
import { procurementEvents } from '@tiltak/contracts/procurement';
import { projectsEvents } from '@tiltak/contracts/projects';
import * as z from 'zod';
import { repositoryRoot } from '../local/cache.ts';
import type { JsonSchema } from './breaks.ts';

const published: Readonly<Record<ServiceName, EventSchemas>> = {
  projects: projectsEvents,
  procurement: procurementEvents,
  maintenance: maintenanceEvents,
  notifications: notificationsEvents,
};

export const services = Object.keys(published) as readonly ServiceName[];

/** Where the schemas of a service's events are kept, for readers in any language. */
export const schemaFile = (service: ServiceName): string =>
  join(repositoryRoot, 'docs/events', `${service}.json`);

/** JSON Schema (2020-12) of `data`, by event type, as a reader may meet it: fields with a default may be missing. */
export function eventSchemas(service: ServiceName): Readonly<Record<string, JsonSchema>> {
  const schemas = Object.entries(published[service]).map(([type, schema]) => {
    const { $schema, ...json } = z.toJSONSchema(schema, { io: 'input', reused: 'inline', cycles: 'throw' });
    return [type, json as JsonSchema] as const;
  });
  return Object.fromEntries(schemas.sort(([one], [other]) => (one < other ? -1 : 1)));
}
