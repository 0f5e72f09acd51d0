import * as z from 'zod';
import { position } from '../event.ts';
import { id, ore, organisationNumber, positiveOre } from '../values.ts';

const ofPartnership = { ...position, procurementId: id };
const ofPhase = { ...ofPartnership, supplierId: id, phase: z.int().min(1) };

/** What procurement publishes of innovation partnerships and pre-commercial procurement. */
export const partnershipEvents = {
  /** Its contracts are signed, and the first phase may begin. */
  'no.tiltak.procurement.partnership.started.v1': z.object({
    ...ofPartnership,
    partners: z.array(z.object({ supplierId: id, organisationNumber, contractId: id })),
  }),
  'no.tiltak.procurement.partnership.phasestarted.v1': z.object(ofPhase),
  'no.tiltak.procurement.partnership.phasedelivered.v1': z.object(ofPhase),
  'no.tiltak.procurement.partnership.phasetested.v1': z.object(ofPhase),
  /** Who goes on, who leaves, and what each is paid for the phase; two persons have decided what is paid. */
  'no.tiltak.procurement.partnership.phasedecided.v1': z.object({
    ...ofPartnership,
    phase: z.int().min(1),
    decisions: z.array(
      z.object({ supplierId: id, outcome: z.enum(['continue', 'exit']), instalmentOre: ore }),
    ),
  }),
  /** A payment during a phase. */
  'no.tiltak.procurement.partnership.instalmentapproved.v1': z.object({
    ...ofPhase,
    amountOre: positiveOre,
  }),
  /** Every goal is met and the maximum cost kept: the partner's result may be bought. */
  'no.tiltak.procurement.partnership.purchaseopened.v1': z.object({
    ...ofPartnership,
    supplierId: id,
    priceOre: positiveOre,
  }),
  /** It is bought, by the option of the partner's contract. */
  'no.tiltak.procurement.partnership.purchaseexercised.v1': z.object({
    ...ofPartnership,
    supplierId: id,
    contractId: id,
    what: z.string(),
    priceOre: positiveOre,
  }),
  /** By a decision, or since the last partner left (`last_partner_left`). */
  'no.tiltak.procurement.partnership.ended.v1': z.object({ ...ofPartnership, reason: z.string() }),
} as const;
