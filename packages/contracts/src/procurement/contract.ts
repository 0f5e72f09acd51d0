import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import {
  date,
  hours,
  id,
  instant,
  line,
  list,
  ore,
  organisationNumber,
  page,
  positiveOre,
  text,
} from '../values.ts';
import { secondPersons } from './award.ts';
import { officers, procurementParams, reason } from './procurement.ts';
import { ruleRow } from './rule.ts';
import { partId } from './specification.ts';

const contractParams = procurementParams.extend({ contractId: id });

/** What a contract binds: a delivery at a price, call-offs up to a ceiling, or a partner's development. */
export const contractType = z.enum(['contract', 'framework_agreement', 'partnership']);
export const contractStatus = z.enum(['drafted', 'signed', 'completed', 'cancelled']);

/** Why a change needs no new competition (FOA § 28-1 first paragraph, letters a to f). */
export const changeGround = z.enum([
  'clause',
  'small',
  'additional',
  'unforeseen',
  'new_supplier',
  'not_substantial',
]);

export const contractSupplier = z.object({
  supplierId: id,
  organisationNumber,
  name: z.string(),
  rank: z.int().min(1),
});

const contractChange = z.object({
  changeId: id,
  ground: changeGround,
  paragraph: z.string(),
  description: z.string(),
  /** Below 0: the contract costs less. */
  addedOre: z.int(),
  /** The contract's new end; null: it stays. */
  endsOn: date.nullable(),
  /** `requested`: the frame has not answered yet. */
  status: z.enum(['requested', 'agreed', 'refused']),
  /** What was left in the frame when it refused. */
  availableOre: ore.nullable(),
  /** What the ground allows, with how sure that is. */
  limitOre: ore.nullable(),
  rules: z.array(ruleRow),
  by: z.string(),
  at: instant,
});

const subcontractor = z.object({
  subcontractorId: id,
  organisationNumber,
  name: z.string(),
  work: z.string(),
  /** Null: directly below the main supplier. */
  belowId: id.nullable(),
  tier: z.int().min(1),
});

export const contract = z.object({
  contractId: id,
  procurementId: id,
  lotId: partId,
  measureId: id,
  title: z.string(),
  type: contractType,
  status: contractStatus,
  /** In a framework agreement several, by rank. */
  suppliers: z.array(contractSupplier),
  /** The price at the signing; 0 in a framework agreement, whose call-offs cost. */
  valueOre: ore,
  /** With the options and reserves that were agreed; in a framework agreement the most that may be called off. */
  ceilingOre: ore,
  /** The price with all changes that hold. */
  currentValueOre: ore,
  /** `ceilingOre - currentValueOre`; below 0 where changes of other grounds than its clauses went beyond it. */
  leftToCeilingOre: z.int(),
  invoicedOre: ore,
  startsOn: date.nullable(),
  endsOn: date.nullable(),
  /** Whether the frame has lent the money. */
  funds: z.object({
    /** `not_needed`: each call-off asks for its own. */
    status: z.enum(['not_needed', 'requested', 'reserved', 'refused']),
    reason: z
      .enum(['exceeds_available', 'unknown_measure', 'measure_without_frame', 'frame_not_decided'])
      .nullable(),
    /** What is left in the frame; null where nothing was refused, or there is no frame. */
    availableOre: ore.nullable(),
  }),
  signatures: z.array(z.object({ by: z.string(), at: instant })),
  signedAt: instant.nullable(),
  frameworkAgreementId: id.nullable(),
  changes: z.array(contractChange),
  invoices: z.array(
    z.object({
      invoiceNumber: z.string(),
      amountOre: positiveOre,
      /** An instalment of a partnership, which is paid as it is confirmed. */
      isPaid: z.boolean().optional(),
      at: instant,
    }),
  ),
  subcontractTiersMax: z.int(),
  subcontractors: z.array(subcontractor),
  apprentices: z.object({
    isClauseAgreed: z.boolean(),
    personHours: z.number(),
    apprenticeHours: z.number(),
    /** Null while no hours are reported. */
    sharePercent: z.number().nullable(),
    /** What the rules ask for, with how sure that is; null: no row says. */
    leastSharePercent: z.number().nullable(),
    /**
     * How the clause is kept: `not_agreed`; `by_orders`: a framework agreement's hours are reported with its orders;
     * `not_due`: nothing is reported yet; `missing`: nor was it at the contract's end; `below` the least share; `kept`.
     */
    standing: z.enum(['not_agreed', 'by_orders', 'not_due', 'missing', 'below', 'kept']),
    rules: z.array(ruleRow),
  }),
  completedAt: instant.nullable(),
  cancelledBecause: z.string().nullable(),
});

const answersContract = { status: 200, body: contract } as const;
const signed = { not_signed: 409, contract_ended: 409 } as const;

/** The operations on contracts (kontrakter), from the draft to the end of the follow-up. */
export const contractOperations = {
  listContracts: {
    method: 'get',
    path: '/contracts',
    summary: 'Contracts, newest first, also by procurement, measure, supplier or status',
    allow: staff,
    query: page.extend({
      procurementId: id.optional(),
      measureId: id.optional(),
      supplierId: id.optional(),
      status: contractStatus.optional(),
    }),
    answer: { status: 200, body: list(contract) },
  },
  getContract: {
    method: 'get',
    path: '/procurements/{procurementId}/contracts/{contractId}',
    summary: 'A contract with its money, changes, subcontractors and apprentices',
    allow: staff,
    params: contractParams,
    answer: answersContract,
  },
  requestContractFunds: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/funds',
    summary: 'Asks the frame again for the money that it has refused',
    allow: officers,
    params: contractParams,
    answer: answersContract,
    rejections: { funds_not_refused: 409, already_signed: 409, contract_ended: 409 },
  },
  signContract: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/signature',
    summary: 'Signs a contract; it binds when a second person has countersigned',
    allow: secondPersons,
    params: contractParams,
    answer: answersContract,
    rejections: {
      standstill_running: 409,
      complaint_open: 409,
      funds_missing: 409,
      already_signed: 409,
      contract_ended: 409,
      same_person: 422,
      wrong_step: 409,
    },
  },
  cancelContract: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/cancellation',
    summary: 'Gives up a contract that is not signed; its money is free again',
    allow: officers,
    params: contractParams,
    body: z.object({ reason }),
    answer: answersContract,
    rejections: { already_signed: 409, contract_ended: 409 },
  },
  changeContract: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/changes',
    summary:
      'Changes a signed contract, with its ground in FOA § 28-1; what it adds is asked of the frame first',
    allow: officers,
    params: contractParams,
    body: z.object({
      ground: changeGround,
      description: text.min(1),
      addedOre: z.int().min(-1_000_000_000_000_00).max(1_000_000_000_000_00),
      endsOn: date.nullable().default(null),
    }),
    answer: answersContract,
    rejections: {
      ...signed,
      nothing_changed: 422,
      change_limit: 422,
      below_invoiced: 422,
      ends_before_start: 422,
      too_many_parts: 422,
    },
  },
  registerSubcontractor: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/subcontractors',
    summary: 'Registers a subcontractor (underleverandør) in its tier',
    allow: officers,
    params: contractParams,
    body: z.object({
      organisationNumber,
      name: line,
      work: line,
      /** The subcontractor that it works for; null: the main supplier. */
      belowId: id.nullable().default(null),
    }),
    answer: answersContract,
    rejections: { ...signed, subcontractor_not_found: 422, too_many_tiers: 422, too_many_parts: 422 },
  },
  reportApprentices: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/hours',
    summary: 'Reports hours worked on a contract and, of those, hours of apprentices (lærlinger)',
    allow: officers,
    params: contractParams,
    body: z.object({ personHours: hours.min(0.25), apprenticeHours: hours }),
    answer: answersContract,
    rejections: { ...signed, more_apprentices_than_hours: 422 },
  },
  registerContractInvoice: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/invoices',
    summary: 'Registers an invoice of a contract: its money goes from committed to invoiced',
    allow: officers,
    params: contractParams,
    body: z.object({ invoiceNumber: line.max(50), amountOre: positiveOre }),
    answer: answersContract,
    rejections: {
      ...signed,
      invoice_twice: 409,
      exceeds_contract: 422,
      paid_by_instalments: 409,
      too_many_parts: 422,
      no_own_invoices: 422,
    },
  },
  completeContract: {
    method: 'post',
    path: '/procurements/{procurementId}/contracts/{contractId}/completion',
    summary: 'Ends a contract that is fulfilled and paid; what is left of its money is free again',
    allow: officers,
    params: contractParams,
    answer: answersContract,
    rejections: { ...signed, change_pending: 409, apprentices_unreported: 409 },
  },
} as const satisfies Operations;
