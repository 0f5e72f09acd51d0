import { contractorEventTypes, maintenanceEvents } from '../maintenance/events.ts';
import { endpointTest, endpointTestType } from '../notifications/events.ts';
import { procurementContractorEvents } from '../procurement/contractorEvents.ts';

export { type EventOf, envelope } from '../event.ts';

type OfMaintenance = Pick<typeof maintenanceEvents, (typeof contractorEventTypes)[number]>;

/** What happens outside of a contractor's own system and is delivered to it: type -> schema of `data`. */
export const deliveredEvents = {
  ...(Object.fromEntries(
    contractorEventTypes.map((type) => [type, maintenanceEvents[type]]),
  ) as unknown as OfMaintenance),
  ...procurementContractorEvents,
} as const;
export type DeliveredType = keyof typeof deliveredEvents;
export const deliveredTypes = Object.keys(deliveredEvents) as readonly DeliveredType[];

/**
 * Everything that a contractor's system may receive: type -> schema of `data`. A part of its own, so that what is made
 * for contractors holds these and nothing of the operations within the municipality.
 */
export const contractorEvents = {
  ...deliveredEvents,
  [endpointTestType]: endpointTest,
} as const;
