import { osloDay } from '@tiltak/calendar';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import { Rejection } from '@tiltak/decider';
import type { Handlers } from '@tiltak/http';
import { cursorAfter, type Store } from '@tiltak/store';
import type { RuleRow } from './rule.ts';
import { type RuleStanding, standingOf } from './ruleAt.ts';
import { ruleRows, rules, streamOf } from './rules.ts';
import { definitions } from './shipped.ts';

type Operations = Pick<typeof procurementOperations, 'addRule' | 'listRules'>;

/** A row as the contract has it, whose lists may be changed by whoever gets them. */
export const toRule = (row: RuleRow) => ({
  ...row,
  value: typeof row.value === 'object' ? [...row.value] : row.value,
});

/** The operations on the rules. */
export const ruleHandlers = (store: Store): Handlers<Operations> => ({
  addRule({ body: { key, ...fields }, actor, idempotency }) {
    const ruleId = store.newId();
    return store.transact(
      async (reads) => {
        const stream = await reads.stream(rules, streamOf(key));
        return (stage) => {
          const [added] = stage.handle(stream, {
            type: 'add',
            ruleId,
            definition: definitions.get(key),
            reference: definitions.get(String(fields.value)),
            fields,
            at: stage.at,
            by: actor.subject,
          });
          if (!added) throw new Error('an added rule is an event');
          return { body: toRule(added.data) };
        };
      },
      { actor: actor.subject, idempotency },
    );
  },
  async listRules({ query: { key, on, cursor, limit } }) {
    const rows = await ruleRows(store);
    const date = on ?? osloDay(store.now().toISOString());
    const asked = key === undefined ? rows : rows.filter((row) => row.key === key);
    const listed = [...Map.groupBy(asked, (row) => row.key).values()]
      .flatMap((alike) => alike.map((row) => ({ ...toRule(row), standing: standingOf(alike, row, date) })))
      .filter(({ standing }) => on === undefined || saysOf(standing))
      .sort(inOrder);
    return { body: pageIn(listed, cursor, limit) };
  },
});

/** Whether a row says anything of the day. */
const saysOf = (standing: RuleStanding): boolean => standing === 'in_force' || standing === 'disputed';

const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);
const inOrder = (one: RuleRow, other: RuleRow): number =>
  compare(one.key, other.key) ||
  compare(one.validFrom ?? '', other.validFrom ?? '') ||
  compare(one.ruleId, other.ruleId);

/** The rows are few and in memory, so that a page is found by the row that the one before it ended with. */
function pageIn<Row extends RuleRow>(rows: readonly Row[], cursor: string | undefined, limit: number) {
  const endOf = ({ ruleId }: RuleRow) => cursorAfter({ _id: ruleId });
  const before = cursor === undefined ? -1 : rows.findIndex((row) => endOf(row) === cursor);
  if (cursor !== undefined && before === -1)
    throw new Rejection('bad_cursor', 'cursor: take it from `next` of the page before, unchanged.');
  const items = rows.slice(before + 1, before + 1 + limit);
  const last = items.at(-1);
  return { items, next: last && last !== rows.at(-1) ? endOf(last) : null };
}
