import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { ContractEvent, Told } from './events.ts';

/** What others learn of a contract: what it asks of the frame, that it binds, and what becomes of its money. */
export function publishContract(
  event: ContractEvent,
  contractId: string,
): Publication<typeof procurementEvents> | undefined {
  switch (event.type) {
    case 'ContractFundsRequested': {
      const { request, amountOre } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.fundsrequested.v1',
        data: { contractId, ...told(event.data), request, amountOre },
      };
    }
    case 'ContractSigned': {
      const { by: _, at: signedAt, suppliers, ...signed } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.signed.v1',
        data: { contractId, ...signed, suppliers: [...suppliers], signedAt },
      };
    }
    case 'ContractCancelled':
      return {
        type: 'no.tiltak.procurement.contract.cancelled.v1',
        data: { contractId, ...told(event.data), reason: event.data.reason },
      };
    case 'ContractChangeRequested': {
      const { changeId, addedOre } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.changerequested.v1',
        data: { contractId, ...told(event.data), changeId, addedOre },
      };
    }
    case 'ContractChanged': {
      const { changeId, ground, addedOre, currentValueOre, endsOn } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.changed.v1',
        data: { contractId, ...told(event.data), changeId, ground, addedOre, currentValueOre, endsOn },
      };
    }
    default:
      return publishFollowUp(event, contractId);
  }
}

function publishFollowUp(
  event: ContractEvent,
  contractId: string,
): Publication<typeof procurementEvents> | undefined {
  switch (event.type) {
    case 'ContractInvoiced': {
      const { invoiceNumber, amountOre, isPaid = false } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.invoiced.v1',
        data: { contractId, ...told(event.data), invoiceNumber, amountOre, isPaid },
      };
    }
    case 'ContractHoursReported': {
      const { personHours, apprenticeHours } = event.data;
      return {
        type: 'no.tiltak.procurement.contract.workreported.v1',
        data: { contractId, ...told(event.data), personHours, apprenticeHours },
      };
    }
    case 'ContractCompleted':
      return {
        type: 'no.tiltak.procurement.contract.completed.v1',
        data: { contractId, ...told(event.data), paidOre: event.data.paidOre },
      };
    default:
      return undefined;
  }
}

const told = ({ procurementId, measureId, type }: Told) => ({ procurementId, measureId, type });
