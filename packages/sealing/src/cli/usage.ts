import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type * as z from 'zod';

/** The command was not given what it needs; the message says what. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Options of text by their names, and what stands besides them. Throws a UsageError for one that is not known, or a
 * required one that is not there.
 */
export function optionsOf<Required extends string, Optional extends string = never>(
  given: readonly string[],
  names: { readonly required: readonly Required[]; readonly optional?: readonly Optional[] },
) {
  const known = [...names.required, ...(names.optional ?? [])];
  let parsed: { values: Readonly<Record<string, unknown>>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: Object.fromEntries(known.map((name) => [name, { type: 'string' as const }])),
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  for (const name of names.required)
    if (parsed.values[name] === undefined) throw new UsageError(`--${name} is missing.`);
  return {
    options: parsed.values as Readonly<Record<Required, string> & Partial<Record<Optional, string>>>,
    rest: parsed.positionals,
  };
}

/** Reads a JSON file of a given shape. Throws a UsageError that names the file and the field. */
export async function readJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} can't be read as JSON: ${error instanceof Error ? error.message : error}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UsageError(`${file}: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}`);
}
