import type { Aggregate, Store } from '@tiltak/store';
import { type AddedRules, type AddRule, decide, type RuleAdded } from './decide.ts';
import type { RuleRow } from './rule.ts';
import { definitions, shippedRules } from './shipped.ts';

/** What administrators have added to the rules (regler), a stream for each key. */
export const rules: Aggregate<AddRule, RuleAdded, AddedRules> = {
  kind: 'rules',
  initial: { rows: [] },
  decide,
  evolve: ({ rows }, { data }) => ({ rows: [...rows, data] }),
};

/** The stream of a key's rows. */
export const streamOf = (key: string): string => `rule.${key}`;

/**
 * All rows: those that the product came with, and then what administrators have added. One read of at most as many
 * small documents as there are keys; call it once for a request, outside of the transaction.
 */
export async function ruleRows(store: Store): Promise<readonly RuleRow[]> {
  const added = await store.states<AddedRules>(rules).find({}).limit(definitions.size).toArray();
  return added.length === 0 ? shippedRules : [...shippedRules, ...added.flatMap(({ state }) => state.rows)];
}
