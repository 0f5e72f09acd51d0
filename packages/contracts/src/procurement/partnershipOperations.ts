import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { staff } from '../role.ts';
import { id, positiveOre } from '../values.ts';
import {
  delivery,
  measured,
  ownPartnership,
  partnership,
  partnershipTerms,
  phaseDecision,
} from './partnership.ts';
import { termsRejections } from './preparation.ts';
import { officers, procurementParams, reason } from './procurement.ts';

const answer = { status: 200, body: partnership } as const;
const partnerParams = procurementParams.extend({ supplierId: id });
const number = z.coerce.number().int().min(1).max(10);
const phaseParams = procurementParams.extend({ phase: number });
const runParams = partnerParams.extend({ phase: number });
const running = { terms_missing: 409, not_running: 409 } as const;
const ofRun = { ...running, partner_not_found: 404, phase_not_started: 409, phase_decided: 409 } as const;
const payments = { budget_exceeded: 422, maximum_development_exceeded: 422 } as const;
const decisions = {
  ...ofRun,
  ...payments,
  part_twice: 422,
  phase_not_tested: 409,
  too_many_partners: 422,
  comparison_incomplete: 422,
  rank_not_valid: 422,
} as const;

/** The operations on innovation partnerships (innovasjonspartnerskap) and pre-commercial procurement (PCP). */
export const partnershipOperations = {
  statePartnershipTerms: {
    method: 'put',
    path: '/procurements/{procurementId}/partnership/terms',
    summary: 'States the terms of the partnership, before the competition is published',
    allow: officers,
    params: procurementParams,
    body: partnershipTerms,
    answer,
    rejections: { wrong_step: 409, not_a_partnership: 422, terms_fixed: 409, ...termsRejections },
  },
  getPartnership: {
    method: 'get',
    path: '/procurements/{procurementId}/partnership',
    summary: 'The partnership: its terms, each partner by phase, and the money',
    allow: staff,
    params: procurementParams,
    answer,
  },
  getOwnPartnership: {
    method: 'get',
    path: '/procurements/{procurementId}/partnership/own',
    summary: 'What a partner sees: the terms, and its own phases',
    allow: ['contractor'],
    params: procurementParams,
    answer: { status: 200, body: ownPartnership },
  },
  startPartnership: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/start',
    summary: 'Starts the partnership with all whose contract is signed',
    allow: officers,
    params: procurementParams,
    answer,
    rejections: {
      wrong_step: 409,
      contract_unsigned: 409,
      terms_missing: 409,
      already_started: 409,
      too_few_partners: 422,
      too_many_partners: 422,
    },
  },
  startPhase: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/partners/{supplierId}/phases/{phase}/start',
    summary: 'Has a partner begin with its next phase',
    allow: officers,
    params: runParams,
    answer,
    rejections: { ...running, partner_not_found: 404, partner_left: 409, wrong_phase: 409 },
  },
  deliver: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/phases/{phase}/delivery',
    summary:
      'A partner delivers what its phase asks for; until it is tested, a newer delivery takes its place',
    allow: ['contractor'],
    params: phaseParams,
    body: delivery,
    answer: { status: 200, body: ownPartnership },
    rejections: {
      ...ofRun,
      phase_tested: 409,
      part_twice: 422,
      deliverable_not_found: 422,
      deliverable_missing: 422,
    },
  },
  recordTest: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/partners/{supplierId}/phases/{phase}/test',
    summary: "Records what the buyer's own test measured",
    allow: officers,
    params: runParams,
    body: z.object({ measurements: z.array(measured).max(40), note: reason }),
    answer,
    rejections: {
      ...ofRun,
      not_delivered: 409,
      part_twice: 422,
      goal_not_found: 422,
      goal_missing: 422,
    },
  },
  decidePhase: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/phases/{phase}/decision',
    summary:
      'Decides who goes on and who leaves after a phase; where it pays, once a second person confirms it',
    allow: officers,
    params: phaseParams,
    body: z.object({ decisions: z.array(phaseDecision).min(1).max(20) }),
    answer,
    rejections: decisions,
  },
  proposeInstalment: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/partners/{supplierId}/phases/{phase}/instalments',
    summary: 'Proposes a payment during a phase, within its budget; a second person confirms it',
    allow: officers,
    params: runParams,
    body: z.object({ amountOre: positiveOre, reason }),
    answer,
    rejections: { ...ofRun, ...payments },
  },
  confirmPartnershipPayment: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/proposals/{proposalId}/confirmation',
    summary:
      "The second person confirms a payment, and the decision that it follows from; it goes off the partner's contract",
    allow: officers,
    params: procurementParams.extend({ proposalId: id }),
    answer,
    rejections: {
      ...decisions,
      proposal_not_found: 404,
      same_person: 409,
      contract_ended: 409,
      exceeds_contract: 422,
      too_many_parts: 422,
    },
  },
  openPurchaseOption: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/partners/{supplierId}/purchase-option',
    summary: 'Opens the option to buy: every goal is met by the recorded tests, and the maximum cost is kept',
    allow: officers,
    params: partnerParams,
    body: z.object({ what: reason, priceOre: positiveOre }),
    answer,
    rejections: {
      ...running,
      purchase_is_separate: 409,
      partner_not_found: 404,
      not_developed: 409,
      purchase_exercised: 409,
      goal_not_met: 409,
      maximum_cost_exceeded: 422,
    },
  },
  exercisePurchaseOption: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/partners/{supplierId}/purchase',
    summary: 'The second person exercises the option: what was developed is bought',
    allow: officers,
    params: partnerParams,
    body: z.object({ reason }),
    answer,
    rejections: {
      ...running,
      purchase_is_separate: 409,
      partner_not_found: 404,
      option_not_open: 409,
      purchase_exercised: 409,
      goal_not_met: 409,
      maximum_cost_exceeded: 422,
      not_signed: 409,
      contract_ended: 409,
      change_limit: 422,
      too_many_parts: 422,
      same_person: 409,
    },
  },
  endPartnership: {
    method: 'post',
    path: '/procurements/{procurementId}/partnership/end',
    summary: 'Ends the partnership between two phases, or after the last',
    allow: officers,
    params: procurementParams,
    body: z.object({ reason }),
    answer,
    rejections: { ...running, phase_open: 409 },
  },
} as const satisfies Operations;
