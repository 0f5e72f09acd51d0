import { expect, test } from '@jest/globals';
import type { Status } from './procedure.ts';
import { procedures } from './procedures.ts';

const all = Object.entries(procedures);

/** All that can be reached from a draft. */
function reachable(steps: Readonly<Partial<Record<Status, readonly Status[]>>>): ReadonlySet<Status> {
  const seen = new Set<Status>(['draft']);
  for (const from of seen) for (const to of steps[from] ?? []) seen.add(to);
  return seen;
}

test.each(all)('%s can be brought to its end, and has no step that nobody reaches', (_, { steps }) => {
  const seen = reachable(steps);
  expect(seen).toContain('completed');
  expect(Object.keys(steps).filter((from) => !seen.has(from as Status))).toEqual([]);
  for (const status of seen) if (status !== 'completed') expect(steps[status]).toBeDefined();
});

test.each(all.filter(([, { bidders }]) => bidders !== 'nobody'))(
  '%s has no way to an award past the closing and opening of bids',
  (_, { steps }) => {
    for (const left of ['closed_for_bids', 'opened', 'evaluation'] as const) {
      const without = Object.fromEntries(
        Object.entries(steps).map(([from, next]) => [from, next?.filter((to) => to !== left)]),
      );
      expect(reachable(without)).not.toContain('awarded');
    }
  },
);

test.each(all.filter(([, { standstill }]) => standstill === 'required'))(
  '%s has no way to a contract past the standstill',
  (_, { steps }) => {
    const { standstill: left, ...without } = steps;
    expect(left).toContain('contracted');
    expect(reachable(without)).not.toContain('contracted');
  },
);

test.each(all.filter(([, { negotiation }]) => negotiation === 'forbidden'))(
  '%s has no negotiation, since none is allowed',
  (_, { steps }) => {
    expect(reachable(steps)).not.toContain('negotiation');
  },
);

test('a competitive dialogue has no way to bids past the dialogue', () => {
  const { negotiation: _, ...without } = procedures.competitive_dialogue.steps;
  expect(reachable(without)).not.toContain('invited');
});
