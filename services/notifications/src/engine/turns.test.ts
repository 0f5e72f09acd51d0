import { expect, test } from '@jest/globals';
import { createTurns, inTurn } from './turns.ts';

test('urgent ones go first, and of the others one after each three', () => {
  expect([...inTurn(['u1', 'u2', 'u3', 'u4', 'u5'], ['o1', 'o2', 'o3'])]).toEqual([
    ...['u1', 'u2', 'u3', 'o1', 'u4', 'u5', 'o2', 'o3'],
  ]);
  expect([...inTurn([], ['o1', 'o2'])]).toEqual(['o1', 'o2']);
  expect([...inTurn(['u1', 'u2', 'u3', 'u4'], [])]).toEqual(['u1', 'u2', 'u3', 'u4']);
});

test('an urgent one that comes later overtakes those that wait', () => {
  const turns = createTurns<{ name: string; urgent: boolean }>();
  for (const name of ['o1', 'o2', 'o3']) turns.add({ name, urgent: false });
  expect(turns.take()?.name).toBe('o1');
  turns.add({ name: 'u1', urgent: true });
  expect(turns.next()?.name).toBe('u1');
  expect([turns.take(), turns.take(), turns.take(), turns.take()].map((one) => one?.name)).toEqual([
    ...['u1', 'o2', 'o3', undefined],
  ]);
});

test('however many urgent ones come, each fourth is another', () => {
  const turns = createTurns<{ urgent: boolean }>();
  for (let index = 0; index < 300; index += 1) turns.add({ urgent: index % 3 > 0 });
  const taken = Array.from({ length: 120 }, () => turns.take()?.urgent);
  expect(taken.filter((urgent) => urgent === false)).toHaveLength(30);
});
