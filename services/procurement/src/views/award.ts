import type { award } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import type { Award } from '../award/award.ts';
import { type Pause, signingFrom } from '../award/standstill.ts';

type Shown = z.output<typeof award>;

/** An award as its operations answer it. Throws `not_found`. */
export function awardAnswer(state: Award, complaints: readonly Pause[]): Shown {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no award of this procurement.');
  const { by: proposedBy, at: proposedAt, approved, standstill } = state;
  const { informedSupplierIds: _i, voluntaryStandstill: _v, evaluationVersion: _e, ...facts } = state;
  const { by: _b, at: _a, approved: _p, ...shown } = facts;
  return structuredClone({
    ...shown,
    proposedBy,
    proposedAt,
    approvedBy: approved?.by ?? null,
    approvedAt: approved?.at ?? null,
    standstill: standstill && { ...standstill, signingFrom: signingFrom(standstill, complaints) },
  }) as Shown;
}
