import { expect } from '@jest/globals';
import { type Store, verifyJournal } from '../src/index.ts';
import { accounts, purses } from './account.ts';

/** Everything that must hold of a store at any moment: chains, folds, and sequences from 1 without gaps. */
export async function expectSound(store: Store): Promise<void> {
  expect(await verifyJournal(store, [accounts, purses])).toEqual([]);
  const last = new Map<string, number>();
  const wrong: unknown[] = [];
  for await (const row of store.journal.find().sort({ stream: 1, version: 1 })) {
    if (row.sequence === null) continue;
    const before = last.get(row.stream) ?? 0;
    if (row.sequence !== before + 1) wrong.push({ stream: row.stream, before, got: row.sequence });
    last.set(row.stream, row.sequence);
  }
  expect(wrong).toEqual([]);
}
