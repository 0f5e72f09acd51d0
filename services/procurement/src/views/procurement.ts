import type { procurement } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import { procedures } from '../procurement/procedure/procedures.ts';
import type { ProcurementState } from '../procurement/procurement.ts';

type Shown = z.output<typeof procurement>;

/** A case as its operations answer it. Throws `not_found`. */
export function procurementAnswer(procurementId: string, state: ProcurementState): Shown {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such procurement.');
  // How the public finds it stands in the notice.
  const { notice: _, ...known } = state;
  const next = [...(procedures[state.procedure].steps[state.status] ?? [])];
  return { procurementId, ...structuredClone(known), next } as Shown;
}
