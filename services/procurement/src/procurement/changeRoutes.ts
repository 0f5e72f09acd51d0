import { osloDay } from '@tiltak/calendar';
import type { OperationAnswer } from '@tiltak/contracts';
import type { changeOperations, procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import type { Stage, Store } from '@tiltak/store';
import { climateCheck } from '../rule/climate.ts';
import { ruleRows } from '../rule/rules.ts';
import { earliestAfterChange, earliestHere } from './earliest.ts';
import { type ProcurementState, procurements } from './procurement.ts';
import { documentsToPublish, onCase } from './routes.ts';
import { theCase } from './step.ts';

type Ops = typeof procurementOperations;
type EarliestDeadline = OperationAnswer<Ops['getEarliestDeadline']>;

/** The operations that change a competition after its publication. */
export function changeRoutes(store: Store): Pick<Handlers<Ops>, keyof typeof changeOperations> {
  return {
    async getEarliestDeadline({ params: { procurementId } }) {
      const [rows, found] = await Promise.all([
        ruleRows(store),
        store.states<ProcurementState>(procurements).findOne({ _id: procurementId }),
      ]);
      const state = theCase(found?.state ?? procurements.initial);
      const limit = earliestHere(state, { rows, at: store.now().toISOString() });
      return { body: structuredClone(limit) as EarliestDeadline };
    },
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
