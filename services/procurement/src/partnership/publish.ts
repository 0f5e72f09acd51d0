import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { PartnershipEvent } from './events.ts';

type Published = Publication<typeof procurementEvents>;

/** What others learn of a partnership: its steps and its money, and nothing of what was delivered or measured. */
export function publishPartnership(event: PartnershipEvent, stream: string): Published | undefined {
  const procurementId = stream.slice(0, stream.lastIndexOf('.'));
  switch (event.type) {
    case 'PartnershipStarted':
      return {
        type: 'no.tiltak.procurement.partnership.started.v1',
        data: {
          procurementId,
          partners: event.data.partners.map(({ supplierId, organisationNumber, contractId }) => ({
            ...{ supplierId, organisationNumber, contractId },
          })),
        },
      };
    case 'PhaseStarted':
    case 'PhaseDelivered':
    case 'PhaseTested': {
      const { supplierId, phase } = event.data;
      return { type: steps[event.type], data: { procurementId, supplierId, phase } };
    }
    case 'PhaseDecided': {
      const { phase, decisions } = event.data;
      const outcomes = decisions.map(({ supplierId, outcome, instalmentOre }) => ({
        ...{ supplierId, outcome, instalmentOre },
      }));
      return {
        type: 'no.tiltak.procurement.partnership.phasedecided.v1',
        data: { procurementId, phase, decisions: outcomes },
      };
    }
    case 'InstalmentApproved': {
      const { supplierId, phase, amountOre } = event.data;
      return {
        type: 'no.tiltak.procurement.partnership.instalmentapproved.v1',
        data: { procurementId, supplierId, phase, amountOre },
      };
    }
    case 'PurchaseOptionOpened': {
      const { supplierId, priceOre } = event.data;
      return {
        type: 'no.tiltak.procurement.partnership.purchaseopened.v1',
        data: { procurementId, supplierId, priceOre },
      };
    }
    case 'PurchaseOptionExercised': {
      const { supplierId, contractId, what, priceOre } = event.data;
      return {
        type: 'no.tiltak.procurement.partnership.purchaseexercised.v1',
        data: { procurementId, supplierId, contractId, what, priceOre },
      };
    }
    case 'PartnershipEnded':
      return {
        type: 'no.tiltak.procurement.partnership.ended.v1',
        data: { procurementId, reason: event.data.reason },
      };
    default:
      return undefined;
  }
}

const steps = {
  PhaseStarted: 'no.tiltak.procurement.partnership.phasestarted.v1',
  PhaseDelivered: 'no.tiltak.procurement.partnership.phasedelivered.v1',
  PhaseTested: 'no.tiltak.procurement.partnership.phasetested.v1',
} as const;
