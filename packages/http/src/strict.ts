import * as z from 'zod';

/**
 * The schema with every object in it strict, at any depth: a field that it doesn't know is an error, which names the
 * fields that it does know. A misspelt optional field would otherwise be dropped without a word, and a key such as
 * `$where` or `__proto__` would travel on. Objects that are loose on purpose (`z.looseObject`) stay so.
 * Throws, when the app is made, on a kind of schema that it can't see into.
 */
export function strict<Schema extends z.ZodType>(schema: Schema): Schema {
  return rewritten(schema as unknown as z.core.$ZodTypes) as unknown as Schema;
}

function rewritten(schema: z.core.$ZodTypes): z.core.$ZodTypes {
  const { def } = schema._zod;
  const change = (changes: object) =>
    z.core.clone(schema, z.core.util.mergeDefs(def, changes)) as z.core.$ZodTypes;
  const inner = (type: z.core.SomeType) => rewritten(type as z.core.$ZodTypes);
  switch (def.type) {
    case 'object': {
      const shape = Object.fromEntries(Object.entries(def.shape).map(([key, type]) => [key, inner(type)]));
      return def.catchall === undefined
        ? change({ shape, catchall: z.never(), error: def.error ?? namesKnownFields(Object.keys(shape)) })
        : change({ shape });
    }
    case 'array':
      return change({ element: inner(def.element) });
    case 'record':
      return change({ valueType: inner(def.valueType) });
    case 'tuple':
      return change({ items: def.items.map(inner), rest: def.rest && inner(def.rest) });
    case 'union':
      return change({ options: def.options.map(inner) });
    case 'pipe':
      return change({ in: inner(def.in), out: inner(def.out) });
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return change({ innerType: inner(def.innerType) });
    case 'lazy':
    case 'intersection':
    case 'map':
    case 'set':
    case 'promise':
    case 'function':
      throw new Error(`a schema of type ${def.type} can't be made strict; write the input without it`);
    default:
      return schema;
  }
}

function namesKnownFields(fields: readonly string[]): z.core.$ZodErrorMap {
  const message =
    fields.length === 0
      ? 'unknown field; no fields are expected here'
      : `unknown field; the fields are ${fields.join(', ')}`;
  return (issue) => (issue.code === 'unrecognized_keys' ? message : undefined);
}
