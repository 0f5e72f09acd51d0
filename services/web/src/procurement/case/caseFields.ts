import type { OperationRequest } from '@tiltak/contracts';
import { procedureName, procurementKind, type procurementOperations } from '@tiltak/contracts/procurement';
import * as z from 'zod';
import * as f from '../../form.ts';
import { kronerAsEntered } from '../../format/money.ts';
import type { Entered } from '../../visit.ts';
import type { Case } from './words.ts';

export type CaseFields = OperationRequest<(typeof procurementOperations)['createProcurement']>['body'];

const optionalLine = z
  .string()
  .trim()
  .max(200, 'Skriv høyst 200 tegn.')
  .transform((value) => value || null);
const cpvCodesMax = 20;

/** What is known of a case before anything is asked of the market, as its form's fields name it. */
const fields = z.object({
  title: f.requiredLine('Skriv hva som skal anskaffes.'),
  kind: z.enum(procurementKind.options, 'Velg hva som skal kjøpes.'),
  procedure: z.enum(procedureName.options, 'Velg prosedyre.'),
  estimatedValue: f.amount,
  measureId: f.requiredLine('Velg tiltaket som betaler.'),
  need: f.optionalText,
  unit: optionalLine,
  areaId: optionalLine,
  cpvCodes: z
    .string()
    .transform((value) => value.split(/[\s,;]+/).filter((code) => code !== ''))
    .pipe(
      z
        .array(z.string().regex(/^\d{8}$/, 'Skriv CPV-koder på åtte siffer, for eksempel 45261900.'))
        .max(cpvCodesMax, `Skriv høyst ${cpvCodesMax} koder.`),
    ),
  procedureReason: f.optionalText,
  systemId: optionalLine,
  rehearsal: f.checkbox,
});

/** Reads the form of a case; what its procedure asks for beside the rest is said at its field. */
export function caseFieldsIn(
  entered: Entered,
): { readonly ok: true; readonly value: CaseFields } | { readonly ok: false; readonly errors: f.FormErrors } {
  const read = f.readForm(fields, entered);
  if (!read.ok) return read;
  const { estimatedValue: estimatedValueOre, ...rest } = read.value;
  const wrong: Record<string, string> = {};
  if (rest.procedure === 'direct' && rest.procedureReason === null)
    wrong.procedureReason = 'Begrunn hvorfor anskaffelsen kan gjøres direkte.';
  if (rest.procedure === 'dynamic_purchasing_call' && rest.systemId === null)
    wrong.systemId = 'Velg hvilken dynamisk innkjøpsordning kjøpet gjøres i.';
  if (Object.keys(wrong).length > 0) return { ok: false, errors: { fields: wrong, general: [] } };
  return { ok: true, value: { ...rest, estimatedValueOre } };
}

/** The form as a case fills it in. */
export function enteredOf(shown: Case): Entered {
  return new Map([
    ['title', shown.title],
    ['kind', shown.kind],
    ['procedure', shown.procedure],
    ['estimatedValue', kronerAsEntered(shown.estimatedValueOre)],
    ['measureId', shown.measureId],
    ['need', shown.need ?? ''],
    ['unit', shown.unit ?? ''],
    ['areaId', shown.areaId ?? ''],
    ['cpvCodes', shown.cpvCodes.join(', ')],
    ['procedureReason', shown.procedureReason ?? ''],
    ['systemId', shown.systemId ?? ''],
    ['rehearsal', shown.rehearsal ? 'ja' : ''],
  ]);
}

/** The form as the adviser's question and the procedure that was chosen there fill it in. */
export function enteredByAdvice(query: Entered): Entered {
  const taken = { kind: 'art', estimatedValue: 'verdi', unit: 'enhet', cpvCodes: 'cpv' };
  const own = { procedure: 'prosedyre', measureId: 'tiltak', systemId: 'ordning', rehearsal: 'ovelse' };
  return new Map(
    Object.entries({ ...taken, ...own }).flatMap(([field, name]) => {
      const value = query.get(name);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}
