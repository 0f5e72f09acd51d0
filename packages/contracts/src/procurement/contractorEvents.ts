import * as z from 'zod';
import { position } from '../event.ts';
import { id, instant, organisationNumber } from '../values.ts';
import { procedureName, procurementKind } from './classification.ts';

/** The firm that an event is for; it is delivered by the organisation number and by nothing else. */
const recipient = { supplierId: id, organisationNumber };

/**
 * What a contractor may receive of procurement: type -> schema of `data`. In a file of its own, because contractors'
 * systems get these and nothing of the operations within the municipality.
 */
export const procurementContractorEvents = {
  /** A competition that the firm asked to hear of, or is invited to. Each firm has a sequence of its own. */
  'no.tiltak.procurement.competition.announced.v1': z.object({
    ...position,
    ...recipient,
    procurementId: id,
    title: z.string(),
    kind: procurementKind,
    procedure: procedureName,
    cpvCodes: z.array(z.string()),
    areaId: z.string().nullable(),
    /** Until when requests to participate, or bids, are taken; the instant itself is too late. */
    deadlines: z.object({ requests: instant.nullable(), bids: instant.nullable() }),
    /** `invitation`: the firm was named. */
    because: z.enum(['interest', 'invitation']),
    links: z.object({
      /** The notice, for people. */
      page: z.url(),
      /** Where the firm ends such news, without signing in; null: they can't be ended, as an invitation can't. */
      stop: z.url().nullable(),
    }),
  }),
  /** A bidder is told; its letter is to be had from procurement by those whom it concerns. */
  'no.tiltak.procurement.awardletter.sent.v1': z.object({
    ...position,
    procurementId: id,
    awardNumber: z.int().min(1),
    title: z.string(),
    supplierId: id,
    organisationNumber,
    outcome: z.enum(['won', 'lost', 'rejected']),
    standstillEndsAt: instant.nullable(),
  }),
} as const;
