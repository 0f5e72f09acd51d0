import { osloDay } from '@tiltak/calendar';
import type { changeOperations, procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import type { Stage, Store } from '@tiltak/store';
import { climateCheck } from '../rule/climate.ts';
import { ruleRows } from '../rule/rules.ts';
import { earliestAfterChange } from './earliest.ts';
import type { ProcurementState } from './procurement.ts';
import { documentsToPublish, onCase } from './routes.ts';

type Ops = typeof procurementOperations;

/** The operations that change a competition after its publication. */
export function changeRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof changeOperations> {
  return {
    async changeCompetition(call) {
      const rows = await ruleRows(store);
      const { documentIds } = call.body;
      const change = ({ at }: Stage, state: ProcurementState) => {
        const current = call.body.specification ?? (state.status === 'none' ? null : state.specification);
        const climate = current ? climateCheck(current, rows, osloDay(at)) : { problems: [], rules: [] };
        const earliest = earliestAfterChange(state, { rows, at });
        return { type: 'changeCompetition' as const, ...call.body, climate, earliest, at };
      };
      return await onCase(store, call, change, (reads) =>
        documentsToPublish(reads, call.params, documentIds),
      );
    },
    extendDeadline: (call) => onCase(store, call, ({ at }) => ({ type: 'extendDeadline', ...call.body, at })),
    async proposeShorterDeadline(call) {
      const rows = await ruleRows(store);
      const by = call.actor.subject;
      return await onCase(store, call, ({ at }, state) => {
        const earliest = earliestAfterChange(state, { rows, at });
        return { type: 'proposeShorterDeadline', ...call.body, by, earliest, at };
      });
    },
    async approveShorterDeadline(call) {
      const rows = await ruleRows(store);
      const by = call.actor.subject;
      return await onCase(store, call, ({ at }, state) => {
        const earliest = earliestAfterChange(state, { rows, at });
        return { type: 'approveShorterDeadline', by, earliest, at };
      });
    },
  };
}
