import * as z from 'zod';
import { dateFrom, day } from '../format/time.ts';
import type { Building, Property } from '../words/register.ts';

type Matrikkel = NonNullable<Building['matrikkel']>;
type Dated = Matrikkel & { readonly validFrom: string | null; readonly validTo: string | null };

/** The most cadastral ids that the form of a property takes, as many as the service does. */
const linesMax = 100;

/** A cadastral id as people write it, `3201-94/12`; undefined for what is none. */
export function matrikkelFrom(text: string): Matrikkel | undefined {
  const written = /^(\d{4})-(\d{1,5})\/(\d{1,5})(?:\/(\d{1,5}))?(?:\/(\d{1,5}))?$/.exec(
    text.replaceAll(/\s/g, ''),
  );
  if (!written) return undefined;
  const [, municipalityNumber, gnr, bnr, fnr, snr] = written;
  if (Number(gnr) === 0 || Number(bnr) === 0) return undefined;
  return {
    municipalityNumber: municipalityNumber!,
    ...{ gnr: Number(gnr), bnr: Number(bnr) },
    ...(fnr !== undefined && { fnr: Number(fnr) }),
    ...(snr !== undefined && { snr: Number(snr) }),
  };
}

/** One cadastral id, or null. */
export const matrikkelField = z
  .string()
  .trim()
  .transform((text, context) => {
    if (text === '') return null;
    const matrikkel = matrikkelFrom(text);
    if (matrikkel) return matrikkel;
    const message = 'Skriv matrikkelen som 3201-94/12.';
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });

/** One cadastral id to a line, with the days that it held where they are known. */
export const matrikkelLines = (ids: Property['matrikkelIds']): string =>
  ids
    .map(({ text, validFrom, validTo }) =>
      [text, validFrom && `fra ${day(validFrom)}`, validTo && `til ${day(validTo)}`]
        .filter(Boolean)
        .join(' '),
    )
    .join('\n');

/** What {@link matrikkelLines} writes, as a person has changed it; the message names the line that is wrong. */
export const matrikkelLinesField = z.string().transform((text, context): Dated[] => {
  const refuse = (message: string) => {
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  };
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  if (lines.length > linesMax) return refuse(`En eiendom kan ha høyst ${linesMax} matrikkelenheter.`);
  const ids = lines.map(datedFrom);
  const wrong = ids.indexOf(undefined);
  if (wrong === -1) return ids.filter((one) => one !== undefined);
  return refuse(
    `Linje ${wrong + 1} («${lines[wrong]!.slice(0, 60)}») skal skrives som 3201-94/12, eller 3024-94/12 fra 01.01.2020 til 31.12.2023.`,
  );
});

function datedFrom(line: string): Dated | undefined {
  const [, id = '', from, to] = /^(\S+)(?:\s+fra\s+(\S+))?(?:\s+til\s+(\S+))?$/i.exec(line) ?? [];
  const matrikkel = matrikkelFrom(id);
  const validFrom = from === undefined ? null : dateFrom(from);
  const validTo = to === undefined ? null : dateFrom(to);
  if (!matrikkel || validFrom === undefined || validTo === undefined) return undefined;
  return { ...matrikkel, validFrom, validTo };
}
