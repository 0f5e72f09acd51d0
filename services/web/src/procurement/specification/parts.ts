import { oreFrom } from '../../format/money.ts';
import type { Entered } from '../../visit.ts';
import { fieldOf, filledRows, idsOf, type Part } from './rows.ts';
import type { Specification } from './specificationForm.ts';
import { lotNumbersFrom, percentFrom } from './weights.ts';

/** The lots, requirements and criteria of the form, and what a full score is worth where quality has a price. */
export type Parts = Pick<Specification, 'lots' | 'requirements' | 'criteria'> & {
  readonly valuesOre: { criterionId: string; fullScoreOre: number }[];
};

const lineMax = 200;
const textMax = 4000;
const amountMessage = 'Skriv beløpet i kroner, for eksempel 12 500.';

/** Reads the rows that are filled in; `wrong` has what can't be read by its field. */
export function partsIn(
  entered: Entered,
  { hasValues }: { readonly hasValues: boolean },
): { readonly value: Parts; readonly wrong: Readonly<Record<string, string>> } {
  const wrong: Record<string, string> = {};
  const reader: Reader = {
    text: (name, most = lineMax) => {
      const value = (entered.get(name) ?? '').trim();
      if (value.length > most) wrong[name] = `Skriv høyst ${most} tegn.`;
      return value;
    },
    take: (name, value, message) => {
      if (value === undefined) wrong[name] ??= message;
      return value;
    },
    rows: (part, prefix) => [...idsOf(entered, part, prefix)],
  };
  const lots = lotsIn(reader);
  const lotIds = new Map(reader.rows('lot', 'LOT-'));
  const { criteria, valuesOre } = criteriaIn(reader, { lotIds, hasValues });
  if (lots.length === 0) wrong[fieldOf('lot', 'Title', 1)] = 'Beskriv minst én delkontrakt.';
  if (criteria.length === 0) wrong[fieldOf('criterion', 'Title', 1)] = 'Skriv minst ett tildelingskriterium.';
  unnamed(entered, wrong);
  return { value: { lots, requirements: requirementsIn(reader), criteria, valuesOre }, wrong };
}

type Reader = {
  /** A field's text; longer than it may be is wrong. */
  readonly text: (name: string, most?: number) => string;
  /** A value as it is; undefined is wrong, and the message says what to write. */
  readonly take: <Value>(name: string, value: Value | undefined, message: string) => Value | undefined;
  readonly rows: (part: Part, prefix: string) => readonly (readonly [number, string])[];
};

/** An amount above 0, øre. */
const moneyIn = ({ take, text }: Reader, name: string): number =>
  take(name, oreFrom(text(name)) || undefined, amountMessage) ?? 1;

const lotsIn = (reader: Reader): Parts['lots'] =>
  reader.rows('lot', 'LOT-').map(([row, lotId]) => ({
    lotId,
    title: reader.text(fieldOf('lot', 'Title', row)),
    estimatedValueOre: moneyIn(reader, fieldOf('lot', 'Value', row)),
  }));

const requirementsIn = (reader: Reader): Parts['requirements'] =>
  reader.rows('requirement', 'R').map(([row, requirementId]) => ({
    requirementId,
    title: reader.text(fieldOf('requirement', 'Title', row)),
    evidence: reader.text(fieldOf('requirement', 'Evidence', row), textMax),
  }));

const criterionTypes = ['price', 'quality', 'climate'] as const;

function criteriaIn(
  reader: Reader,
  about: { readonly lotIds: ReadonlyMap<number, string>; readonly hasValues: boolean },
): Pick<Parts, 'criteria' | 'valuesOre'> {
  const { take, text } = reader;
  const valuesOre: Parts['valuesOre'] = [];
  const criteria = reader.rows('criterion', 'K').map(([row, criterionId]) => {
    const [typeField, weightField] = [fieldOf('criterion', 'Type', row), fieldOf('criterion', 'Weight', row)];
    const chosen = criterionTypes.find((one) => one === text(typeField));
    const type = take(typeField, chosen, 'Velg slag.') ?? 'quality';
    if (about.hasValues && type !== 'price')
      valuesOre.push({ criterionId, fullScoreOre: moneyIn(reader, fieldOf('criterion', 'Value', row)) });
    return {
      ...{ criterionId, title: text(fieldOf('criterion', 'Title', row)), type },
      weightPercent:
        take(weightField, percentFrom(text(weightField)), 'Skriv hele prosent fra 1 til 100.') ?? 1,
      lotIds: lotIdsIn(reader, fieldOf('criterion', 'Lots', row), about.lotIds),
    };
  });
  return { criteria, valuesOre };
}

function lotIdsIn(
  { take, text }: Reader,
  name: string,
  lotIds: ReadonlyMap<number, string>,
): string[] | null {
  const numbers = lotNumbersFrom(text(name));
  if (numbers === null) return null;
  const found = numbers?.flatMap((number) => lotIds.get(number) ?? []);
  const isKnown = found !== undefined && found.length === numbers?.length;
  return (
    take(
      name,
      isKnown ? found : undefined,
      'Skriv numrene på delkontrakter som finnes, for eksempel 1, 3.',
    ) ?? []
  );
}

/** What was written in a row without a name would be lost: its name is asked for. */
function unnamed(entered: Entered, wrong: Record<string, string>): void {
  const detail = { lot: 'Value', requirement: 'Evidence', criterion: 'Weight' } as const;
  for (const part of ['lot', 'requirement', 'criterion'] as const) {
    const named = new Set(filledRows(entered, part));
    for (const [name, value] of entered) {
      const row = Number(new RegExp(`^${part}${detail[part]}(\\d{1,2})$`).exec(name)?.[1] ?? 0);
      if (row > 0 && value.trim() !== '' && !named.has(row))
        wrong[fieldOf(part, 'Title', row)] ??= 'Skriv navnet.';
    }
  }
}
