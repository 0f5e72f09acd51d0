import { contractorEventTypes, maintenanceEvents } from '../maintenance/events.ts';
import { endpointTest, endpointTestType } from '../notifications/events.ts';

export { type EventOf, envelope } from '../event.ts';

type OfMaintenance = Pick<typeof maintenanceEvents, (typeof contractorEventTypes)[number]>;

/**
 * Everything that a contractor's system may receive: type -> schema of `data`. A part of its own, so that what is made
 * for contractors holds these and nothing of the operations within the municipality.
 */
export const contractorEvents = {
  ...(Object.fromEntries(
    contractorEventTypes.map((type) => [type, maintenanceEvents[type]]),
  ) as unknown as OfMaintenance),
  [endpointTestType]: endpointTest,
} as const;
