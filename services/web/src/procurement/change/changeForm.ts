import type { OperationRequest } from '@tiltak/contracts';
import type { changeOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import type { Entered } from '../../visit.ts';
import { instant, questionsUntil, timeOfDay } from '../case/actions.ts';
import { specificationIn } from '../specification/specificationForm.ts';

type Change = OperationRequest<(typeof changeOperations)['changeCompetition']>['body'];
type Read =
  | { readonly ok: true; readonly value: Change }
  | { readonly ok: false; readonly errors: f.FormErrors };

const prefix = 'dokument-';
/** The field of a document whose draft may be published with the change. */
export const documentField = (documentId: string): string => `${prefix}${documentId}`;

const fields = z.object({
  reason: f.requiredText('Skriv hvorfor konkurransen endres. Alle som følger den, får lese det.'),
  isSubstantial: f.checkbox,
  deadline: f.optional(f.day),
  time: z.union([z.literal(''), timeOfDay], 'Skriv klokkeslettet som 12.00.'),
  questionsUntil,
});

/**
 * Reads the form of a change. Without the specification's fields (`hasSpecification`) it stays as it is, and only
 * documents change.
 */
export function changeIn(
  entered: Entered,
  { hasSpecification }: { readonly hasSpecification: boolean },
): Read {
  const read = f.readForm(fields, entered);
  const specified = hasSpecification ? specificationIn(entered) : { ok: true as const, value: null };
  if (!read.ok || !specified.ok) {
    const wrong = { ...(!specified.ok && specified.errors.fields), ...(!read.ok && read.errors.fields) };
    return { ok: false, errors: { fields: wrong, general: [] } };
  }
  const { deadline: day, time, ...rest } = read.value;
  const documentIds = [...entered].flatMap(([name, value]) =>
    name.startsWith(prefix) && value !== '' ? name.slice(prefix.length) : [],
  );
  const deadline = day === null ? null : instant({ day, time: time || '12.00' });
  return { ok: true, value: { ...rest, documentIds, deadline, specification: specified.value } };
}
