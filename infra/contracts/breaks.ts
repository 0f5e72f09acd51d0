/** What is looked at of a JSON Schema. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
};

/**
 * Why an event's schema may not take the place of the one before under the same type, in words; empty where it may.
 * Two are protected: a reader of before, who must find in new events each field that it knew, of the same type; and
 * the events of before, which lie in topics and journals for years and must still be read. So fields may be added that
 * can be missing, values may be added to a choice (readers are told to expect it), and all else is another version.
 */
export function breaks(before: JsonSchema, after: JsonSchema, path = 'data'): readonly string[] {
  if (kindOf(before) !== kindOf(after))
    return [`${path} was ${kindOf(before) || 'anything'} and is ${kindOf(after) || 'anything'}`];
  const gone = choicesOf(before).filter((choice) => !choicesOf(after).includes(choice));
  const missing = choicesOf(after).length > 0 && gone.length > 0;
  return [
    ...(missing ? [`${path} can no longer be ${gone.join(' or ')}`] : []),
    ...breaksOfFields(before, after, path),
    ...(before.items && after.items ? breaks(before.items, after.items, `${path}[]`) : []),
    ...(before.anyOf ?? []).flatMap((one, at) => {
      const other = after.anyOf?.[at];
      return other ? breaks(one, other, path) : [];
    }),
  ];
}

function breaksOfFields(before: JsonSchema, after: JsonSchema, path: string): readonly string[] {
  const { properties: known = {}, required: had = [] } = before;
  const { properties: now = {}, required: needed = [] } = after;
  return [
    ...Object.keys(known).flatMap((name) => {
      const field = now[name];
      return field ? breaks(known[name] ?? {}, field, `${path}.${name}`) : [`${path}.${name} is gone`];
    }),
    ...needed
      .filter((name) => !had.includes(name))
      .map((name) => `${path}.${name} is required, and events of before don't have it`),
    ...had
      .filter((name) => name in now && !needed.includes(name))
      .map((name) => `${path}.${name} may be missing, and readers of before count on it`),
  ];
}

/** A choice of one or several words is a string: it may grow. */
function kindOf({ type, format, anyOf }: JsonSchema): string {
  if (anyOf) return anyOf.map(kindOf).join(' or ');
  const types = typeof type === 'string' ? [type] : [...(type ?? [])];
  return [types.join(' or '), format].filter((part) => part).join(' ');
}

const choicesOf = (schema: JsonSchema): readonly unknown[] =>
  schema.enum ?? ('const' in schema ? [schema.const] : []);
