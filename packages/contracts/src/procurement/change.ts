import * as z from 'zod';
import type { Operations } from '../operation.ts';
import { date, id, instant } from '../values.ts';
import { answersCase, officers, procurementParams, reason, specificationRejections } from './procurement.ts';
import { ruleRow } from './rule.ts';
import { specification } from './specification.ts';

/** The operations that change a competition after its publication. */
export const changeOperations = {
  getEarliestDeadline: {
    method: 'get',
    path: '/procurements/{procurementId}/earliest-deadline',
    summary:
      'The first day that a deadline may be on if something is asked for now, or changed in what is asked for, and the rules that say so',
    allow: officers,
    params: procurementParams,
    answer: {
      status: 200,
      body: z.object({
        /** What the deadline is of; null: nothing is asked for at this step. */
        window: z.enum(['requests', 'bids']).nullable(),
        /** The one that holds now; null: none does. */
        deadline: instant.nullable(),
        earliest: date.nullable(),
        rules: z.array(ruleRow),
      }),
    },
  },
  changeCompetition: {
    method: 'post',
    path: '/procurements/{procurementId}/changes',
    summary:
      'Changes what is competed for after publication: a new version, by which a substantial change extends the deadline and has bids reconfirmed',
    allow: officers,
    params: procurementParams,
    body: z.object({
      /** Null: it stays as it is. */
      specification: specification.nullable().default(null),
      /** The documents whose drafts are published with it. */
      documentIds: z.array(id).max(200).default([]),
      reason,
      /** It may change who asks to take part or bids, or with what. */
      isSubstantial: z.boolean(),
      /** Of what is taken now; required for a substantial change, null: it stays. */
      deadline: instant.nullable().default(null),
      questionsUntil: date.nullable().default(null),
    }),
    answer: answersCase,
    rejections: {
      ...specificationRejections,
      wrong_step: 409,
      model_fixed: 409,
      requirements_fixed: 409,
      nothing_changed: 422,
      document_not_draft: 409,
      change_is_substantial: 422,
      extension_missing: 422,
      deadline_past: 422,
      deadline_not_used: 422,
      deadline_not_later: 422,
      deadline_too_short: 422,
      questions_after_deadline: 422,
    },
  },
  extendDeadline: {
    method: 'post',
    path: '/procurements/{procurementId}/deadline-extension',
    summary: 'Extends the deadline for the requests or bids that are taken now',
    allow: officers,
    params: procurementParams,
    body: z.object({ deadline: instant, questionsUntil: date.nullable().default(null), reason }),
    answer: answersCase,
    rejections: {
      wrong_step: 409,
      deadline_past: 422,
      deadline_not_later: 422,
      questions_after_deadline: 422,
    },
  },
  proposeShorterDeadline: {
    method: 'post',
    path: '/procurements/{procurementId}/shorter-deadline',
    summary: 'Proposes a shorter deadline, never below the minimum; a second person has to approve it',
    allow: officers,
    params: procurementParams,
    body: z.object({ deadline: instant, reason }),
    answer: answersCase,
    rejections: {
      wrong_step: 409,
      deadline_past: 422,
      deadline_not_earlier: 422,
      deadline_too_short: 422,
    },
  },
  approveShorterDeadline: {
    method: 'post',
    path: '/procurements/{procurementId}/shorter-deadline/approval',
    summary: 'Approves the shorter deadline that another person has proposed',
    allow: officers,
    params: procurementParams,
    answer: answersCase,
    rejections: {
      wrong_step: 409,
      shorter_deadline_missing: 409,
      same_person: 409,
      deadline_past: 422,
      deadline_not_earlier: 422,
      deadline_too_short: 422,
    },
  },
} as const satisfies Operations;
