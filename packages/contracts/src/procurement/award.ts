import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { date, id, instant, list, ore, page, positiveOre } from '../values.ts';
import { officers, procurementParams, reason } from './procurement.ts';
import { ruleRow } from './rule.ts';
import { partId } from './specification.ts';

/** Who may be the second person: another officer, or who answers for the measure or the frame. */
export const secondPersons = ['procurement.officer', 'project.owner', 'portfolio.controller'] as const;

const winner = z.object({
  supplierId: id,
  /** Null in a direct purchase. */
  bidId: id.nullable(),
  rank: z.int().min(1),
  priceOre: ore,
});

const awardedLot = z.object({
  lotId: partId,
  title: z.string(),
  /** By rank; none: nobody has bid for the lot. */
  winners: z.array(winner),
  optionsOre: ore,
  /** In framework agreements: what may be called off at the most. */
  ceilingOre: ore.optional(),
  reason: z.string(),
});

export const award = z.object({
  procurementId: id,
  /** From 1; each proposal is one more. */
  number: z.int().min(1),
  status: z.enum(['proposed', 'approved', 'annulled']),
  lots: z.array(awardedLot),
  startsOn: date.nullable(),
  endsOn: date.nullable(),
  proposedBy: z.string(),
  proposedAt: instant,
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  /** Null: there is none, or the award is not approved. */
  standstill: z
    .object({
      sentAt: instant,
      /** As the letters state it. */
      endsAt: instant,
      /** With the time that complaints have stopped it for; null while one does. */
      signingFrom: instant.nullable(),
      rules: z.array(ruleRow),
    })
    .nullable(),
  /** What came of the approval; empty before. */
  contracts: z.array(z.object({ contractId: id, lotId: partId, supplierIds: z.array(id) })),
  annulled: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
});

const compared = z.object({
  points: z.number().nullable(),
  /** What the criterion adds to the evaluated price; null in a model by points. */
  amountOre: z.int().nullable(),
});
const place = z.object({
  rank: z.int(),
  priceOre: ore,
  points: z.number().nullable(),
  evaluatedPriceOre: z.int().nullable(),
});

/** The facts of an award letter (meddelelse om valg av leverandør), to one bidder. */
export const awardLetter = z.object({
  awardNumber: z.int(),
  supplierId: id,
  bidId: id,
  outcome: z.enum(['won', 'lost', 'rejected']),
  rejection: z.object({ paragraph: z.string(), reason: z.string() }).nullable(),
  lots: z.array(
    z.object({
      lotId: partId,
      title: z.string(),
      outcome: z.enum(['won', 'lost']),
      reason: z.string(),
      winners: z.array(place.extend({ supplierId: id, name: z.string() })),
      own: place,
      /** The bidder's own score beside that of the best bid, by criterion. */
      comparison: z.array(
        z.object({
          criterionId: partId,
          title: z.string(),
          weightPercent: z.int(),
          own: compared,
          best: compared,
        }),
      ),
    }),
  ),
  sentAt: instant,
  /** Null: there is no standstill. */
  standstillEndsAt: instant.nullable(),
});

const answersAward = { status: 200, body: award } as const;

/** The operations on the award (tildeling). */
export const awardOperations = {
  award: {
    method: 'post',
    path: '/procurements/{procurementId}/award',
    summary:
      'Proposes the award (tildeling) of each lot by the ranking; a second person approves it. Again: a new proposal in its place',
    allow: officers,
    params: procurementParams,
    body: z.object({
      lots: z
        .array(
          z.object({
            lotId: partId,
            /** The first of the ranking; in a framework agreement or partnership the first ones. */
            supplierIds: z.array(id).max(100),
            /** What it costs, without VAT: in a direct purchase only. */
            valueOre: positiveOre.nullable().default(null),
            /** Options and reserves that the contract has beside the price; changes by its clauses fit into them. */
            optionsOre: ore.default(0),
            /** Of a framework agreement; null: the lot's share of what was announced, by the estimates. */
            ceilingOre: positiveOre.nullable().default(null),
            reason,
          }),
        )
        .min(1)
        .max(100),
      /** When the contract begins to run; null: when it is signed. */
      startsOn: date.nullable().default(null),
      /** Null: not agreed; a framework agreement lasts as long as was announced. */
      endsOn: date.nullable().default(null),
      /** Whether there is a standstill where the law does not ask for one. */
      voluntaryStandstill: z.boolean().default(true),
    }),
    answer: answersAward,
    rejections: {
      wrong_step: 409,
      award_approved: 409,
      award_elsewhere: 409,
      evaluation_open: 409,
      lot_not_found: 422,
      lot_not_awarded: 422,
      part_twice: 422,
      not_by_ranking: 422,
      too_many_winners: 422,
      value_missing: 422,
      value_not_used: 422,
      ceiling_not_used: 422,
      ceiling_exceeded: 422,
      supplier_not_found: 422,
      ends_before_start: 422,
    },
  },
  approveAward: {
    method: 'post',
    path: '/procurements/{procurementId}/award/approval',
    summary:
      'Approves the award as a second person: all bidders are told at once, and the standstill (karens) begins',
    allow: secondPersons,
    params: procurementParams,
    answer: answersAward,
    rejections: {
      wrong_step: 409,
      award_missing: 409,
      award_approved: 409,
      award_outdated: 409,
      same_person: 422,
    },
  },
  annulAward: {
    method: 'post',
    path: '/procurements/{procurementId}/award/annulment',
    summary: 'Annuls an award (omgjøring) before the contract: the case goes back to the evaluation',
    allow: officers,
    params: procurementParams,
    body: z.object({ reason }),
    answer: answersAward,
    rejections: { wrong_step: 409, award_missing: 409 },
  },
  getAward: {
    method: 'get',
    path: '/procurements/{procurementId}/award',
    summary: 'The award of a procurement, as it was proposed last',
    allow: staff,
    params: procurementParams,
    answer: answersAward,
  },
  listAwardLetters: {
    method: 'get',
    path: '/procurements/{procurementId}/award/letters',
    summary: 'The facts of the award letters to all bidders; of an award that was annulled too',
    allow: staff,
    params: procurementParams,
    query: page,
    answer: { status: 200, body: list(awardLetter) },
  },
  getOwnAwardLetter: {
    method: 'get',
    path: '/procurements/{procurementId}/award/own-letter',
    summary: 'The facts of the newest award letter to the bidder who asks',
    allow: ['contractor'],
    params: procurementParams,
    answer: { status: 200, body: awardLetter },
  },
} as const satisfies Operations;
