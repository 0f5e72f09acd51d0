import { osloDay } from '@tiltak/calendar';
import type { OperationAnswer } from '@tiltak/contracts';
import type { procurementOperations } from '@tiltak/contracts/procurement';
import type { Handlers } from '@tiltak/http';
import type { Store } from '@tiltak/store';
import { toRule } from '../rule/routes.ts';
import { numberAt } from '../rule/ruleAt.ts';
import { ruleRows } from '../rule/rules.ts';
import { simulate } from './simulate.ts';

type Answer = OperationAnswer<(typeof procurementOperations)['simulateEvaluation']>;

/** The simulator. It reads the rules and nothing else, and keeps nothing. */
export const simulationRoutes = (
  store: Store,
): Pick<Handlers<typeof procurementOperations>, 'simulateEvaluation'> => ({
  async simulateEvaluation({ body: { priceModel: model, ...asked } }) {
    const today = osloDay(store.now().toISOString());
    const least = numberAt(await ruleRows(store), 'climate.weight_percent_min', today);
    const climateRule = least ? { weightPercentMin: least.value, rule: toRule(least.rule) } : null;
    // A copy, because the answer's type is writable and the findings are not.
    return { body: structuredClone({ ...simulate({ ...asked, model }), climateRule }) as Answer };
  },
});
