import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { breaks, type JsonSchema } from './breaks.ts';
import { eventSchemas, schemaFile, services } from './eventSchemas.ts';

// Writes the schemas of all published events to docs/events, or refuses where a type no longer means what it meant.

const refused: string[] = [];
const files = services.map((service) => {
  const path = schemaFile(service);
  const after = eventSchemas(service);
  const before: Readonly<Record<string, JsonSchema>> = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : {};
  for (const [type, schema] of Object.entries(before)) {
    const now = after[type];
    const found = now ? breaks(schema, now) : ['it is no longer published'];
    refused.push(...found.map((why) => `${type}: ${why}`));
  }
  return { path, text: `${JSON.stringify(after, null, 2)}\n` };
});

if (refused.length > 0) {
  console.error(
    `${refused.join('\n')}\n  Publish another version (….v2) beside it, and keep this one as it is.`,
  );
  process.exit(1);
}
for (const { path, text } of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(path);
}
