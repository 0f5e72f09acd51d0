import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { InterestEvent } from './events.ts';

/** What a firm is told goes out; what it wants to hear of is its own business. */
export function publishInterest(event: InterestEvent): Publication<typeof procurementEvents> | undefined {
  if (event.type !== 'CompetitionAnnounced') return undefined;
  return {
    type: 'no.tiltak.procurement.competition.announced.v1',
    data: { ...event.data, cpvCodes: [...event.data.cpvCodes] },
  };
}
