import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { procedures } from './procedures.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../../docs/procurement.md'), 'utf8');

test('docs/procurement.md lists the procedures as they are', () => {
  const rows = guide
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  expect(rows.map((cells) => cells.slice(1, 7))).toEqual(
    Object.entries(procedures).map(([name, { norwegian, asksFor, bidders, negotiation, standstill }]) => [
      ...[name, norwegian, asksFor, bidders, negotiation, standstill],
    ]),
  );
});
