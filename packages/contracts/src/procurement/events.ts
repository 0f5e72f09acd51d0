import * as z from 'zod';
import { journalCheckpointed, position } from '../event.ts';
import { date, emailAddress, id, organisationNumber, positiveOre } from '../values.ts';

/** What procurement publishes. */
export const procurementEvents = {
  'no.tiltak.procurement.journal.checkpointed.v1': journalCheckpointed,
  'no.tiltak.procurement.supplier.registered.v1': z.object({
    ...position,
    supplierId: id,
    organisationNumber,
    name: z.string(),
    /** Small or medium firm (SMB); null where it is not known. */
    smallOrMedium: z.boolean().nullable(),
    /** The firm's mailbox for orders; null where none is known. Not in events from before there was one. */
    contactEmail: emailAddress.nullable().default(null),
  }),
  /** Where the firm gets its e-mail from now on; null: nowhere any more, and copies of the address are to be deleted. */
  'no.tiltak.procurement.supplier.contactchanged.v1': z.object({
    ...position,
    supplierId: id,
    organisationNumber,
    contactEmail: emailAddress.nullable(),
  }),
  'no.tiltak.procurement.frameworkagreement.signed.v1': z.object({
    ...position,
    frameworkAgreementId: id,
    title: z.string(),
    allocation: z.enum(['rank', 'rotation', 'mini_competition']),
    suppliers: z.array(
      z.object({ supplierId: id, organisationNumber, name: z.string(), rank: z.int().min(1) }),
    ),
    ceilingOre: positiveOre,
    validFrom: date,
    validTo: date,
  }),
} as const;
