import type { Publication } from '@tiltak/contracts';
import type { procurementEvents } from '@tiltak/contracts/procurement';
import type { AwardEvent } from './award.ts';

/** What others learn of an award: who wins, that a bidder was told (not what), and that it was annulled. */
export function publishAward(event: AwardEvent): Publication<typeof procurementEvents> | undefined {
  switch (event.type) {
    case 'AwardApproved': {
      const { procurementId, number, title, measureId, lots, standstill } = event.data;
      return {
        type: 'no.tiltak.procurement.award.approved.v1',
        data: {
          procurementId,
          awardNumber: number,
          title,
          measureId,
          lots: lots.map(({ lotId, winners }) => ({
            lotId,
            winners: winners.map(({ supplierId, rank, priceOre }) => ({ supplierId, rank, priceOre })),
          })),
          standstillEndsAt: standstill?.endsAt ?? null,
        },
      };
    }
    case 'BidderInformed': {
      const {
        procurementId,
        procurementTitle: title,
        awardNumber,
        supplierId,
        organisationNumber,
      } = event.data;
      const { outcome, standstillEndsAt } = event.data;
      return {
        type: 'no.tiltak.procurement.awardletter.sent.v1',
        data: {
          procurementId,
          awardNumber,
          title,
          supplierId,
          organisationNumber,
          outcome,
          standstillEndsAt,
        },
      };
    }
    case 'AwardAnnulled': {
      const { procurementId, number: awardNumber, title, reason, supplierIds } = event.data;
      return {
        type: 'no.tiltak.procurement.award.annulled.v1',
        data: { procurementId, awardNumber, title, reason, supplierIds: [...supplierIds] },
      };
    }
    default:
      return undefined;
  }
}
