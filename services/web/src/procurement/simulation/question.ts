import type { OperationRequest } from '@tiltak/contracts';
import type { procurement, procurementOperations } from '@tiltak/contracts/procurement';
import type * as z from 'zod';
import type { FormErrors } from '../../form.ts';
import { kronerAsEntered, oreFrom } from '../../format/money.ts';
import { numberFrom } from '../../format/quantity.ts';
import type { Entered } from '../../visit.ts';

export type Question = OperationRequest<(typeof procurementOperations)['simulateEvaluation']>['body'];
type Case = z.output<typeof procurement>;

/** Bids that can be tried on the page. */
export const bidLetters = ['A', 'B', 'C', 'D', 'E'] as const;
/** Criteria beside the price that the form has room for, at least; a case with more gets more. */
const rowsMin = 4;
const rowsMax = 11;

/** The rows of criteria beside the price, as many as were sent. */
export function rowsIn(entered: Entered): readonly number[] {
  const sent = [...entered.keys()].flatMap((name) => /^vekt(\d{1,2})$/.exec(name)?.[1] ?? []).map(Number);
  const count = Math.min(rowsMax, Math.max(rowsMin, ...sent));
  return Array.from({ length: count }, (_, at) => at + 1);
}

/** What the form holds at first: a usual competition. */
export const usualCompetition: Entered = new Map([
  ['modell', 'linear'],
  ['vekt0', '40'],
  ...criterionRow(1, { title: 'Kvalitet', type: 'quality', weightPercent: 30 }),
  ...criterionRow(2, { title: 'Klima og miljø', type: 'climate', weightPercent: 30 }),
]);

/** The competition as a case specifies it, by its first lot. */
export function competitionOf({ estimatedValueOre, specification }: Case): Entered {
  if (specification === null)
    return new Map([...usualCompetition, ['verdi', kronerAsEntered(estimatedValueOre)]]);
  const { criteria, lots, priceModel } = specification;
  const lotId = lots[0]?.lotId ?? '';
  const own = criteria.filter(({ lotIds }) => lotIds === null || lotIds.includes(lotId));
  const price = own.find(({ type }) => type === 'price');
  const fullScoreOf = (criterionId: string) =>
    priceModel.type === 'priced_quality'
      ? priceModel.valuesOre.find((one) => one.criterionId === criterionId)?.fullScoreOre
      : undefined;
  return new Map([
    ['modell', priceModel.type],
    ['verdi', kronerAsEntered(lots[0]?.estimatedValueOre ?? estimatedValueOre)],
    ['vekt0', String(price?.weightPercent ?? '')],
    ...own
      .filter(({ type }) => type !== 'price')
      .slice(0, rowsMax)
      .flatMap((criterion, at) =>
        criterionRow(at + 1, { ...criterion, valueOre: fullScoreOf(criterion.criterionId) }),
      ),
  ]);
}

function criterionRow(
  row: number,
  {
    title,
    type,
    valueOre,
    weightPercent,
  }: {
    readonly title: string;
    readonly type: string;
    readonly weightPercent: number;
    readonly valueOre?: number | undefined;
  },
): readonly (readonly [string, string])[] {
  return [
    [`navn${row}`, title],
    [`type${row}`, type],
    [`vekt${row}`, String(weightPercent)],
    ...(valueOre === undefined ? [] : [[`verdi${row}`, kronerAsEntered(valueOre)] as const]),
  ];
}

const models = ['linear', 'proportional', 'hybrid', 'priced_quality', 'surcharge'] as const;

/** Reads the form: the question to the simulator, or what is wrong field by field. */
export function questionIn(
  entered: Entered,
): { readonly ok: true; readonly value: Question } | { readonly ok: false; readonly errors: FormErrors } {
  const fields: Record<string, string> = {};
  const text = (name: string) => (entered.get(name) ?? '').trim();
  const take = <Value>(name: string, value: Value | undefined, message: string): Value | undefined => {
    if (value === undefined) fields[name] ??= message;
    return value;
  };
  const money = (name: string) => take(name, oreFrom(text(name)) || undefined, 'Skriv beløpet i kroner.');
  const weight = (row: number) => {
    const value = numberFrom(text(`vekt${row}`));
    const isWhole = value !== undefined && Number.isInteger(value) && value >= 1 && value <= 100;
    return take(`vekt${row}`, isWhole ? value : undefined, 'Skriv hele prosent fra 1 til 100.') ?? 1;
  };
  const rows = rowsIn(entered).filter((row) => text(`vekt${row}`) !== '');
  const priceWeight = text('vekt0') === '' ? undefined : weight(0);
  const scored = rows.map((row) => ({
    criterionId: `K${row}`,
    type: text(`type${row}`) === 'climate' ? ('climate' as const) : ('quality' as const),
    weightPercent: weight(row),
  }));
  const estimatedValueOre = text('verdi') === '' ? null : (money('verdi') ?? null);
  const bids = bidLetters
    .filter((letter) => text(`pris${letter}`) !== '')
    .map((letter) => ({
      bidId: letter,
      priceOre: money(`pris${letter}`) ?? 1,
      points: rows.map((row) => {
        const name = `poeng${letter}${row}`;
        const value = numberFrom(text(name));
        const points = value !== undefined && value <= 10 ? value : undefined;
        return { criterionId: `K${row}`, points: take(name, points, 'Skriv poeng fra 0 til 10.') ?? 0 };
      }),
    }));
  const type =
    take(
      'modell',
      models.find((one) => one === text('modell')),
      'Velg modell.',
    ) ?? 'linear';
  const priceModel: Question['priceModel'] =
    type === 'priced_quality'
      ? {
          type,
          valuesOre: rows.map((row) => ({ criterionId: `K${row}`, fullScoreOre: money(`verdi${row}`) ?? 1 })),
        }
      : { type };
  if (Object.keys(fields).length > 0) return { ok: false, errors: { fields, general: [] } };
  const price =
    priceWeight === undefined
      ? []
      : [{ criterionId: 'K0', type: 'price' as const, weightPercent: priceWeight }];
  return { ok: true, value: { criteria: [...price, ...scored], priceModel, bids, estimatedValueOre } };
}
