import * as z from 'zod';
import { position } from '../event.ts';
import { date, hours, id, instant, ore, positiveOre } from '../values.ts';
import { changeGround, contractSupplier, contractType } from './contract.ts';

const ofContract = { ...position, contractId: id, procurementId: id, measureId: id, type: contractType };

/** What procurement publishes of contracts. */
export const contractEvents = {
  /** A contract is to be signed: it asks its measure's frame for its price. */
  'no.tiltak.procurement.contract.fundsrequested.v1': z.object({
    ...ofContract,
    request: z.int().min(1),
    amountOre: positiveOre,
  }),
  'no.tiltak.procurement.contract.signed.v1': z.object({
    ...ofContract,
    lotId: z.string(),
    title: z.string(),
    suppliers: z.array(contractSupplier),
    /** 0 in a framework agreement: its call-offs cost. */
    valueOre: ore,
    ceilingOre: ore,
    startsOn: date,
    endsOn: date.nullable(),
    frameworkAgreementId: id.nullable(),
    signedAt: instant,
  }),
  /** A change of a signed contract asks for `addedOre` more. */
  'no.tiltak.procurement.contract.changerequested.v1': z.object({
    ...ofContract,
    changeId: id,
    addedOre: positiveOre,
  }),
  /** What it adds was committed when it asked; below 0: what it takes away is free. */
  'no.tiltak.procurement.contract.changed.v1': z.object({
    ...ofContract,
    changeId: id,
    ground: changeGround,
    addedOre: z.int(),
    currentValueOre: ore,
    endsOn: date.nullable(),
  }),
  'no.tiltak.procurement.contract.invoiced.v1': z.object({
    ...ofContract,
    invoiceNumber: z.string(),
    amountOre: positiveOre,
    /** An instalment of a partnership: two persons have confirmed its payment. */
    isPaid: z.boolean().default(false),
  }),
  'no.tiltak.procurement.contract.workreported.v1': z.object({
    ...ofContract,
    personHours: hours,
    apprenticeHours: hours,
  }),
  /** It is fulfilled; what is not invoiced is free. */
  'no.tiltak.procurement.contract.completed.v1': z.object({ ...ofContract, paidOre: ore }),
  /** It was never signed. */
  'no.tiltak.procurement.contract.cancelled.v1': z.object({ ...ofContract, reason: z.string() }),
} as const;
