import type { admission, ownAdmission, purchasingSystem } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type * as z from 'zod';
import type { Admission } from '../dynamicPurchasing/admission.ts';
import { expiryOf, type PurchasingSystem, takesApplications } from '../dynamicPurchasing/system.ts';

/** How many applications stand where. */
export type AdmissionCount = {
  readonly applied: number;
  readonly admitted: number;
  readonly refused: number;
  readonly overdue: number;
};

/** A dynamic purchasing system as its operations answer it. */
export function systemAnswer(
  procurementId: string,
  count: AdmissionCount,
  { system, at }: { readonly system: PurchasingSystem; readonly at: string },
): z.output<typeof purchasingSystem> {
  const { title, status, publishedAt } = system;
  const takes = takesApplications(system, at);
  const dates = { publishedAt, expiresAt: expiryOf(system) };
  const open = { takesApplications: takes, takesPurchases: takes && status === 'contracted' };
  return { procurementId, title, ...dates, ...open, admissions: { ...count } };
}

/** Throws `not_found`. */
export function admissionAnswer(state: Admission): z.output<typeof admission> {
  if (state.status === 'none') throw new Rejection('not_found', 'There is no such application.');
  return structuredClone(state) as z.output<typeof admission>;
}

/** What the supplier itself sees: not who has decided. Throws `not_found`. */
export function ownAdmissionAnswer(state: Admission): z.output<typeof ownAdmission> {
  const { decidedBy: _, ...shown } = admissionAnswer(state);
  return shown;
}
