import * as z from 'zod';
import { position } from '../event.ts';
import { id, instant, ore } from '../values.ts';

/** What procurement publishes of awards. */
export const awardEvents = {
  /** A second person has approved who wins. Prices are those of the bids. */
  'no.tiltak.procurement.award.approved.v1': z.object({
    ...position,
    procurementId: id,
    awardNumber: z.int().min(1),
    title: z.string(),
    measureId: id,
    lots: z.array(
      z.object({
        lotId: z.string(),
        winners: z.array(z.object({ supplierId: id, rank: z.int().min(1), priceOre: ore })),
      }),
    ),
    standstillEndsAt: instant.nullable(),
  }),
  'no.tiltak.procurement.award.annulled.v1': z.object({
    ...position,
    procurementId: id,
    awardNumber: z.int().min(1),
    title: z.string(),
    reason: z.string(),
    /** All who had a letter. */
    supplierIds: z.array(id),
  }),
} as const;
