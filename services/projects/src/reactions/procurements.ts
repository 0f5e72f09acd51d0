import { procurementEvents } from '@tiltak/contracts/procurement';
import { react } from '@tiltak/messaging';
import { followProcurement } from './followProcurement.ts';

/** How far each measure's procurements have come. Nobody waits for it. */
export const procurementReactions = react(
  procurementEvents,
  {
    'no.tiltak.procurement.procurement.created.v1': ({ data: { procurementId, ...facts } }) =>
      followProcurement(procurementId, { type: 'follow', facts }),
    'no.tiltak.procurement.procurement.changed.v1': ({ data: { procurementId, ...facts } }) =>
      followProcurement(procurementId, { type: 'follow', facts }),
    'no.tiltak.procurement.procurement.published.v1': ({ data }) =>
      followProcurement(data.procurementId, { type: 'move', to: 'published' }),
    'no.tiltak.procurement.procurement.invited.v1': ({ data }) =>
      followProcurement(data.procurementId, { type: 'move', to: 'invited' }),
    'no.tiltak.procurement.procurement.advanced.v1': ({ data }) =>
      followProcurement(data.procurementId, { type: 'move', to: data.to }),
    'no.tiltak.procurement.procurement.cancelled.v1': ({ data }) =>
      followProcurement(data.procurementId, { type: 'move', to: 'cancelled' }),
  },
  { isPatient: true },
);
