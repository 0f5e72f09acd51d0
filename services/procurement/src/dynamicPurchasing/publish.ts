import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { AdmissionEvent } from './admission.ts';

/** What others learn of admissions. */
export function publishAdmission(event: AdmissionEvent): Publication<typeof procurementEvents> {
  const { systemId, supplierId } = event.data;
  switch (event.type) {
    case 'AdmissionApplied': {
      const { organisationNumber, decideBy } = event.data;
      return {
        type: 'no.tiltak.procurement.admission.applied.v1',
        data: { systemId, supplierId, organisationNumber, decideBy },
      };
    }
    case 'SupplierAdmitted':
      return { type: 'no.tiltak.procurement.admission.granted.v1', data: { systemId, supplierId } };
    case 'AdmissionRefused': {
      const { ground, reason } = event.data;
      return {
        type: 'no.tiltak.procurement.admission.refused.v1',
        data: { systemId, supplierId, ground, reason },
      };
    }
    case 'AdmissionOverdue':
      return {
        type: 'no.tiltak.procurement.admission.overdue.v1',
        data: { systemId, supplierId, decideBy: event.data.decideBy },
      };
  }
}
